"""What is live, whoever may read it: for the indexes, for tagging and for the write path alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, Connection, select

from ingest.catalog.database import Catalog
from ingest.catalog.schema import (
    audiences,
    chunks,
    involvements,
    record_customers,
    records,
    versions,
)
from ingest.catalog.sections import sections_among
from ingest.documents import Span
from ingest.sentences import spans_within
from ingest.tags import IndexedChunk, Tags, indexed_text
from ingest.vector_arithmetic import Vectors


@dataclass(frozen=True, slots=True)
class LiveChunk:
    """A live chunk as the indexes hold it, and what its tags are made from.

    `record_customers` and `record_people` are those the record itself states.
    """

    indexed: IndexedChunk
    title: str
    headings: tuple[str, ...]
    text: str
    vector: bytes
    record_customers: tuple[str, ...]
    record_people: tuple[str, ...]

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences of `text`, as they stand in what is indexed."""
        return spans_within(self.indexed.text, self.text)


def live_pages(catalog: Catalog, size: int) -> Iterator[list[LiveChunk]]:
    """Every live chunk, in order of chunk id, `size` at a time."""
    after = ""
    while True:
        with catalog.reading() as connection:
            page = _chunks(connection, chunks.c.chunk_id > after, limit=size)
        if not page:
            return
        yield page
        after = page[-1].indexed.chunk_id


def live_chunks(connection: Connection, record_ids: Collection[str]) -> list[LiveChunk]:
    """The live chunks of these records, in order of chunk id."""
    return _chunks(connection, chunks.c.record_id.in_(record_ids))


@dataclass(frozen=True, slots=True)
class LiveText:
    """What a live chunk says, header and all, and the customers and people it is tagged with."""

    chunk_id: str
    record_id: str
    said: str
    tagged: tuple[str, ...]


def live_texts(catalog: Catalog, size: int) -> Iterator[list[LiveText]]:
    """Every live chunk in short, in order of chunk id, `size` at a time."""
    after = ""
    while True:
        with catalog.reading() as connection:
            rows = connection.execute(
                select(
                    chunks.c.chunk_id,
                    chunks.c.record_id,
                    chunks.c.header,
                    chunks.c.text,
                    chunks.c.customers,
                    chunks.c.people,
                )
                .join(
                    records,
                    (records.c.record_id == chunks.c.record_id)
                    & (records.c.live_version == chunks.c.version),
                )
                .where(chunks.c.chunk_id > after)
                .order_by(chunks.c.chunk_id)
                .limit(size)
            ).all()
        if not rows:
            return
        yield [
            LiveText(
                row.chunk_id,
                row.record_id,
                indexed_text(row.header, row.text),
                (*row.customers, *row.people),
            )
            for row in rows
        ]
        after = rows[-1].chunk_id


def live_chunks_by_id(connection: Connection, chunk_ids: Collection[str]) -> list[LiveChunk]:
    """Those of the chunks that are live, in order of chunk id."""
    return _chunks(connection, chunks.c.chunk_id.in_(chunk_ids))


def vectors_of(page: list[LiveChunk]) -> Vectors:
    """The page's vectors, (len(page), dimensions)."""
    return np.array([np.frombuffer(chunk.vector, dtype="<f2") for chunk in page], dtype=np.float32)


def audience_of(connection: Connection, record_id: str) -> frozenset[str]:
    """The tokens that may see a record now; none where nothing of it is live."""
    return audiences_of(connection, [record_id]).get(record_id, frozenset())


def audiences_of(connection: Connection, record_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Record id -> the tokens that may see it now; of those of which something is live."""
    return {one: frozenset(tokens) for one, tokens in _audiences(connection, record_ids).items()}


def vector_pages(
    catalog: Catalog, size: int
) -> Iterator[tuple[list[str], list[tuple[str, ...]], Vectors]]:
    """Ids, audiences and vectors, (n, dimensions), of every live chunk, `size` at a time."""
    after = ""
    while True:
        with catalog.reading() as connection:
            rows = connection.execute(
                select(chunks.c.chunk_id, chunks.c.record_id, chunks.c.vector)
                .join(
                    records,
                    (records.c.record_id == chunks.c.record_id)
                    & (records.c.live_version == chunks.c.version),
                )
                .where(chunks.c.chunk_id > after, chunks.c.vector.is_not(None))
                .order_by(chunks.c.chunk_id)
                .limit(size)
            ).all()
            audience = _audiences(connection, {row.record_id for row in rows})
        if not rows:
            return
        halves = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f2")
        yield (
            [row.chunk_id for row in rows],
            [audience[row.record_id] for row in rows],
            halves.reshape(len(rows), -1).astype(np.float32),
        )
        after = rows[-1].chunk_id


def _chunks(
    connection: Connection, wanted: ColumnElement[bool], limit: int | None = None
) -> list[LiveChunk]:
    rows = connection.execute(
        select(chunks, records.c.source, versions.c.kind, versions.c.title, versions.c.occurred_at)
        .join(
            records,
            (records.c.record_id == chunks.c.record_id)
            & (records.c.live_version == chunks.c.version),
        )
        .join(
            versions,
            (versions.c.record_id == chunks.c.record_id) & (versions.c.version == chunks.c.version),
        )
        .where(wanted, chunks.c.vector.is_not(None))
        .order_by(chunks.c.chunk_id)
        .limit(limit)
    ).all()
    record_ids = {row.record_id for row in rows}
    audience = _audiences(connection, record_ids)
    people, owners = _people(connection, record_ids)
    customers = _customers(connection, record_ids)
    # Further down every chunk stands under one heading path.
    within = sections_among(connection, chunks, [row.chunk_id for row in rows if row.ordinal == 0])
    return [
        LiveChunk(
            IndexedChunk(
                row.chunk_id,
                indexed_text(row.header, row.text),
                Tags(
                    row.record_id,
                    row.source,
                    row.kind,
                    audience[row.record_id],
                    tuple(row.customers),
                    owners[row.record_id],
                    tuple(row.people),
                    row.occurred_at,
                ),
            ),
            row.title,
            _headings(row.heading, within.get(row.chunk_id, ())),
            row.text,
            row.vector,
            customers[row.record_id],
            people[row.record_id],
        )
        for row in rows
    ]


def _headings(path: Sequence[str], within: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*path, *(part for span in within for part in span.heading)]))


def _audiences(connection: Connection, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in connection.execute(
        select(audiences.c.record_id, audiences.c.token)
        .join(
            records,
            (records.c.record_id == audiences.c.record_id)
            & (records.c.live_version == audiences.c.version),
        )
        .where(audiences.c.record_id.in_(record_ids))
    ):
        found[row.record_id] += (row.token,)
    return found


def _people(
    connection: Connection, record_ids: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    people: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(
        select(involvements.c.record_id, involvements.c.person_id, involvements.c.role)
        .join(
            records,
            (records.c.record_id == involvements.c.record_id)
            & (records.c.live_version == involvements.c.version),
        )
        .where(involvements.c.record_id.in_(record_ids), involvements.c.person_id.is_not(None))
    ):
        people[row.record_id].add(row.person_id)
        if row.role in ("owner", "author"):
            owners[row.record_id].add(row.person_id)
    return _sorted(people), _sorted(owners)


def _customers(connection: Connection, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(
        select(record_customers.c.record_id, record_customers.c.customer_id)
        .join(
            records,
            (records.c.record_id == record_customers.c.record_id)
            & (records.c.live_version == record_customers.c.version),
        )
        .where(
            record_customers.c.record_id.in_(record_ids),
            record_customers.c.customer_id.is_not(None),
        )
    ):
        found[row.record_id].add(row.customer_id)
    return _sorted(found)


def _sorted(sets: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return defaultdict(tuple, {key: tuple(sorted(values)) for key, values in sets.items()})
