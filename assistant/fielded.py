"""Structured records as a lookup sees them, read through the gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Subquery, or_, select

from assistant.naming import with_known_tags
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.catalog.reading import StoredChunk, readable_chunks
from ingest.catalog.visible import Visible, visible
from ingest.filters import UNFILTERED, Filters
from ingest.mentions import Mention
from ingest.records import Kind

_PEOPLE_KINDS = ("person", "contact")
_GOES_BY = frozenset({"id", "email", "name"})


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field at `start`..`end` of its record's text; `names` are the canonical ones it answers to."""

    name: str
    names: frozenset[str]
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FieldedRecord:
    """A live record that the asker may read, with its fields and its chunks in order; `of_a_leaver`
    where it is the entry of a colleague who has left."""

    record_id: str
    kind: Kind
    title: str
    chunks: tuple[StoredChunk, ...]
    lines: tuple[FieldLine, ...]
    of_a_leaver: bool = False

    @property
    def text(self) -> str:
        return " ".join(f"{chunk.header} {chunk.text}" for chunk in self.chunks)

    @property
    def source(self) -> str:
        return self.chunks[0].source

    @property
    def is_of_a_person(self) -> bool:
        return self.kind in _PEOPLE_KINDS

    def value_of(self, name: str) -> str:
        """The first value under a canonical name; empty if there is none."""
        return next((line.value for line in self.lines if name in line.names), "")

    def answers(self, field: Mention) -> bool:
        """Whether a line answers to a word for a field."""
        return any(not line.names.isdisjoint(field.entities) for line in self.lines)

    @property
    def tags(self) -> frozenset[str]:
        """The customers and people that any of its chunks is tagged with."""
        return frozenset(tag for chunk in self.chunks for tag in (*chunk.customers, *chunk.people))


@dataclass(frozen=True, slots=True)
class FieldFact:
    """A field that answers: its line stands at `start`..`end` of the chunk's document."""

    chunk: StoredChunk
    line: str
    start: int
    end: int
    spoken: str


def fielded_records(
    connection: Connection,
    record_ids: Collection[str],
    *,
    vocabulary: FieldVocabulary,
    access: Access,
    filters: Filters = UNFILTERED,
) -> dict[str, FieldedRecord]:
    """Those of the records that have fields, that the asker may read, and that meet the filters, by
    id."""
    seen = visible(access=access)
    fields, records = seen.fields, seen.records
    rows = connection.execute(
        select(fields, records.c.kind, records.c.title)
        .join(records, records.c.record_id == fields.c.record_id)
        .where(fields.c.record_id.in_(record_ids))
        .order_by(fields.c.record_id, fields.c.ordinal)
    ).all()
    held = _chunks(connection, {row.record_id for row in rows}, access, filters)
    people = seen.people
    left = set(
        connection.scalars(
            select(people.c.record_id).where(
                people.c.record_id.in_(held.keys()), people.c.active.is_(False)
            )
        )
    )
    lines: dict[str, list[FieldLine]] = defaultdict(list)
    for row in rows:
        names = vocabulary.answers_to(row.name, row.label)
        lines[row.record_id].append(FieldLine(row.name, names, row.value, row.start, row.end))
    described = {row.record_id: row for row in rows if row.record_id in held}
    return {
        record_id: FieldedRecord(
            record_id,
            row.kind,
            row.title,
            tuple(held[record_id]),
            tuple(lines[record_id]),
            record_id in left,
        )
        for record_id, row in described.items()
    }


def _chunks(
    connection: Connection, record_ids: Collection[str], access: Access, filters: Filters
) -> Mapping[str, list[StoredChunk]]:
    chunks = visible(access=access).chunks
    ids = connection.scalars(
        select(chunks.c.chunk_id).where(chunks.c.record_id.in_(record_ids))
    ).all()
    stored = with_known_tags(
        connection,
        readable_chunks(connection, ids, access=access, filters=filters),
        access=access,
    )
    held: dict[str, list[StoredChunk]] = defaultdict(list)
    for chunk in sorted(stored.values(), key=lambda chunk: chunk.ordinal):
        held[chunk.record_id].append(chunk)
    return held


def stating_records(
    connection: Connection, entity_ids: Collection[str], *, access: Access
) -> list[str]:
    """The account and directory records that state customers and people, in the order given."""
    seen = visible(access=access)
    customers, people = seen.customers, seen.people
    rows = [
        *connection.execute(
            select(customers.c.customer_id, customers.c.record_id).where(
                customers.c.customer_id.in_(entity_ids)
            )
        ),
        *connection.execute(
            select(people.c.person_id, people.c.record_id).where(
                people.c.person_id.in_(entity_ids), people.c.record_id.is_not(None)
            )
        ),
    ]
    record_of = {row[0]: row[1] for row in rows}
    return [record_of[one] for one in entity_ids if one in record_of]


def stated_customers(connection: Connection, record_id: str, *, access: Access) -> list[str]:
    """The customers whom an account record states."""
    customers = visible(access=access).customers
    return list(
        connection.scalars(
            select(customers.c.customer_id).where(customers.c.record_id == record_id)
        )
    )


def stated_people(connection: Connection, record_id: str, *, access: Access) -> list[str]:
    """The colleagues whom a directory record states."""
    people = visible(access=access).people
    return list(
        connection.scalars(select(people.c.person_id).where(people.c.record_id == record_id))
    )


def records_with_ids(
    connection: Connection, codes: Collection[str], *, access: Access
) -> list[str]:
    """The records that go by these ids at their source, in whichever case."""
    records = visible(access=access).records
    ends = [
        records.c.external_id.ilike(ending, escape="/")
        for code in codes
        for ending in (_escaped(code), f"%#{_escaped(code)}")
    ]
    return list(connection.scalars(select(records.c.record_id).where(or_(*ends)))) if ends else []


def _escaped(code: str) -> str:
    return code.replace("/", "//").replace("%", "/%").replace("_", "/_")


def contact_records(
    connection: Connection, customer_ids: Collection[str], *, access: Access
) -> list[str]:
    """The records of a customer's contacts."""
    seen = visible(access=access)
    ties = seen.record_customers
    return _tied(connection, "contact", seen, ties, ties.c.customer_id.in_(customer_ids))


def reporting_records(connection: Connection, entry: FieldedRecord, *, access: Access) -> list[str]:
    """The directory records of those still here whose manager is the one whose entry this is."""
    goes_by = [entry.title, *(line.value for line in entry.lines if line.name in _GOES_BY)]
    seen = visible(access=access)
    fields, people = seen.fields, seen.people
    return list(
        connection.scalars(
            select(fields.c.record_id)
            .join(people, people.c.record_id == fields.c.record_id)
            .where(people.c.active, fields.c.name == "manager", fields.c.value.in_(goes_by))
            .order_by(people.c.person_id)
        )
    )


def directory_titles(connection: Connection, *, access: Access) -> dict[str, str]:
    """The titles of everybody who is still here, by directory record."""
    people = visible(access=access).people
    rows = connection.execute(
        select(people.c.record_id, people.c.title)
        .where(people.c.active, people.c.record_id.is_not(None))
        .order_by(people.c.person_id)
    )
    return {row.record_id: row.title for row in rows}


def owned_accounts(
    connection: Connection, person_ids: Collection[str], *, access: Access
) -> list[str]:
    """The account records that these people own."""
    seen = visible(access=access)
    ties = seen.involvements
    owns = ties.c.person_id.in_(person_ids) & (ties.c.role == "owner")
    return _tied(connection, "account", seen, ties, owns)


def _tied(
    connection: Connection,
    kind: Kind,
    seen: Visible,
    ties: Subquery,
    condition: ColumnElement[bool],
) -> list[str]:
    """The records of a kind that a row of `ties` speaks of under a condition."""
    records = seen.records
    return list(
        connection.scalars(
            select(records.c.record_id)
            .join(ties, ties.c.record_id == records.c.record_id)
            .where(condition, records.c.kind == kind)
            .order_by(records.c.external_id)
        )
    )
