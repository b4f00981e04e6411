"""Puts versions into the catalog, makes them live, and takes superseded ones back out of sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection, Table, bindparam, delete, select, tuple_, update

from ingest.catalog.database import upsert
from ingest.catalog.schema import (
    audiences,
    chunk_tags,
    chunks,
    fields,
    involvements,
    record_customers,
    records,
    sections,
    versions,
)
from ingest.drafts import Draft, chunk_id
from ingest.embedding import Embedded
from ingest.tags import indexed_text
from ingest.vector_arithmetic import halves

_MANY = 500
_Item = TypeVar("_Item")


def write_pending(connection: Connection, drafts: Sequence[Draft]) -> list[int]:
    """Write versions that no reader sees yet; gives their numbers, draft by draft."""
    ids = [draft.record_id for draft in drafts]
    latest: dict[str, int] = {}
    for part in _parts(ids):
        for row in connection.execute(
            select(versions.c.record_id, versions.c.version).where(versions.c.record_id.in_(part))
        ):
            latest[row.record_id] = max(latest.get(row.record_id, 0), row.version)
    known = {
        record_id
        for part in _parts(ids)
        for record_id in connection.scalars(
            select(records.c.record_id).where(records.c.record_id.in_(part))
        )
    }
    numbers = [latest.get(draft.record_id, 0) + 1 for draft in drafts]
    _insert(
        connection,
        records,
        (
            {
                "record_id": draft.record_id,
                "source": draft.source,
                "external_id": draft.external_id,
                "revision": "",
                "live_version": 0,
            }
            for draft in drafts
            if draft.record_id not in known
        ),
    )
    now = datetime.now(UTC)
    numbered = list(zip(drafts, numbers, strict=True))
    _insert(
        connection,
        versions,
        (
            {
                "record_id": draft.record_id,
                "version": number,
                "state": "pending",
                "kind": draft.kind,
                "title": draft.document.title,
                "uri": draft.uri,
                "thread": draft.thread,
                "occurred_at": draft.occurred_at,
                "created_at": now,
                "text": draft.document.text,
            }
            for draft, number in numbered
        ),
    )
    for table, rows in (
        (audiences, _audience_rows),
        (sections, _section_rows),
        (fields, _field_rows),
        (involvements, _tie_rows),
        (record_customers, _customer_rows),
        (chunks, _chunk_rows),
    ):
        _insert(
            connection,
            table,
            (
                {"record_id": draft.record_id, "version": number} | row
                for draft, number in numbered
                for row in rows(draft, number)
            ),
        )
    _insert(
        connection,
        chunk_tags,
        (
            {"entity_id": entity, "chunk_id": chunk_id(draft.record_id, number, ordinal)}
            for draft, number in numbered
            for ordinal, chunk in enumerate(draft.chunks)
            for entity in (*chunk.customers, *chunk.people)
        ),
    )
    return numbers


def make_live(
    connection: Connection,
    drafts: Sequence[Draft],
    numbers: Sequence[int],
    embedded: Sequence[Embedded],
) -> None:
    """Flip versions live with their vectors, and supersede those before. `embedded` holds the
    chunks of all drafts in order."""
    rows = [
        {"of_record": draft.record_id, "number": number, "stamp": draft.revision}
        for draft, number in zip(drafts, numbers, strict=True)
    ]
    if rows:
        of_record = versions.c.record_id == bindparam("of_record")
        connection.execute(
            update(versions)
            .where(of_record, versions.c.state == "live")
            .values(state="superseded"),
            rows,
        )
        connection.execute(
            update(versions)
            .where(of_record, versions.c.version == bindparam("number"))
            .values(state="live"),
            rows,
        )
        connection.execute(
            update(records)
            .where(records.c.record_id == bindparam("of_record"))
            .values(live_version=bindparam("number"), revision=bindparam("stamp")),
            rows,
        )
    ids = [
        chunk_id(draft.record_id, number, ordinal)
        for draft, number in zip(drafts, numbers, strict=True)
        for ordinal in range(len(draft.chunks))
    ]
    save_vectors(connection, ids, embedded)


def save_vectors(
    connection: Connection, chunk_ids: Sequence[str], embedded: Sequence[Embedded]
) -> None:
    """Keep the vectors of chunks that stand in the catalog."""
    if chunk_ids:
        connection.execute(
            update(chunks)
            .where(chunks.c.chunk_id == bindparam("of_chunk"))
            .values(vector=bindparam("vector"), sentences=bindparam("sentences")),
            [
                {
                    "of_chunk": of_chunk,
                    "vector": halves(one.vector),
                    "sentences": one.sentences.tobytes(),
                }
                for of_chunk, one in zip(chunk_ids, embedded, strict=True)
            ],
        )


def bury(connection: Connection, record_ids: Sequence[str]) -> None:
    """Take records out of every reader's sight; their ids and version numbers stay taken."""
    for part in _parts(record_ids):
        connection.execute(
            update(versions)
            .where(versions.c.record_id.in_(part), versions.c.state == "live")
            .values(state="deleted")
        )
        connection.execute(
            update(records).where(records.c.record_id.in_(part)).values(live_version=0, revision="")
        )


def stale_chunks(connection: Connection) -> list[str]:
    """Chunks of versions that are not live: superseded, deleted, or left pending by a crash."""
    return list(
        connection.scalars(
            select(chunks.c.chunk_id)
            .join(
                versions,
                (versions.c.record_id == chunks.c.record_id)
                & (versions.c.version == chunks.c.version),
            )
            .where(versions.c.state.in_(("pending", "superseded", "deleted")))
        )
    )


def forget_stale(connection: Connection, chunk_ids: Sequence[str]) -> None:
    """Drop chunks that both indexes have dropped, and versions that never went live.

    The text of superseded versions stays: old answers point into it.
    """
    for part in _parts(chunk_ids):
        connection.execute(delete(chunk_tags).where(chunk_tags.c.chunk_id.in_(part)))
        connection.execute(delete(chunks).where(chunks.c.chunk_id.in_(part)))
    pending = connection.execute(
        select(versions.c.record_id, versions.c.version).where(versions.c.state == "pending")
    ).all()
    keys = [(row.record_id, row.version) for row in pending]
    for table in (audiences, sections, fields, involvements, record_customers, versions):
        for some in _parts(keys):
            connection.execute(
                delete(table).where(tuple_(table.c.record_id, table.c.version).in_(some))
            )


def previously_embedded(
    connection: Connection, record_ids: Sequence[str]
) -> dict[tuple[str, str], Embedded]:
    """(record id, indexed text) -> vectors of the live versions: what need not be embedded again."""
    held: dict[tuple[str, str], Embedded] = {}
    for part in _parts(record_ids):
        rows = connection.execute(
            select(chunks)
            .join(
                records,
                (records.c.record_id == chunks.c.record_id)
                & (records.c.live_version == chunks.c.version),
            )
            .where(chunks.c.record_id.in_(part), chunks.c.vector.is_not(None))
        )
        for row in rows:
            indexed = indexed_text(row.header, row.text)
            vector = np.frombuffer(row.vector, dtype="<f2").astype(np.float32)
            sentences = np.frombuffer(row.sentences, dtype=np.int8).reshape(-1, len(vector))
            held[row.record_id, indexed] = Embedded(vector, sentences)
    return held


Row = dict[str, object]


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if listed:
        upsert(connection, table, listed)


def _audience_rows(draft: Draft, _: int) -> Iterator[Row]:
    return ({"token": token} for token in dict.fromkeys(draft.audience))


def _section_rows(draft: Draft, _: int) -> Iterator[Row]:
    for ordinal, span in enumerate(draft.document.spans):
        yield {
            "ordinal": ordinal,
            "start": span.start,
            "end": span.end,
            "heading": list(span.heading),
            "page": span.page,
        }


def _field_rows(draft: Draft, _: int) -> Iterator[Row]:
    for ordinal, field in enumerate(draft.document.fields):
        yield {
            "ordinal": ordinal,
            "name": field.name,
            "label": field.label,
            "value": field.value,
            "start": field.start,
            "end": field.end,
        }


def _tie_rows(draft: Draft, _: int) -> Iterator[Row]:
    for ordinal, tie in enumerate(draft.ties):
        yield {
            "ordinal": ordinal,
            "role": tie.role,
            "email": tie.email,
            "external_id": tie.external_id,
            "name": tie.name,
            "person_id": tie.person_id,
        }


def _customer_rows(draft: Draft, _: int) -> Iterator[Row]:
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
        }


def _parts(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _MANY):
        yield items[start : start + _MANY]
