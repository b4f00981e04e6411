"""What whoever runs Zhike is told, or measures by, whoever may read it. None of it is for an asker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, func, select

from ingest.catalog.database import Catalog
from ingest.catalog.live import live_pages
from ingest.catalog.reading import StoredChunk
from ingest.catalog.schema import chunks, entity_matches, failures, records, sync_runs
from ingest.catalog.whole import whole_chunks

_PAGE = 2000
_FAULT = re.compile(r"([A-Z][A-Za-z]*Error): ")


@dataclass(frozen=True, slots=True)
class SyncRun:
    """How a sync of a source went; `state` is running, done, held, failed, interrupted, paused or cancelled.

    `fault` is the class of what stopped it, where an error did; `error` may quote its records."""

    state: str
    started_at: datetime
    finished_at: datetime | None
    error: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FailedItem:
    """An item of a source that did not go in, and why."""

    source: str
    external_id: str
    reason: str
    message: str
    last_at: datetime
    attempts: int
    audience: tuple[str, ...]


def holdings(connection: Connection) -> dict[str, tuple[int, int]]:
    """Source -> records and chunks that readers see."""
    rows = connection.execute(
        select(
            records.c.source,
            func.count(func.distinct(records.c.record_id)).label("records"),
            func.count(chunks.c.chunk_id).label("chunks"),
        )
        .outerjoin(
            chunks,
            (chunks.c.record_id == records.c.record_id)
            & (chunks.c.version == records.c.live_version),
        )
        .where(records.c.live_version > 0)
        .group_by(records.c.source)
    )
    return {row.source: (row.records, row.chunks) for row in rows}


def last_runs(connection: Connection) -> dict[str, SyncRun]:
    """Source -> its last sync."""
    last = select(func.max(sync_runs.c.run_id)).group_by(sync_runs.c.source)
    rows = connection.execute(select(sync_runs).where(sync_runs.c.run_id.in_(last)))
    return {
        row.source: SyncRun(row.state, row.started_at, row.finished_at, *_parted(row.error))
        for row in rows
    }


def _parted(kept: str) -> tuple[str, str]:
    """The error of a run and its class."""
    found = _FAULT.match(kept)
    return (kept[found.end() :], found[1]) if found else (kept, "")


def most_seen(connection: Connection) -> dict[str, int]:
    """Source -> how many items its largest sync that was done has seen."""
    rows = connection.execute(
        select(sync_runs.c.source, func.max(sync_runs.c.seen).label("seen"))
        .where(sync_runs.c.state == "done")
        .group_by(sync_runs.c.source)
    )
    return {row.source: row.seen for row in rows}


def failure_counts(connection: Connection) -> dict[str, int]:
    """Source -> how many of its items did not go in."""
    rows = connection.execute(
        select(failures.c.source, func.count().label("failed")).group_by(failures.c.source)
    )
    return {row.source: row.failed for row in rows}


def failed_items(connection: Connection) -> Sequence[FailedItem]:
    """Every item that did not go in, by source and id there."""
    rows = connection.execute(select(failures).order_by(failures.c.source, failures.c.external_id))
    return [
        FailedItem(
            row.source,
            row.external_id,
            row.reason,
            row.message,
            row.last_at,
            row.attempts,
            tuple(row.audience),
        )
        for row in rows
    ]


def merged_by_themselves(connection: Connection) -> frozenset[tuple[str, str]]:
    """The pairs of customers and of colleagues that are one without a curator's word."""
    rows = connection.execute(
        select(entity_matches.c.first_id, entity_matches.c.second_id).where(
            entity_matches.c.state == "merged"
        )
    )
    return frozenset((row.first_id, row.second_id) for row in rows)


def live_chunk_ids(connection: Connection) -> frozenset[str]:
    """The ids of all chunks that the indexes must hold."""
    return frozenset(
        connection.scalars(
            select(chunks.c.chunk_id).join(
                records,
                (records.c.record_id == chunks.c.record_id)
                & (records.c.live_version == chunks.c.version),
            )
        )
    )


def embedded_texts(catalog: Catalog) -> Iterator[str]:
    """Every text whose vector is held, as it was embedded, by chunk id."""
    for page in live_pages(catalog, _PAGE):
        yield from (chunk.indexed.text for chunk in page)


def chunks_by_id(connection: Connection, chunk_ids: Sequence[str]) -> list[StoredChunk]:
    """Chunks with their vectors, to measure what reading them costs without an audience."""
    rows = connection.execute(whole_chunks().where(chunks.c.chunk_id.in_(chunk_ids)))
    names = [field.name for field in fields(StoredChunk)]
    return [StoredChunk(*(getattr(row, name) for name in names)) for row in rows]
