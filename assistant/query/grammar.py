"""Reads a question as a typed query, or declines: every word must be explained by what the asker's
records have.

A question is a query when its words are markers (how many, total, by, top 5), kinds of record, fields,
stored values, names, periods, topics, and words that only hold it together. A word that is none of them
makes it no query: a number for a question half understood would be wrong without anybody's seeing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from assistant.naming import known_bearers, known_mentions
from assistant.periods import periods
from assistant.query.assembly import Assembly
from assistant.query.covering import cover
from assistant.query.field_words import fields_said, is_within_a_field
from assistant.query.hearing import STATE_FIELDS, Hearing, Parts
from assistant.query.kind_words import kinds_spoken, marks_there
from assistant.query.known_fields import KnownFields
from assistant.query.lexicon import Lexicon, Token, TokenKind, lexicon
from assistant.query.number_words import number_tests, tops
from assistant.query.stored_values import StoredValue, ValueFinder
from assistant.query.topic_phrases import topic_phrases
from assistant.query.typed_query import TypedQuery
from assistant.questions import language_of
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.mentions import Mention, addresses
from ingest.names import fold
from ingest.records import Kind
from ingest.segmentation import telling_terms
from ingest.store import Store

_ASKING = frozenset(
    "count how_much sum together average largest smallest list who by mine open closed overdue age age_open top number period about newest oldest compare more share distinct".split()
)
_POSSESSIVE = re.compile(r"(?<=[\w|])['’]s?(?![a-z])")
_LONGEST = 300
"""Characters of a question that is read: every phrase of it is compared with every value."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that is a query, whole; `narrows` where it asks for more than whose records they are."""

    query: TypedQuery
    narrows: bool


class QueryGrammar:
    """Reads questions in Chinese and English."""

    def __init__(self, store: Store, vocabulary: FieldVocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._words: Lexicon = lexicon()

    def may_ask(self, question: str, today: date) -> bool:
        """Whether it is worth reading: it speaks of a kind of record, and of how many, which or when.
        Nothing is looked up for it."""
        text = fold(question)
        if len(text) > _LONGEST:
            return False
        marks = list(self._words.tokens(text))
        if all(one.is_ != "kind" for one in marks) and not self._words.implied_kinds(text):
            return False
        placed = [Token("period", one.start, one.end) for one in periods(question, today)]
        placed += [Token("number", one.start, one.end) for one in number_tests(text)]
        placed += [token for token, _ in tops(text)]
        topics = [*self._words.topic_marks(text, "zh"), *self._words.topic_marks(text, "en")]
        placed += [Token("about", *span) for span in topics]
        placed += _mentioning("field", self._vocabulary.asked(text))
        tokens = cover([*marks, *placed])
        found = {token.is_ for token in tokens}
        asks = (
            found & _ASKING
            or any("amount" in one.means for one in tokens)
            or _is_a_noun(text, tokens, self._words)
        )
        return "unread" not in found and bool(asks)

    def read(
        self,
        question: str,
        today: date,
        known: KnownFields,
        connection: Connection,
        *,
        access: Access,
    ) -> Understood | None:
        """The query that it asks, in the fields and values that the asker may read; None where it is none,
        or not understood whole."""
        parts = self._parts(question, today, known, connection, access)
        if parts is None:
            return None
        query = Assembly(Hearing(parts, known, self._words, connection, access=access)).query()
        if query is None:
            return None
        return Understood(query, bool(query.where or query.about))

    def _parts(
        self,
        question: str,
        today: date,
        known: KnownFields,
        connection: Connection,
        access: Access,
    ) -> Parts | None:
        """The question in tokens; None where it speaks of no kind of record that is there, or a word is
        left over."""
        text = fold(question)
        names = [
            *known_mentions(self._store, question, access=access),
            *self._addressed(text, access),
        ]
        stretches = periods(question, today)
        tests = list(number_tests(text))
        ranked = list(tops(text))
        marks = marks_there(self._words.tokens(text), known)
        placed = [
            *_mentioning("name", names),
            *(Token("period", one.start, one.end) for one in stretches),
            *(Token("number", one.start, one.end, (one.test, one.number)) for one in tests),
            *(token for token, _ in ranked),
        ]
        topics = dict(topic_phrases(text, placed, self._words, language_of(question)))
        told = _mentioning("field", self._vocabulary.asked(text))
        # Of what kinds the records are, and so which fields and values they have, shows without these.
        first = [
            one for one in cover([*marks, *placed, *topics]) if not is_within_a_field(one, told)
        ]
        kinds = kinds_spoken(first, marks, known)
        if all(of == ("account",) for of in kinds.values()):
            kinds |= self._implied(text, marks, known, connection, access, spoken=bool(kinds))
        if not kinds:
            return None
        values = self._values(text, first, kinds, known, connection, access)
        blank = _blanked(
            text, [one for one in first if one.is_ in ("name", "period", "about", "number")]
        )
        fields = fields_said(blank, self._vocabulary, marks, kinds, known)
        tokens = cover(
            [
                *marks,
                *placed,
                *topics,
                *_mentioning("field", fields),
                *(Token("value", one.start, one.end) for one in values),
            ]
        )
        if not self._is_explained(text, tokens):
            return None
        return Parts(
            text=text,
            tokens=tuple(tokens),
            marks=tuple(marks),
            kinds=kinds,
            periods=stretches,
            tests=tuple(tests),
            tops=dict(ranked),
            topics=topics,
            values=tuple(values),
            today=today,
        )

    def _addressed(self, text: str, access: Access) -> Iterator[Mention]:
        """The colleagues whose address stands in a text."""
        for address in addresses(text):
            people = [
                one
                for one in known_bearers(self._store, address, access=access)
                if one.startswith("p")
            ]
            if people:
                start = text.index(address)
                yield Mention(address, start, start + len(address), tuple(people[-1:]))

    def _implied(
        self,
        text: str,
        marks: Sequence[Token],
        known: KnownFields,
        connection: Connection,
        access: Access,
        *,
        spoken: bool,
    ) -> dict[Token, tuple[Kind, ...]]:
        """Of a question that names no kind the one that has the state it speaks of: who won the most?
        Beside customers (`spoken`) one whose state the customers themselves do not have."""
        for kind in self._words.implied_kinds(text):
            token = Token("kind", 0, 0, (kind,))
            if not known.exists(kind):
                continue
            values = self._values(text, marks, {token: (kind,)}, known, connection, access)
            if spoken and (
                kind == "account"
                or any(one.kind == "account" for one in values if one.field.names & STATE_FIELDS)
            ):
                return {}
            states = [one for one in values if one.kind == kind and one.field.names & STATE_FIELDS]
            asked = {name for one in self._vocabulary.asked(text) for name in one.entities}
            asked |= {name for one in marks if one.is_ == "field" for name in one.means}
            stands = any(one.is_ in ("open", "closed") for one in marks) and any(
                known.meant(kind, name) for name in STATE_FIELDS
            )
            if states or stands or ("next_contact" in asked and known.meant(kind, "next_contact")):
                return {token: (kind,)}
        return {}

    def _values(
        self,
        text: str,
        tokens: Sequence[Token],
        kinds: dict[Token, tuple[Kind, ...]],
        known: KnownFields,
        connection: Connection,
        access: Access,
    ) -> list[StoredValue]:
        finder = ValueFinder(connection, known, self._words, access=access)
        blank = _blanked(
            text, [one for one in tokens if one.is_ in ("name", "period", "about", "number", "top")]
        )
        said = [text[one.start : one.end] for one in tokens if one.is_ not in ("open", "closed")]
        held_by: list[Kind] = [*(one for of in kinds.values() for one in of), "account"]
        kind_places = {(one.start, one.end) for one in kinds if "complaints" not in one.means}
        return [
            one
            for one in finder.find(blank, tuple(dict.fromkeys(held_by)), said)
            if (one.start, one.end) not in kind_places
        ]

    def _is_explained(self, text: str, tokens: Sequence[Token]) -> bool:
        """Whether what no token holds says no more than "tell me"."""
        left = _POSSESSIVE.sub(" ", _blanked(text, tokens)).replace("|", " , ")
        return all(self._words.is_filler(term) for term in telling_terms(left))


def _mentioning(is_: TokenKind, mentions: Iterable[Mention]) -> list[Token]:
    return [Token(is_, one.start, one.end, one.entities) for one in mentions]


def _is_a_noun(text: str, tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether it is 赵阳执行中的合同, Tom's open deals: a noun phrase, which asks for them all."""
    said = text.rstrip(" ?？。.!！")
    last = [one.start for one in tokens if one.is_ == "kind" and one.end == len(said)]
    if not last and words.implied_kinds(said.rpartition(" ")[2]):
        last = [max(said.rfind(" "), 0)]
    return any("的" in said[:start] or "'s" in said[:start] for start in last)


def _blanked(text: str, tokens: Iterable[Token]) -> str:
    for one in tokens:
        text = text[: one.start] + "|" * (one.end - one.start) + text[one.end :]
    return text
