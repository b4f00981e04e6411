"""Vectors that are held: what need not be embedded again, whoever's text it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from sqlalchemy import Connection, bindparam, delete, func, select, update

from ingest.catalog.database import upsert
from ingest.catalog.draft_rows import in_parts
from ingest.catalog.schema import chunks, kept_vectors, records
from ingest.embedding import Embedded
from ingest.vector_arithmetic import halves


def held_vectors(connection: Connection, indexed_hashes: Collection[str]) -> dict[str, Embedded]:
    """Hash of what is indexed -> its vectors, of any record held or deleted not long ago."""
    found: dict[str, Embedded] = {}
    for part in in_parts(sorted(indexed_hashes)):
        one_of_each = (
            select(func.min(chunks.c.chunk_id))
            .where(chunks.c.indexed_hash.in_(part), chunks.c.vector.is_not(None))
            .group_by(chunks.c.indexed_hash)
        )
        for table, condition in (
            (kept_vectors, kept_vectors.c.indexed_hash.in_(part)),
            (chunks, chunks.c.chunk_id.in_(one_of_each)),
        ):
            for row in connection.execute(
                select(table.c.indexed_hash, table.c.vector, table.c.sentences).where(condition)
            ):
                vector = np.frombuffer(row.vector, dtype="<f2").astype(np.float32)
                sentences = np.frombuffer(row.sentences, dtype=np.int8).reshape(-1, len(vector))
                found[row.indexed_hash] = Embedded(vector, sentences)
    return found


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


def keep_vectors(connection: Connection, record_ids: Sequence[str]) -> None:
    """Put the vectors of live records aside, before these are deleted."""
    for part in in_parts(record_ids):
        rows = connection.execute(
            select(chunks.c.record_id, chunks.c.indexed_hash, chunks.c.vector, chunks.c.sentences)
            .join(
                records,
                (records.c.record_id == chunks.c.record_id)
                & (records.c.live_version == chunks.c.version),
            )
            .where(chunks.c.record_id.in_(part), chunks.c.vector.is_not(None))
        ).mappings()
        upsert(connection, kept_vectors, [dict(row) for row in rows])


def forget_kept(connection: Connection, record_ids: Sequence[str]) -> None:
    """Drop what was put aside of records that are back, or that are erased."""
    for part in in_parts(record_ids):
        connection.execute(delete(kept_vectors).where(kept_vectors.c.record_id.in_(part)))


def forget_all_kept(connection: Connection) -> None:
    """Drop all that was put aside: another model's vectors are of no use."""
    connection.execute(delete(kept_vectors))
