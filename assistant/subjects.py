"""What a question may be about: whom or which record it names, and the same question about "this one"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Connection

from assistant.addressing import addressed_contacts
from assistant.asking import Asked
from assistant.fielded import (
    FieldedRecord,
    contact_records,
    fielded_records,
    reporting_records,
    stating_records,
)
from assistant.found import Found
from assistant.naming import known_contacts, known_mentions
from assistant.questions import language_of
from assistant.vocabulary import FieldVocabulary, blanked
from ingest.access import Access
from ingest.filters import Filters
from ingest.mentions import Mention
from ingest.names import fold
from ingest.records import Kind
from ingest.segmentation import terms
from ingest.store import Store

_PASSAGES = 30
_CALLED = {
    "account": ("这个客户", "this customer"),
    "person": ("他", "this colleague"),
    "contact": ("他", "this contact"),
    "deal": ("这个商机", "this deal"),
    "contract": ("这份合同", "this contract"),
    "product": ("这个产品", "this product"),
    "task": ("这个任务", "this task"),
    "ticket": ("这个工单", "this ticket"),
    "event": ("这次活动", "this event"),
}
_THINGS = _CALLED.keys() - {"account", "person", "contact"}
_SENTENCES = frozenset({"task", "ticket", "event"})  # their titles
_MOST, _HALF = 0.75, 0.5
_MOST_THINGS = 2  # ways to read a question as one about a deal, a contract, a product
_LONGEST = {"zh": 36, "en": 110}  # characters of a question for one field
_WORD = re.compile(r"[a-z0-9][a-z0-9&.-]*[a-z0-9]|[a-z0-9]|[\u3400-\u9fff]")
_HERE, _SOMEBODY = "\0", "\1"
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
# What clings to the end of a text, a word at a time: how long a run of them is, no pattern need guess.
_BEFORE = re.compile(
    r"(?:\b(?:the|our|that|those|this|of|for|with|from|at|to|on|in|and)\b|[这那][个份张家次边]?|我们|[的和与在\s,，])$"
)
_POINTING = re.compile(r"(?:\b(?:the|our|that|those|this)\b|[这那][个份张家次边]?|我们的|\s)$")
_LONGEST_WORD = 5  # characters of either
_AFTER = re.compile(r"^(?:那边|这边|\s(?=\s)|['’](?!s))+")
_BETWEEN = re.compile(r"[\s·、,，/—-]*(?:(?:and|of|for|the|in|at|with|的|和)[\s]*)?")
_OWN = re.compile(
    r"我的|我(?=[归向属在是])|\bmy\b|(?<=do )i(?= (?:report|sit|work|belong))|(?<=am )i\b"
)
_THEIR = re.compile(
    r"他们|她们|[他她它]|其(?![他它中余实])|\b(?:his|her|their|its|he|she|they|him|them)\b"
)
_RECORDS = Callable[[Collection[str]], dict[str, FieldedRecord]]
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """Records of one kind that a question may be about, and the question with them called "this
    customer" or the like; `named` where the question says their name whole. `tied` are other records
    that are asked for as if they were a field: a customer's contacts, a colleague's reports. `one` where
    no other thing may be meant: it is the only one so called, and called by its name, whole or first."""

    kind: str
    records: tuple[FieldedRecord, ...]
    question: str
    named: bool
    tied: Mapping[str, tuple[FieldedRecord, ...]] = field(default_factory=dict)
    one: bool = True


class SubjectFinder:
    """Finds the subjects of questions, among those that the asker may know."""

    def __init__(self, store: Store, vocabulary: FieldVocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary

    def find(
        self,
        connection: Connection,
        found: Found,
        asked: Asked,
        *,
        access: Access,
        filters: Filters,
        without: frozenset[str],
    ) -> list[Subject]:
        """Whom the question names, then what is called as it says."""

        def read(record_ids: Collection[str]) -> dict[str, FieldedRecord]:
            return fielded_records(
                connection,
                set(record_ids) - without,
                vocabulary=self._vocabulary,
                access=access,
                filters=filters,
            )

        stating = stating_records(connection, asked.named, access=access)
        names = known_mentions(self._store, found.question, access=access)
        subjects = [
            *self._contacts(found.question, names, access, read),
            *self._addressed(connection, found.question, names, asked, access, read),
            *self._entities(connection, found.question, names, stating, asked, access, read),
            *self._things(found, names, access, read),
        ]
        most = _LONGEST[language_of(found.question)]
        return [one for one in subjects if len(one.question) <= most]

    def _contacts(
        self, question: str, names: Sequence[Mention], access: Access, read: _RECORDS
    ) -> Iterator[Subject]:
        """The customers' people whom a question names in full."""
        folded = fold(question)
        for name, stating in known_contacts(self._store, question, access=access).items():
            if records := tuple(read(stating).values()):
                start = folded.index(name)
                spans = [(start, start + len(name)), *((one.start, one.end) for one in names)]
                yield Subject("contact", records, _about(folded, spans, "contact"), named=True)

    def _addressed(
        self,
        connection: Connection,
        question: str,
        names: Sequence[Mention],
        asked: Asked,
        access: Access,
        read: _RECORDS,
    ) -> Iterator[Subject]:
        """People of the customer named whom it calls by surname and title."""
        addressed = addressed_contacts(
            connection, self._store, question, asked.customers, access=access
        )
        for one in addressed:
            if records := tuple(read(one.entities).values()):
                spans = [(each.start, each.end) for each in (one, *names)]
                about = _about(fold(question), spans, "contact")
                yield Subject("contact", records, about, named=True, one=len(records) == 1)

    def _entities(
        self,
        connection: Connection,
        question: str,
        names: Sequence[Mention],
        stating: Sequence[str],
        asked: Asked,
        access: Access,
        read: _RECORDS,
    ) -> Iterator[Subject]:
        """The one customer or colleague that a question names, every bearer of the name; or the asker."""
        kind = "account" if asked.customers else "person"
        folded = fold(question)
        if asked.customers:
            names, folded = _with_somebody(names, folded)
        meant = {one.entities for one in names} if names else {asked.named}
        if len(meant) != 1 or not stating:
            return
        spans = [(one.start, one.end) for one in names]
        if not names:
            spans = [own.span() for own in _OWN.finditer(folded)]
        records = read(stating)
        theirs = [records[one] for one in stating if one in records and records[one].kind == kind]
        if not spans or not theirs:
            return
        theirs, folded = _of_department(theirs, folded)
        if asked.customers:
            held = contact_records(connection, asked.customers, access=access)
            tied = {"contact": held}
        else:
            below = [reporting_records(connection, one, access=access) for one in theirs]
            tied = {"reports": list(chain.from_iterable(below))}
        others = {name: tuple(read(ids).values()) for name, ids in tied.items()}
        words = self._vocabulary.kind_terms(kind)
        about = _about(folded, spans, kind, words)
        yield Subject(kind, tuple(theirs), about, named=True, tied=others)

    def _things(
        self, found: Found, names: Sequence[Mention], access: Access, read: _RECORDS
    ) -> Iterator[Subject]:
        """Records found that are called by words of the question, those called by most of them; with
        others of which it says the same."""
        folded = fold(found.question)
        best = list(dict.fromkeys(one.record_id for one in found.passages[:_PASSAGES]))
        records = read(best)
        readings: dict[tuple[Kind, str], list[FieldedRecord]] = {}
        said: dict[tuple[Kind, str], int] = {}
        for record in (records[one] for one in best if one in records):
            if record.kind not in _THINGS:
                continue
            spans = list(self._calling(found, folded, names, access, record))
            if not spans or not _is_meant(record, found, named=bool(names)):
                continue
            kind_words = self._vocabulary.kind_terms(record.kind)
            reading = (record.kind, _about(folded, spans, record.kind, kind_words))
            readings.setdefault(reading, []).append(record)
            said[reading] = sum(end - start for start, end in spans)
        for reading in sorted(readings, key=lambda one: -said[one])[:_MOST_THINGS]:
            called = readings[reading]
            one = len(called) == 1 and _is_named(called[0], folded)
            yield Subject(reading[0], tuple(called), reading[1], named=False, one=one)

    def _calling(
        self,
        found: Found,
        folded: str,
        names: Sequence[Mention],
        access: Access,
        record: FieldedRecord,
    ) -> Iterator[_Span]:
        """Where a question says what a record is called; nowhere if it says no more than whose it is,
        or of which kind."""
        theirs = [one for one in names if not record.tags.isdisjoint(one.entities)]
        if names and not theirs:
            return
        entities = {one for own in theirs for one in own.entities}
        inside = known_mentions(self._store, record.title, access=access)
        title = blanked(
            record.title, [one for one in inside if not entities.isdisjoint(one.entities)]
        )
        called = frozenset(terms(title))
        held = called | found.covered(called)
        words = list(_WORD.finditer(folded))
        marks = [
            any(one.start <= word.start() < one.end for one in theirs)
            or _is_said(word, folded, title, held)
            for word in words
        ]
        own = [
            word.group()
            for word, mark in zip(words, marks, strict=True)
            if mark and not any(one.start <= word.start() < one.end for one in theirs)
        ]
        telling = set(terms("".join(own) if language_of(folded) == "zh" else " ".join(own)))
        if not telling - self._vocabulary.kind_terms(record.kind) and not (
            theirs and self._vocabulary.kinds(folded) == {record.kind}
        ):
            return
        yield from _runs(folded, words, marks)


def called_in(kind: str, text: str) -> str:
    """What a record of a kind is called in the language of a text, when it was named before."""
    chinese, english = _CALLED[kind]
    return chinese if language_of(text) == "zh" else english


def _with_somebody(names: Sequence[Mention], folded: str) -> tuple[list[Mention], str]:
    """The customers named, and the question with somebody in the place of each colleague: whether it is
    theirs is told by whose it is."""
    people = [one for one in names if all(entity.startswith("p") for entity in one.entities)]
    for one in people:
        folded = folded[: one.start] + _SOMEBODY * (one.end - one.start) + folded[one.end :]
    return [one for one in names if one not in people], folded


def _of_department(records: list[FieldedRecord], folded: str) -> tuple[list[FieldedRecord], str]:
    """Of namesakes those whose department stands in brackets, which are blanked then."""
    if len(records) < 2:
        return records, folded
    said = " ".join(_BRACKETS.findall(folded))
    meant = [one for one in records if fold(one.value_of("department") or "-") in said]
    if not meant:
        return records, folded
    return meant, _BRACKETS.sub(lambda found: " " * len(found.group()), folded)


def _is_named(record: FieldedRecord, folded: str) -> bool:
    """Whether a question says a part of the record's title whole, or of a product's its first word."""
    parts = [part for part in fold(record.title).split(" · ") if part]
    if record.kind == "product":
        said = {word.group() for word in _WORD.finditer(folded)}
        return any(part in folded or part.split()[0] in said for part in parts)
    return any(part in folded for part in parts)


def _is_meant(record: FieldedRecord, found: Found, *, named: bool) -> bool:
    """Whether a question says enough of a part of the record's title: of a sentence most, for "the final
    acceptance" is no task to write its list; of a name half, unless it is told by whose it is: "which
    gateway" names no product of that sort."""
    least = _MOST if record.kind in _SENTENCES else 0.0 if named else _HALF
    said = frozenset(found.terms)
    return any(
        len(called & (said | found.covered(called))) >= least * len(called)
        for part in record.title.split(" · ")
        if (called := frozenset(terms(part)))
    )


def _is_said(word: re.Match[str], folded: str, title: str, held: frozenset[str]) -> bool:
    """Whether a title says a word of the question: a Latin word by its stem, a Chinese character
    together with one beside it."""
    said = word.group()
    if said.isascii():
        return not set(terms(said)).isdisjoint(held) or (said.isdigit() and said in title)
    at = word.start()
    pairs = (folded[max(0, at - 1) : at + 1], folded[at : at + 2])
    if any(len(pair) == 2 and not pair.isascii() and pair in title for pair in pairs):
        return True
    return any(
        term in held and not term.isascii()
        for size in (2, 3, 4)
        for start in range(max(0, at - size + 1), at + 1)
        if len(term := folded[start : start + size]) == size
    )


def _runs(folded: str, words: Sequence[re.Match[str]], marks: Sequence[bool]) -> Iterator[_Span]:
    """The stretches of marked words, a small word between two Latin ones included."""
    begin = end = -1
    for word, mark in zip(words, marks, strict=True):
        if not mark:
            continue
        if begin >= 0 and _BETWEEN.fullmatch(folded[end : word.start()]):
            end = word.end()
            continue
        if begin >= 0:
            yield begin, end
        begin, end = word.span()
    if begin >= 0:
        yield begin, end


def _about(
    folded: str, spans: Sequence[_Span], kind: str, kind_words: frozenset[str] = frozenset()
) -> str:
    """The question with its longest span called "this", the others left out with what clings to them."""
    longest = max(spans, key=lambda span: span[1] - span[0])
    text, at = "", 0
    for start, end in sorted(spans):
        if start < at:
            continue
        piece = folded[at:start]
        here = (start, end) == longest
        text += piece if here else _without_end(piece, _BEFORE)
        text += _HERE if here else ""
        at = end
    text += folded[at:]
    before, _, after = text.partition(_HERE)
    before, after = _without_end(before, _POINTING), _AFTER.sub("", after)
    for word in sorted(kind_words, key=len, reverse=True):
        form = rf"\b{re.escape(word)}[a-z]{{0,4}}\b" if word.isascii() else re.escape(word)
        before = re.sub(rf"{form}\s*$", "", before)
        after = re.sub(rf"^[\s的]*(?:[这那][个份张家次])?{form}", "", after)
    called = called_in(kind, before + after)
    gap = " " if called.isascii() else ""
    before, after = _THEIR.sub(called, before), _THEIR.sub(called, after)
    about = f"{before.rstrip()}{gap}{called}{after}".strip()
    about = re.sub(rf"{called}(?:[\s,，的]*{called})+", called, about)
    return re.sub(f"{_SOMEBODY}+", "谁" if language_of(about) == "zh" else "who", about)


def _without_end(text: str, clinging: re.Pattern[str]) -> str:
    while found := clinging.search(text, max(0, len(text) - _LONGEST_WORD)):
        text = text[: found.start()]
    return text
