"""The rows of topics as the write path reads and writes them, whoever may read the chunks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, bindparam, delete, func, select, update

from ingest.catalog.database import Catalog, upsert
from ingest.catalog.draft_rows import in_parts
from ingest.catalog.knowledge_tables import chunk_topics, topic_means, topics
from ingest.catalog.schema import chunks, fields, meta, records, versions
from ingest.records import Kind
from ingest.topics.terms import Terms
from ingest.vector_arithmetic import Vectors, halves

_KEY = "topics"


@dataclass(frozen=True, slots=True)
class Grouped:
    """How things stood when all was last grouped: so many chunks, by this model; and so many put in since.
    `names` is the generation of entities that the terms are free of, `terms` the edition of the rules they
    were drawn by."""

    chunks: int = 0
    since: int = 0
    model: str = ""
    names: int = -1
    terms: str = ""


@dataclass(frozen=True, slots=True)
class TopicChunk:
    """A live chunk as topics want it; `body` is what is said beside the record's fields."""

    chunk_id: str
    record_id: str
    version: int
    kind: Kind
    title: str
    body: str
    customers: tuple[str, ...]
    vector: bytes


def grouped(connection: Connection) -> Grouped:
    """As it was kept last."""
    held = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY))
    return Grouped(**json.loads(held)) if held else Grouped()


def keep_grouped(connection: Connection, state: Grouped) -> None:
    said = {name: getattr(state, name) for name in ("chunks", "since", "model", "names", "terms")}
    upsert(connection, meta, [{"key": _KEY, "value": json.dumps(said)}])


def topic_chunk_ids(connection: Connection, without: Sequence[Kind]) -> list[str]:
    """Every live chunk that has or wants a topic, in order."""
    return list(
        connection.scalars(
            select(chunks.c.chunk_id)
            .join(
                records,
                (records.c.record_id == chunks.c.record_id)
                & (records.c.live_version == chunks.c.version),
            )
            .join(
                versions,
                (versions.c.record_id == chunks.c.record_id)
                & (versions.c.version == chunks.c.version),
            )
            .where(versions.c.kind.not_in(without), chunks.c.vector.is_not(None))
            .order_by(chunks.c.chunk_id)
        )
    )


def placed_chunk_ids(connection: Connection) -> frozenset[str]:
    """Every chunk that was looked at, whether it has a topic or not."""
    return frozenset(connection.scalars(select(chunk_topics.c.chunk_id)))


def topic_chunks(
    catalog: Catalog, chunk_ids: Sequence[str], *, size: int
) -> Iterator[list[TopicChunk]]:
    """The chunks, in parts."""
    for start in range(0, len(chunk_ids), size):
        wanted = chunk_ids[start : start + size]
        with catalog.reading() as connection:
            page = [one for part in in_parts(wanted) for one in _read(connection, part)]
        yield page


def _read(connection: Connection, chunk_ids: Sequence[str]) -> list[TopicChunk]:
    of_chunk = (versions.c.record_id == chunks.c.record_id) & (
        versions.c.version == chunks.c.version
    )
    end = (
        select(func.max(fields.c.end))
        .where(fields.c.record_id == chunks.c.record_id, fields.c.version == chunks.c.version)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            chunks.c.chunk_id,
            chunks.c.record_id,
            chunks.c.version,
            chunks.c.start,
            chunks.c.text,
            chunks.c.customers,
            chunks.c.vector,
            versions.c.kind,
            versions.c.title,
            end.label("fields_end"),
        )
        .join(versions, of_chunk)
        .where(chunks.c.chunk_id.in_(chunk_ids))
        .order_by(chunks.c.chunk_id)
    )
    return [
        TopicChunk(
            row.chunk_id,
            row.record_id,
            row.version,
            row.kind,
            row.title,
            row.text[max(0, (row.fields_end or 0) - row.start) :],
            tuple(row.customers),
            row.vector,
        )
        for row in rows
    ]


def held_means(connection: Connection) -> dict[str, Vectors]:
    """What vectors were freed of when the topics were made."""
    rows = connection.execute(select(topic_means))
    return {row.name: _vector(row.mean) for row in rows}


def held_centres(connection: Connection) -> dict[str, Vectors]:
    """Topic -> its centre, the greatest first."""
    rows = connection.execute(select(topics).order_by(topics.c.chunks.desc(), topics.c.topic_id))
    return {row.topic_id: _vector(row.centre) for row in rows}


def keep_topics(
    connection: Connection,
    centres: Mapping[str, Vectors],
    sizes: Mapping[str, int],
    means: Mapping[str, Vectors],
) -> None:
    """Have these topics and no others; chunks of the others have none till they are placed again."""
    connection.execute(delete(topics))
    connection.execute(delete(topic_means))
    upsert(
        connection,
        topics,
        [
            {"topic_id": one, "centre": halves(centre), "chunks": sizes.get(one, 0)}
            for one, centre in centres.items()
        ],
    )
    upsert(
        connection,
        topic_means,
        [{"name": name, "mean": halves(mean)} for name, mean in means.items()],
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a chunk belongs, if anywhere, and what it says."""

    chunk: TopicChunk
    topic_id: str | None
    nearness: float
    terms: Terms


def place(connection: Connection, placed: Sequence[Placed]) -> None:
    """Keep it."""
    upsert(
        connection,
        chunk_topics,
        [
            {
                "chunk_id": one.chunk.chunk_id,
                "record_id": one.chunk.record_id,
                "version": one.chunk.version,
                "topic_id": one.topic_id,
                "nearness": one.nearness,
                "language": one.terms.language,
                "title_terms": list(one.terms.title),
                "terms": list(one.terms.text),
            }
            for one in placed
        ],
    )


def unplace(connection: Connection, chunk_ids: Sequence[str]) -> None:
    """Forget chunks that are no more."""
    for part in in_parts(chunk_ids):
        connection.execute(delete(chunk_topics).where(chunk_topics.c.chunk_id.in_(part)))


@dataclass(frozen=True, slots=True)
class SaidTerms:
    """What a chunk says in its title and in its text."""

    chunk_id: str
    title: Sequence[str]
    text: Sequence[str]


def all_terms(connection: Connection) -> Iterator[SaidTerms]:
    """What every chunk says."""
    for row in connection.execute(
        select(chunk_topics.c.chunk_id, chunk_topics.c.title_terms, chunk_topics.c.terms)
    ):
        yield SaidTerms(row.chunk_id, row.title_terms, row.terms)


def say_terms(connection: Connection, changed: Sequence[SaidTerms]) -> None:
    """Have chunks say this from now on."""
    if changed:
        connection.execute(
            update(chunk_topics)
            .where(chunk_topics.c.chunk_id == bindparam("of_chunk"))
            .values(title_terms=bindparam("in_title"), terms=bindparam("in_text")),
            [
                {"of_chunk": one.chunk_id, "in_title": list(one.title), "in_text": list(one.text)}
                for one in changed
            ],
        )


def _vector(held: bytes) -> Vectors:
    return np.frombuffer(held, dtype="<f2").astype(np.float32)
