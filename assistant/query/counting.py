"""Answers questions for numbers and lists over structured records: sentences, a table, and citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import AnswerTable, RecordLink, Sentence, TableRow
from assistant.called import called
from assistant.cards import person_cards
from assistant.citing import Said
from assistant.customers.links import known_customers
from assistant.query.citing import cite_records
from assistant.query.execution import QueryRunner
from assistant.query.grammar import QueryGrammar, Understood
from assistant.query.known_fields import KnownField, KnownFields
from assistant.query.lexicon import lexicon
from assistant.query.results import QueryResult, ResultRow
from assistant.query.selecting import QueryError, local_day
from assistant.query.sentences import measure_word, sentences_of
from assistant.query.typed_query import TypedQuery
from assistant.query.views import CountableField, CountableKind
from assistant.query.wording import Wording
from assistant.questions import Language, asked_in
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.records import Kind, Moment
from ingest.store import Store

CONFIDENCE = 0.97
"""Of a question that is explained whole and counted exactly; what is explained in part is not counted."""
CONFIDENCE_IN_NOTHING = 0.9
"""Of 0: exact too, but what is meant may be called otherwise."""
Fill = Callable[[str, date, tuple[CountableKind, ...]], TypedQuery | None]
"""A question, the asker's day and what can be counted, to the query that it is."""
_LATELY = re.compile(
    r"最近(?!的?一次|\s?[\d一二两三四五六七八九十半几])|近期|近来|近段时间|\b(?:lately|recently)\b",
    re.IGNORECASE,
)
_MOST_ROWS = 200
_MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer in numbers; `record_ids` are all the records that they are of."""

    said: tuple[Said, ...]
    table: AnswerTable
    record_ids: tuple[str, ...]
    confidence: float


class Counting:
    """Counts for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, timezone: ZoneInfo, fill: Fill | None = None) -> None:
        """`fill` is asked where the words alone do not tell which query a question is."""
        self._store = store
        self._fill = fill
        self._timezone = timezone
        vocabulary = field_vocabulary()
        self._grammar = QueryGrammar(store, vocabulary)
        self._runner = QueryRunner(store, vocabulary, timezone)

    def day(self, moment: Moment) -> date:
        """The company's day at a moment."""
        return local_day(moment, self._timezone) if isinstance(moment, datetime) else moment

    def answer(
        self,
        question: str,
        today: date,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: Collection[str] = (),
        looked_up: bool = False,
        language: Language | None = None,
    ) -> Counted | None:
        """The answer to a question that is a query, whole; None to any other.

        Where a lookup has surely found fields (`looked_up`), they answer a plain list: "my customers".
        """
        understood = self.read(question, today, access=access)
        if understood and looked_up and _is_plain_list(understood):
            return None
        query = understood.query if understood else None
        filled = query is None and not looked_up and self._grammar.may_ask(question, today)
        if filled and self._fill:
            query = self._fill(question, today, self.fields(access=access))
        if query is None:
            return None
        try:
            counted = self.run(
                query,
                today,
                language or asked_in(question),
                access=access,
                filters=filters,
                without=without,
            )
        except QueryError:
            return None
        # That there is nothing of what a model asked for says little.
        return counted if counted.record_ids or not filled else None

    def read(self, question: str, today: date, *, access: Access) -> Understood | None:
        """The query that a question is; None where it is none, or not understood whole. What was "lately", where
        that is a word too many, was in the last 90 days."""
        if not self._grammar.may_ask(question, today):
            return None
        with self._store.catalog.reading() as connection:
            known = self._runner.known_fields(connection, access=access)
            for meant in dict.fromkeys((question, _of_days(question))):
                if found := self._grammar.read(meant, today, known, connection, access=access):
                    return found
        return None

    def run(
        self,
        query: TypedQuery,
        today: date,
        language: Language,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: Collection[str] = (),
        rows: int = _MOST_ROWS,
        records: int = _MOST_RECORDS,
    ) -> Counted:
        """The answer to a query, in a language; QueryError where it cannot be run. Its table has at most
        so many rows, and names so many records of each."""
        result = self._runner.run(
            query,
            access=access,
            today=today,
            filters=filters,
            without=without,
            language=language,
        )
        with self._store.catalog.reading() as connection:
            known = self._runner.known_fields(connection, access=access)
            wording = Wording(
                query,
                known,
                lexicon(),
                language,
                self._names(connection, query, language, access),
            )
            sentences = sentences_of(result, wording)
            cited = cite_records(
                connection,
                [one.record_ids for one in sentences],
                _fields_of(query, known),
                access=access,
            )
            table = table_of(result, wording, rows=rows, records=records)
        said = tuple(
            (Sentence(one.text, tuple(citation.number for citation in citations), True), citations)
            for one, citations in zip(sentences, cited, strict=True)
        )
        confidence = CONFIDENCE if result.record_ids else CONFIDENCE_IN_NOTHING
        return Counted(said, table, result.record_ids, confidence)

    def fields(self, kinds: Sequence[Kind] = (), *, access: Access) -> tuple[CountableKind, ...]:
        """What the asker's records can be counted by, of some kinds or of all."""
        with self._store.catalog.reading() as connection:
            known = self._runner.known_fields(connection, access=access)
            return tuple(
                CountableKind(kind, tuple(map(_countable, known.of(kind))))
                for kind in kinds or get_args(Kind)
                if known.exists(kind)
            )

    def _names(
        self, connection: Connection, query: TypedQuery, language: Language, access: Access
    ) -> Mapping[str, str]:
        people = [name for one in query.people for name in one.people]
        customers = known_customers(connection, query.customers, access=access)
        cards = person_cards(connection, people, access=access)
        return {one: called(link).said(language) for one, link in customers.items()} | {
            one: called(card).said(language) for one, card in cards.items()
        }


def _of_days(question: str) -> str:
    """最近 and lately said in days."""
    return _LATELY.sub(
        lambda said: "in the last 90 days" if said[0].isascii() else "近 90 天", question
    )


def table_of(result: QueryResult, wording: Wording, *, rows: int, records: int) -> AnswerTable:
    """The numbers as a table; of each at most so many records are named."""
    query = result.query
    listing = query.measure.what == "list" and not query.group_by
    dated = query.order in ("newest", "oldest")
    measured = bool(query.measure.field or query.measure.days_from or dated)
    columns = [wording.kinds()] if listing else [wording.group(one) for one in query.group_by]
    if not listing or measured:
        columns.append(measure_word(wording))
    return AnswerTable(
        caption=wording.caption(),
        columns=tuple(columns),
        rows=tuple(
            _table_row(row, result, wording, records, told=not listing or measured)
            for row in result.rows[:rows]
        ),
        total_rows=len(result.rows),
        chart=result.chart,
        query=query,
    )


def _countable(field: KnownField) -> CountableField:
    seen = field.seen
    return CountableField(
        field.name, field.label, "number" if seen.is_number else "day" if seen.is_day else "text"
    )


def _table_row(
    row: ResultRow, result: QueryResult, wording: Wording, records: int, *, told: bool
) -> TableRow:
    cells = wording.cells(row)
    if told:
        cells.append(wording.measured(row.number, row.unit))
    return TableRow(
        tuple(cells),
        "" if row.number is None else f"{row.number:f}",
        tuple(RecordLink(one, result.titles[one]) for one in row.record_ids[:records]),
        len(row.record_ids),
    )


def _fields_of(query: TypedQuery, known: KnownFields) -> frozenset[str]:
    """The fields that a citation had best quote: what is measured, told apart by and asked for."""
    asked = [
        query.measure.field,
        query.measure.days_from,
        *(one.field for one in query.where if one.of == "record"),
        *(one.field for one in query.group_by if one.of == "record"),
        *(role for one in query.people for role in one.roles),
    ]
    names = [
        found.name
        for name in asked
        if name
        for kind in query.kinds
        if (found := known.meant(kind, name))
    ]
    return frozenset(names)


def _is_plain_list(understood: Understood) -> bool:
    query = understood.query
    return query.measure.what == "list" and not understood.narrows and query.limit is None
