"""Finds in a question the values that the asker's records really have: statuses, stages, regions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.query.known_fields import KnownField, KnownFields
from assistant.query.lexicon import Lexicon
from assistant.query.typed_query import LONGEST_WORD
from ingest.access import Access
from ingest.catalog.values import seen_values, values_among
from ingest.records import Kind

_FEW = 80
"""Different values: of a field of so many a part of one may stand for it, where it is of one alone."""
_LONGEST_HAN = 14
_LONGEST_VALUE = 60
_LONGEST_WORDS = 6
_NO_VALUES = frozenset(
    "id name email phone domain aliases customer_id tax_number website next_step".split()
)
_TELLING_BESIDE_KIND = frozenset({"status", "stage", "product", "category", "type"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z0-9](?:[a-z0-9\-_.&/+#]*[a-z0-9+#])?")
_PIECE = re.compile(r"[a-z0-9]+")
_RUN = re.compile(r"[^|,，。;；?？!！:：\"“”「」()（）]+")


@dataclass(frozen=True, slots=True)
class StoredValue:
    """`text[start:end]` says one of `values`, each as a record writes it, of a field of a kind."""

    start: int
    end: int
    kind: Kind
    field: KnownField
    values: tuple[str, ...]


class ValueFinder:
    """Finds values for one asker: exactly as stored, in the other language, or by a part of one value."""

    def __init__(
        self, connection: Connection, known: KnownFields, words: Lexicon, *, access: Access
    ) -> None:
        self._connection = connection
        self._known = known
        self._words = words
        self._access = access

    def find(self, text: str, kinds: Sequence[Kind], taken: Sequence[str]) -> Iterator[StoredValue]:
        """Values of the fields of the kinds in a folded text where bars stand for what is read already.

        `taken` are words that mean something else by themselves.
        """
        spans = _phrases(text)
        exact: dict[str, set[str]] = defaultdict(set)  # folded value -> phrases that say it
        for phrase in spans:
            for same in self._words.same(phrase):
                exact[same].add(phrase)
        for kind in kinds:
            for field in self._known.of(kind):
                if field.name in _NO_VALUES or field.seen.is_day:
                    continue
                yield from self._of_field(text, spans, exact, kind, field, frozenset(taken))

    def _of_field(
        self,
        text: str,
        spans: Mapping[str, Sequence[int]],
        exact: Mapping[str, set[str]],
        kind: Kind,
        field: KnownField,
        taken: frozenset[str],
    ) -> Iterator[StoredValue]:
        held: Mapping[str, str] = {}
        if not field.seen.is_number:
            held = seen_values(self._connection, kind, field.name, access=self._access, most=_FEW)
        parts = _parts(spans, held, taken)
        if not held:
            held = values_among(self._connection, kind, field.name, exact, access=self._access)
        said: dict[str, set[str]] = defaultdict(set)
        for value in held:
            for phrase in exact.get(value, ()):
                said[phrase].add(value)
            if (called := _called(value)) in spans:
                said[called].add(value)
        for phrase, values in parts.items():
            if phrase not in said and len(values) == 1:
                said[phrase] |= values
        for phrase, values in said.items():
            written = tuple(sorted(held[one] for one in values if len(held[one]) <= LONGEST_WORD))
            if not written:
                continue
            for start in spans[phrase]:
                if self._may_stand(text, start, phrase, kind, field):
                    yield StoredValue(start, start + len(phrase), kind, field, written)

    def _may_stand(self, text: str, start: int, phrase: str, kind: Kind, field: KnownField) -> bool:
        """A short or common word says a value only beside its field's name: 高优先级, A 级, priority high."""
        if field.seen.is_number or len(phrase) < 2 or phrase in self._words.adjacent_only:
            names = {spoken for name in field.names for spoken in self._words.spoken_fields(name)}
            names |= {label.lower() for label in field.seen.labels}
            if "tier" in field.names:
                names |= {"级", "类", "tier", "class", "grade"}
            telling = field.names & _TELLING_BESIDE_KIND and not field.seen.is_number
            if telling and phrase.isascii():
                names |= {
                    self._words.kind_word(kind, "en"),
                    self._words.kind_word(kind, "en", many=False),
                    self._words.kind_word(kind, "zh"),
                }
            before, after = (
                text[:start].rstrip(" -:：为是=|"),
                text[start + len(phrase) :].lstrip(" -的|"),
            )
            return any(before.endswith(one) or after.startswith(one) for one in names)
        return True


def _phrases(text: str) -> dict[str, list[int]]:
    """Phrase -> where it begins: runs of Chinese characters, and of words."""
    found: dict[str, list[int]] = defaultdict(list)
    for run in _RUN.finditer(text):
        for start, end in (*_han_spans(run), *_word_spans(run)):
            phrase = text[start:end]
            if phrase.strip() == phrase:
                found[phrase].append(start)
    return found


def _han_spans(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    piece = run[0]
    for start in range(len(piece)):
        if not _HAN.match(piece[start]) and not piece[start].isalnum():
            continue
        if (
            start
            and piece[start].isascii()
            and piece[start - 1].isascii()
            and piece[start - 1].isalnum()
        ):
            continue
        for end in range(start + 1, min(start + _LONGEST_HAN, len(piece)) + 1):
            if _HAN.search(piece[start:end]):
                yield run.start() + start, run.start() + end


def _word_spans(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(run[0]))
    for at, first in enumerate(words):
        for last in words[at : at + _LONGEST_WORDS]:
            if _HAN.search(run[0][first.start() : last.end()]):
                break
            yield run.start() + first.start(), run.start() + last.end()
        if "-" in first[0]:
            for piece in _PIECE.finditer(first[0]):
                at_piece = run.start() + first.start()
                yield at_piece + piece.start(), at_piece + piece.end()


def _parts(
    phrases: Iterable[str], values: Iterable[str], taken: frozenset[str]
) -> dict[str, set[str]]:
    """Phrase -> the values that it is a telling part of; a part of a long text stands for nothing."""
    found: dict[str, set[str]] = defaultdict(set)
    whole = [value for value in values if len(value) <= _LONGEST_VALUE]
    for phrase in phrases:
        for value in whole:
            if phrase in value and phrase not in taken and _is_part(phrase, value):
                found[phrase].add(value)
    return found


def _called(value: str) -> str:
    """Carlos Rodriguez, of carlos.rodriguez@atlas.example; empty for what is no address."""
    name, at, _ = value.partition("@")
    return re.sub(r"[._-]+", " ", name) if at and " " not in value else ""


def _is_part(phrase: str, value: str) -> bool:
    """Whether a phrase is a telling part of a value: two characters or more, whole words."""
    if len(phrase) < 2 or len(phrase) >= len(value):
        return False
    if not phrase.isascii():
        return True
    at = value.index(phrase)
    before, after = value[:at][-1:], value[at + len(phrase) :][:1]
    return len(phrase) > 2 and not before.isalnum() and not after.isalnum()
