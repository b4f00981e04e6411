"""The rows of kinds of knowledge as the write path reads and writes them, whoever may read the chunks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from ingest.catalog.database import Catalog, upsert
from ingest.catalog.draft_rows import in_parts
from ingest.catalog.knowledge_tables import chunk_knowledge, likened_sentences
from ingest.catalog.schema import chunk_tags, chunks, fields, involvements, records, versions
from ingest.filters import Knowledge
from ingest.records import Kind
from ingest.vector_arithmetic import Vectors, halves


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A live chunk whose kind of knowledge is to be told; `body_start` is where its text ends saying the
    record's fields. `by_colleague` is whether a colleague wrote the record."""

    chunk_id: str
    record_id: str
    version: int
    kind: Kind
    title: str
    headings: tuple[str, ...]
    text: str
    body_start: int
    about_customers: bool
    by_colleague: bool
    vector: bytes
    sentences: bytes
    basis: str


def unsorted_ids(connection: Connection, edition: str) -> list[str]:
    """Live chunks that nothing was told of yet, or by other rules, or while they were of another kind of
    record or about nobody."""
    basis = _basis(edition)
    return list(
        connection.scalars(
            select(chunks.c.chunk_id)
            .join(
                records,
                (records.c.record_id == chunks.c.record_id)
                & (records.c.live_version == chunks.c.version),
            )
            .join(versions, _OF_VERSION)
            .outerjoin(chunk_knowledge, chunk_knowledge.c.chunk_id == chunks.c.chunk_id)
            .where(
                chunks.c.vector.is_not(None),
                or_(chunk_knowledge.c.basis.is_(None), chunk_knowledge.c.basis != basis),
            )
            .order_by(chunks.c.chunk_id)
        )
    )


def unsorted_chunks(
    catalog: Catalog, chunk_ids: Sequence[str], edition: str, *, size: int
) -> Iterator[list[Unsorted]]:
    """The chunks, in parts."""
    for start in range(0, len(chunk_ids), size):
        wanted = chunk_ids[start : start + size]
        with catalog.reading() as connection:
            page = [one for part in in_parts(wanted) for one in _read(connection, part, edition)]
        yield page


def keep_knowledge(connection: Connection, told: Sequence[tuple[Unsorted, Knowledge]]) -> None:
    """Keep of which kind chunks are."""
    upsert(
        connection,
        chunk_knowledge,
        [
            {
                "chunk_id": chunk.chunk_id,
                "record_id": chunk.record_id,
                "version": chunk.version,
                "knowledge": knowledge,
                "basis": chunk.basis,
            }
            for chunk, knowledge in told
        ],
    )


def held_sentences(connection: Connection, digests: Sequence[str]) -> dict[str, Vectors]:
    """Those of the sentences that were embedded already, by digest."""
    rows = connection.execute(
        select(likened_sentences).where(likened_sentences.c.sentence.in_(digests))
    )
    return {row.sentence: np.frombuffer(row.vector, dtype="<f2").astype(np.float32) for row in rows}


def keep_sentences(connection: Connection, vectors: Mapping[str, Vectors]) -> None:
    """Keep the vectors of sentences."""
    rows = [{"sentence": one, "vector": halves(vector)} for one, vector in vectors.items()]
    upsert(connection, likened_sentences, rows)


_OF_VERSION = (versions.c.record_id == chunks.c.record_id) & (
    versions.c.version == chunks.c.version
)


def _basis(edition: str) -> ColumnElement[str]:
    about = exists().where(
        chunk_tags.c.chunk_id == chunks.c.chunk_id, chunk_tags.c.entity_id.startswith("c")
    )
    return (
        type_coerce(literal(f"{edition} "), String)
        + versions.c.kind
        + case((about, " about"), else_="")
    )


def _read(connection: Connection, chunk_ids: Sequence[str], edition: str) -> list[Unsorted]:
    end = (
        select(func.max(fields.c.end))
        .where(fields.c.record_id == chunks.c.record_id, fields.c.version == chunks.c.version)
        .scalar_subquery()
    )
    by_colleague = exists().where(
        involvements.c.record_id == chunks.c.record_id,
        involvements.c.version == chunks.c.version,
        involvements.c.role == "author",
        involvements.c.person_id.is_not(None),
    )
    rows = connection.execute(
        select(
            chunks,
            versions.c.kind,
            versions.c.title,
            end.label("fields_end"),
            by_colleague.label("by_colleague"),
            _basis(edition).label("basis"),
        )
        .join(versions, _OF_VERSION)
        .where(chunks.c.chunk_id.in_(chunk_ids))
        .order_by(chunks.c.chunk_id)
    )
    return [
        Unsorted(
            chunk_id=row.chunk_id,
            record_id=row.record_id,
            version=row.version,
            kind=row.kind,
            title=row.title,
            headings=tuple(row.heading),
            text=row.text,
            body_start=max(0, (row.fields_end or 0) - row.start),
            about_customers=bool(row.customers),
            by_colleague=row.by_colleague,
            vector=row.vector,
            sentences=row.sentences,
            basis=row.basis,
        )
        for row in rows
    ]
