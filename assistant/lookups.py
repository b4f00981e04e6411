"""Answers questions for fields of structured records from the fields themselves.

A question is a lookup when it asks for fields that records have or for who holds a title, and the
rest of its words are explained by those records, by the names in the question, or say no more than
"look it up". Where they are explained in part, the fields are likely: a part of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from assistant.answers import CustomerLink, PersonCard
from assistant.asking import PEOPLE_FIELDS, Asked, QuestionReader
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.candidates import Candidate, CandidateFinder
from assistant.cards import person_cards
from assistant.customers.links import known_customers
from assistant.fielded import (
    FieldedRecord,
    FieldFact,
    FieldLine,
    fielded_records,
    stated_customers,
    stated_people,
    stating_records,
)
from assistant.found import Found
from assistant.meanings import FieldMeanings
from assistant.naming import known_mentions
from assistant.noun_phrases import as_list
from assistant.paraphrases import Meant, ParaphraseReader
from assistant.profiles import as_one, asks_for_all, newest_contact
from assistant.questions import Language
from assistant.subjects import SubjectFinder
from assistant.titles import TitleVocabulary
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.mentions import Mention
from ingest.names import fold
from ingest.records import PersonRef
from ingest.segmentation import terms
from ingest.store import Store

_HAPPENINGS = frozenset({"ticket", "task", "event", "visit", "call", "meeting", "mail", "chat"})
_LEFT = Bilingual("已离职", "has left")
_SEPARATOR = re.compile(r"[;；,，、]\s*")
_LISTS = re.compile(r"哪些|列出|列一下|\b(?:list|show)\b")
_MOST_RECORDS = 100  # of those that a question names, of which it wants every one


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The fields that answer, and the share of the question that is explained, 0 where nothing was
    found; below `sure` they are likely and no more."""

    facts: tuple[FieldFact, ...] = ()
    explained: float = 0.0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Answering:
    """A record that answers, with the canonical names wanted of it."""

    record: FieldedRecord
    wanted: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where to look, for whom, and of how many records found to answer from."""

    connection: Connection
    access: Access
    filters: Filters
    without: frozenset[str]
    limit: int
    today: date
    language: Language


class FieldLookup:
    """Reads fields by the words that `fields.toml` lists for them, else by what comes near to them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._vocabulary = field_vocabulary()
        titles = TitleVocabulary()
        self._questions = QuestionReader(store, self._vocabulary, titles)
        self._candidates = CandidateFinder(self._vocabulary, titles)
        self._paraphrases = ParaphraseReader(
            SubjectFinder(store, self._vocabulary), FieldMeanings(store.embedder)
        )

    def look_up(
        self,
        found: Found,
        asked: Asked,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: frozenset[str] = frozenset(),
        limit: int,
        today: date,
    ) -> LookedUp:
        """The fields that answer a question that was read, best record first; none when it is no lookup.

        `without` leaves out whole records. Of records that are merely found at most `limit` answer;
        those that the question names, by name or by title, answer every one. `today` is the asker's.
        """
        with self._store.catalog.reading() as connection:
            scope = _Scope(connection, access, filters, without, limit, today, found.language)
            said = self._by_words(found, asked, scope)
            if said.sure and not asked.asks_who_reports and not asks_for_all(asked.bare):
                return said
            return self._by_meaning(found, asked, scope) or said

    def read(self, question: str, *, access: Access) -> Asked:
        """What a question asks of structured records, of nobody else than the asker may know."""
        return self._questions.read(question, access=access)

    def _by_words(self, found: Found, asked: Asked, scope: _Scope) -> LookedUp:
        if not (asked.fields or asked.titles or asked.asks_for_accounts):
            return LookedUp()
        candidates = self._candidates.find(
            scope.connection,
            found,
            asked,
            access=scope.access,
            filters=scope.filters,
            without=scope.without,
        )
        answering = self._answering(candidates.asked, candidates.records, scope)
        if candidates.asked.asks_for_a_total and not _is_of_one(answering, candidates.records):
            return LookedUp()
        facts = self._facts_of(answering, scope)
        return LookedUp(facts, candidates.explained, candidates.sure) if facts else LookedUp()

    def _by_meaning(self, found: Found, asked: Asked, scope: _Scope) -> LookedUp | None:
        """What it comes nearest to, where it is put in words of its own."""
        meant = self._paraphrases.read(
            scope.connection,
            found,
            asked,
            access=scope.access,
            filters=scope.filters,
            without=scope.without,
        )
        if meant is None or asked.asks_for_a_total:
            return None
        listed = as_list(found.question) or self._asks_for_kinds(asked)
        people = "contact" in meant.fields and asked.kinds <= {"contact"}
        if listed and not meant.whole and not people:
            return None
        if meant.whole:
            return LookedUp(tuple(self._profile(found, meant, scope)), 1.0, sure=True)
        answering = [
            _Answering(record, meant.fields)
            for record in meant.records
            if meant.fields & {name for line in record.lines for name in line.names}
        ]
        facts = self._facts_of(answering[: _MOST_RECORDS if meant.named else scope.limit], scope)
        return LookedUp(facts, 1.0, sure=True) if facts else None

    def _asks_for_kinds(self, asked: Asked) -> bool:
        """Whether it asks for a list of records, and of whom it names no more than their kind."""
        held = {term for kind in asked.kinds for term in self._vocabulary.kind_terms(kind)}
        return bool(_LISTS.search(asked.bare)) and all(
            term in held or _LISTS.fullmatch(term) or self._vocabulary.is_generic(term)
            for term in asked.rest
        )

    def _profile(self, found: Found, meant: Meant, scope: _Scope) -> Iterator[FieldFact]:
        """What the records tell, and of customers the newest contact with them."""
        for record in meant.records:
            answering = _Answering(record, meant.fields)
            facts = self._facts(answering, scope)
            yield from as_one(facts, record, _called(record, record.lines, scope))
            if record.kind == "account":
                yield from newest_contact(
                    scope.connection,
                    stated_customers(scope.connection, record.record_id, access=scope.access),
                    found.language,
                    today=scope.today,
                    access=scope.access,
                    filters=scope.filters,
                    without=scope.without,
                )

    def _facts_of(self, answering: Sequence[_Answering], scope: _Scope) -> tuple[FieldFact, ...]:
        return tuple(fact for one in answering for fact in self._facts(one, scope))

    def _answering(
        self, asked: Asked, candidates: Sequence[Candidate], scope: _Scope
    ) -> list[_Answering]:
        """The records that answer together; none where a field asked for would stay unanswered."""
        chosen: dict[str, FieldedRecord] = {}
        unanswered = []
        for field in asked.fields:
            if field in asked.of_colleagues:
                continue
            rivals = [one for one in candidates if one.record.answers(field)]
            for record in _best(rivals, asked, scope.limit):
                chosen[record.record_id] = record
            if not rivals:
                unanswered.append(field)
        records = list(chosen.values())
        if not all(any(self._implies(one, field) for one in records) for field in unanswered):
            return []
        if not asked.of_colleagues:
            return [_Answering(record, asked.wanted | asked.beside) for record in records]
        return self._with_colleagues(asked, records, scope)

    def _implies(self, record: FieldedRecord, field: Mention) -> bool:
        """Whether a word for a field is part of what the record is called."""
        called = {*terms(record.title), *self._vocabulary.kind_terms(record.kind)}
        return called.issuperset(terms(field.name))

    def _with_colleagues(
        self, asked: Asked, records: Sequence[FieldedRecord], scope: _Scope
    ) -> list[_Answering]:
        """The records, and of the colleagues whom they name what the records do not say of them."""
        theirs = {name for field in asked.of_colleagues for name in field.entities}
        wanted = asked.wanted - theirs
        naming = [
            (record, line)
            for record in records
            for line in record.lines
            if line.name in PEOPLE_FIELDS and line.names & wanted
        ]
        saying = [line for _, line in naming]
        if not asked.of_colleagues_alone:
            saying = [line for record in records for line in record.lines]
        said = {name for line in saying for name in line.names}
        colleagues = [self._colleague(line.value.strip(), record, scope) for record, line in naming]
        stating = stating_records(scope.connection, colleagues, access=scope.access)
        entries = fielded_records(
            scope.connection,
            set(stating) - scope.without,
            vocabulary=self._vocabulary,
            access=scope.access,
            filters=scope.filters,
        ).values()
        stated = {name for entry in entries for line in entry.lines for name in line.names}
        if any((said | stated).isdisjoint(field.entities) for field in asked.of_colleagues):
            return []
        here = wanted if asked.of_colleagues_alone else asked.wanted
        return [
            *(_Answering(record, here) for record in records),
            *(_Answering(entry, theirs - said) for entry in entries),
        ]

    def _facts(self, answering: _Answering, scope: _Scope) -> list[FieldFact]:
        """Its wanted lines; of one that is longer than a chunk what stands in the first."""
        record = answering.record
        lines = [line for line in record.lines if line.names & answering.wanted]
        plain = {
            line.name
            for line in lines
            if line.names <= answering.wanted and self._suffices(line, record, scope)
        }
        telling = [
            line
            for line in lines
            if line.value not in record.title.split(" · ")
            and (line.names <= answering.wanted or line.name not in plain)
        ] or lines
        facts = []
        for line in telling:
            chunk = next((one for one in record.chunks if one.start <= line.start < one.end), None)
            if chunk:
                end = min(line.end, chunk.end)
                said = chunk.text[line.start - chunk.start : end - chunk.start]
                name = self._name(line, record, scope)
                title = _called(record, telling, scope)
                repeats = line.value in record.title.split(" · ")
                spoken = title if repeats else f"{title} · {said}{name}"
                facts.append(FieldFact(chunk, said, line.start, end, spoken))
        return facts

    def _suffices(self, line: FieldLine, record: FieldedRecord, scope: _Scope) -> bool:
        """Whether a line needs no other of its field beside it: a colleague's name does, if others
        bear it, need the address."""
        return line.name not in PEOPLE_FIELDS or bool(
            self._colleague(line.value.strip(), record, scope)
        )

    def _name(self, line: FieldLine, record: FieldedRecord, scope: _Scope) -> str:
        """Behind addresses, staff numbers or names in the other script the names, if the asker may read the
        directory."""
        if line.name not in PEOPLE_FIELDS:
            return ""
        values = _SEPARATOR.split(line.value.strip())
        people = [self._colleague(value, record, scope) for value in values]
        cards = person_cards(scope.connection, people, access=scope.access)
        names = [called(cards[one]).said(scope.language) for one in people if one in cards]
        shown = [name for name in names if name not in line.value]
        joiner = "、" if scope.language == "zh" else ", "
        return f" ({joiner.join(shown)})" if shown else ""

    def _colleague(self, value: str, record: FieldedRecord, scope: _Scope) -> str:
        """The id of the one colleague whom a value means, as far as the asker may know: by address, by
        staff number, or by the whole name of somebody tied to the record; empty if there is none."""
        meant = PersonRef(email=value.lower(), external_id=value)
        if person := self._store.entities().person(meant, record.source):
            cards = person_cards(scope.connection, [person], access=scope.access)
            return person if person in cards else ""
        named = {
            one
            for mention in known_mentions(self._store, value, access=scope.access)
            if mention.name == fold(value)
            for one in mention.entities
            if one.startswith("p")
        }
        tied = named & record.tags
        return tied.pop() if len(tied) == 1 else ""


def _best(rivals: Sequence[Candidate], asked: Asked, limit: int) -> list[FieldedRecord]:
    """The record that has most of what is asked, the named before the found, a thing before what
    happened to it, and its like."""
    if not rivals:
        return []
    best = max(
        rivals,
        key=lambda one: (
            one.answered,
            one.record.kind in asked.wanted,
            one.own,
            one.record.kind not in _HAPPENINGS,
            one.called,
            one.score,
        ),
    )
    if best.own:
        return [one.record for one in rivals if one.own][:_MOST_RECORDS]
    alike = [
        one.record
        for one in rivals
        if not one.own
        and one.record.kind == best.record.kind
        and one.answered == best.answered
        and bool(one.called) == bool(best.called)
    ]
    return alike[: _MOST_RECORDS if best.record.kind == "contact" and asked.customers else limit]


def _is_of_one(answering: Sequence[_Answering], candidates: Sequence[Candidate]) -> bool:
    """Whether a single record answers that the question calls by its title: a total of several is no
    field of theirs."""
    called = {one.record.record_id for one in candidates if one.called}
    return len(answering) == 1 and answering[0].record.record_id in called


def _called(record: FieldedRecord, lines: Iterable[FieldLine], scope: _Scope) -> str:
    """The record's title; of a person also title and department, where the lines do not say them, and
    that they have left."""
    title = _title(record, scope)
    if not record.is_of_a_person:
        return title
    said = {line.value for line in lines}
    left = _LEFT.said(scope.language)
    post = [
        record.value_of("title"),
        record.value_of("department"),
        left if record.of_a_leaver else "",
    ]
    shown = [part for part in post if part and part not in said]
    return f"{title} ({', '.join(shown)})" if shown else title


def _title(record: FieldedRecord, scope: _Scope) -> str:
    """The record's title; of a customer's or a colleague's own record what they are called in the asker's
    language, where it is entitled with a name of theirs."""
    one: CustomerLink | PersonCard | None = None
    if record.kind == "account":
        customers = stated_customers(scope.connection, record.record_id, access=scope.access)
        one = next(
            iter(known_customers(scope.connection, customers, access=scope.access).values()), None
        )
    elif record.kind == "person":
        people = stated_people(scope.connection, record.record_id, access=scope.access)
        one = next(iter(person_cards(scope.connection, people, access=scope.access).values()), None)
    return called(one).said(scope.language) if one and one.name == record.title else record.title
