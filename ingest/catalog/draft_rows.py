"""The rows of a version about to be written, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Table

from ingest.catalog.database import upsert
from ingest.catalog.entities import id_key, mail_key
from ingest.catalog.schema import (
    audiences,
    chunk_tags,
    chunks,
    fields,
    involvements,
    record_customers,
    sections,
)
from ingest.drafts import Draft, chunk_id
from ingest.records import PersonRef
from ingest.typed_values import typed

_MANY = 500
_Item = TypeVar("_Item")
Row = dict[str, object]


def version_row(draft: Draft, number: int, now: datetime) -> Row:
    """The row of `versions`, which no reader sees yet."""
    return {
        "record_id": draft.record_id,
        "version": number,
        "state": "pending",
        "created_at": now,
        "title": draft.document.title,
        "text": draft.document.text,
        "content_hash": draft.content_hash,
        "text_hash": draft.text_hash,
        "changed_at": draft.changed_at,
        "changed_by": list(_keys(draft.changed_by, draft.source)) if draft.changed_by else [],
    } | metadata_of(draft)


def metadata_of(draft: Draft) -> Row:
    """What may change while the version stays."""
    return {
        "kind": draft.kind,
        "uri": draft.uri,
        "thread": draft.thread,
        "occurred_at": draft.occurred_at,
    }


def _keys(person: PersonRef, source: str) -> Iterator[str]:
    if person.email:
        yield mail_key(person.email)
    if person.external_id:
        yield id_key(source, person.external_id)


def insert_ties(connection: Connection, numbered: Sequence[tuple[Draft, int]]) -> None:
    """Who may see each version, its fields, and whom it is tied to."""
    for table, rows in (
        (audiences, _audience_rows),
        (fields, _field_rows),
        (involvements, _tie_rows),
        (record_customers, _customer_rows),
    ):
        insert(
            connection,
            table,
            (
                {"record_id": draft.record_id, "version": number} | row
                for draft, number in numbered
                for row in rows(draft)
            ),
        )
    insert(
        connection,
        chunk_tags,
        (
            {"entity_id": entity, "chunk_id": chunk_id(draft.record_id, number, ordinal)}
            for draft, number in numbered
            for ordinal, chunk in enumerate(draft.chunks)
            for entity in (*chunk.customers, *chunk.people)
        ),
    )


def insert_text(connection: Connection, numbered: Sequence[tuple[Draft, int]]) -> None:
    """The sections and chunks of each version."""
    of_version = (
        ({"record_id": draft.record_id, "version": number}, draft, number)
        for draft, number in numbered
    )
    section_rows: list[Row] = []
    chunk_rows: list[Row] = []
    for key, draft, number in of_version:
        section_rows += (key | row for row in _section_rows(draft))
        chunk_rows += (key | row for row in _chunk_rows(draft, number))
    insert(connection, sections, section_rows)
    insert(connection, chunks, chunk_rows)


def insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Put rows in, or over those of the same key."""
    upsert(connection, table, list(rows))


def in_parts(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """So many at a time as a query may name."""
    for start in range(0, len(items), _MANY):
        yield items[start : start + _MANY]


def _audience_rows(draft: Draft) -> Iterator[Row]:
    return ({"token": token} for token in dict.fromkeys(draft.audience))


def _section_rows(draft: Draft) -> Iterator[Row]:
    for ordinal, span in enumerate(draft.document.spans):
        yield {
            "ordinal": ordinal,
            "start": span.start,
            "end": span.end,
            "heading": list(span.heading),
            "page": span.page,
        }


def _field_rows(draft: Draft) -> Iterator[Row]:
    for ordinal, field in enumerate(draft.document.fields):
        value = typed(field.value)
        yield {
            "ordinal": ordinal,
            "name": field.name,
            "label": field.label,
            "value": field.value,
            "start": field.start,
            "end": field.end,
            "kind": draft.kind,
            "folded": value.folded,
            "moment": value.moment,
            "number": None if value.number is None else float(value.number),
        }


def _tie_rows(draft: Draft) -> Iterator[Row]:
    for ordinal, tie in enumerate(draft.ties):
        yield {
            "ordinal": ordinal,
            "role": tie.role,
            "email": tie.email,
            "external_id": tie.external_id,
            "name": tie.name,
            "person_id": tie.person_id,
        }


def _customer_rows(draft: Draft) -> Iterator[Row]:
    for ordinal, tie in enumerate(draft.customers):
        yield {
            "ordinal": ordinal,
            "source": tie.source,
            "external_id": tie.external_id,
            "name": tie.name,
            "email": tie.email,
            "customer_id": tie.customer_id,
        }


def _chunk_rows(draft: Draft, number: int) -> Iterator[Row]:
    for ordinal, chunk in enumerate(draft.chunks):
        yield {
            "chunk_id": chunk_id(draft.record_id, number, ordinal),
            "ordinal": ordinal,
            "start": chunk.start,
            "end": chunk.end,
            "heading": list(chunk.heading),
            "page": chunk.page,
            "header": chunk.header,
            "text": chunk.text,
            "vector": None,
            "sentences": None,
            "customers": list(chunk.customers),
            "people": list(chunk.people),
            "indexed_hash": chunk.indexed_hash,
        }
