"""The words of a question for fields: by our names for them, and by what their source calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.asking import PEOPLE_FIELDS
from assistant.query.hearing import STATE_FIELDS
from assistant.query.known_fields import KnownFields
from assistant.query.lexicon import Token
from assistant.vocabulary import FieldVocabulary
from ingest.mentions import Mention
from ingest.names import fold
from ingest.records import Kind

_HAVING_FIELDS = frozenset({"contact", "call", "mail", "visit", "meeting", "file"})
_COUNTED = re.compile(r"(?:多少|几[个家张份])(?!钱|金额)")  # 签了多少 asks how many
_STATE_MARKS = frozenset({"open", "closed"})


def fields_said(
    text: str,
    vocabulary: FieldVocabulary,
    marks: Sequence[Token],
    kinds: Mapping[Token, tuple[Kind, ...]],
    known: KnownFields,
) -> list[Mention]:
    """Every field of a folded text; none where its words ask how many, who, or how things stand."""
    asked = [one for one in vocabulary.asked(text) if not _COUNTED.search(one.name)]
    return [
        one
        for one in (*asked, *_labelled(text, kinds, known))
        if not (
            _says_how_they_stand(one, marks)
            or _asks_who_has_most(one, marks)
            or _is_a_rate(one, marks, kinds, known)
        )
    ]


def is_within_a_field(token: Token, fields: Sequence[Token]) -> bool:
    """Whether a word for a kind is none: the contact of "last contact". A contract amount is a contract's."""
    return (
        token.is_ == "kind"
        and not _HAVING_FIELDS.isdisjoint(token.means)
        and any(
            token.overlaps(one) and one.end - one.start > token.end - token.start for one in fields
        )
    )


def _says_how_they_stand(field: Mention, marks: Sequence[Token]) -> bool:
    """Whether words for a state hold one: still open, finished yet."""
    return set(field.entities) <= STATE_FIELDS and any(
        one.is_ in _STATE_MARKS and field.start <= one.start and one.end <= field.end
        for one in marks
    )


def _asks_who_has_most(field: Mention, marks: Sequence[Token]) -> bool:
    """Whether words for whose it is ask who: 谁的客户最多."""
    compares = {one.is_ for one in marks} & {"largest", "smallest", "more", "compare"}
    return (
        bool(compares)
        and set(field.entities) <= PEOPLE_FIELDS
        and any(one.is_ == "who" and field.start <= one.start < field.end for one in marks)
    )


def _is_a_rate(
    field: Mention,
    marks: Sequence[Token],
    kinds: Mapping[Token, tuple[Kind, ...]],
    known: KnownFields,
) -> bool:
    """Whether a share is counted that no record states."""
    if not any(
        one.is_ == "share" and one.overlaps(Token("field", field.start, field.end)) for one in marks
    ):
        return False
    return not any(
        known.meant(kind, name) for of in kinds.values() for kind in of for name in field.entities
    )


def _labelled(
    text: str, kinds: Mapping[Token, tuple[Kind, ...]], known: KnownFields
) -> Iterator[Mention]:
    """Fields by what their source calls them."""
    held = {one for of in kinds.values() for kind in (*of, "account") for one in known.of(kind)}
    for field in held:
        for label in {*map(fold, field.seen.labels), field.name.replace("_", " ")}:
            if len(label) < 2:
                continue
            pattern = rf"\b{re.escape(label)}s?\b" if label.isascii() else re.escape(label)
            for found in re.finditer(pattern, text):
                yield Mention(label, found.start(), found.end(), (field.name,))
