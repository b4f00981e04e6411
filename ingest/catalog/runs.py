"""Sources, their sync runs, and the items that failed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy import Connection, delete, func, insert, select, update

from ingest.catalog.database import upsert
from ingest.catalog.draft_rows import in_parts
from ingest.catalog.schema import failures, records, sources, sync_runs
from ingest.edition import stamped, unstamped
from ingest.records import Failure, record_id

_LONGEST_WAIT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a sync run has done so far."""

    seen: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    chunks: int = 0


def begin_run(connection: Connection, source: str, kind: str) -> int:
    """Open a run; one of the same source that never ended was interrupted."""
    upsert(connection, sources, [{"name": source, "kind": kind, "cursor": None}], keep=("cursor",))
    now = datetime.now(UTC)
    connection.execute(
        update(sync_runs)
        .where(sync_runs.c.source == source, sync_runs.c.state == "running")
        .values(state="interrupted", finished_at=now)
    )
    result = connection.execute(
        insert(sync_runs).values(source=source, state="running", started_at=now)
    )
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def end_run(
    connection: Connection,
    run_id: int,
    counts: RunCounts,
    *,
    state: str,
    error: str = "",
    fault: str = "",
) -> None:
    """Close a run with its counts; `state` is done, held, failed or interrupted, `fault` the class of the
    error that stopped it, which may be told to those who may not read what the error quotes."""
    connection.execute(
        update(sync_runs)
        .where(sync_runs.c.run_id == run_id)
        .values(
            state=state,
            finished_at=datetime.now(UTC),
            error=f"{fault}: {error}" if fault else error,
            seen=counts.seen,
            changed=counts.changed,
            removed=counts.removed,
            failed=counts.failed,
            chunks=counts.chunks,
        )
    )


def end_otherwise(connection: Connection, source: str, state: str) -> None:
    """Say of the source's last run, which did not come to its end, why: paused or cancelled."""
    last = select(func.max(sync_runs.c.run_id)).where(sync_runs.c.source == source)
    connection.execute(
        update(sync_runs)
        .where(sync_runs.c.run_id == last.scalar_subquery(), sync_runs.c.state == "interrupted")
        .values(state=state)
    )


def set_paused(connection: Connection, source: str, kind: str, *, paused: bool) -> None:
    """Keep that nothing may read the source for now, or that it may be read again."""
    row = {"name": source, "kind": kind, "cursor": None, "paused": paused}
    upsert(connection, sources, [row], keep=("cursor",))


def paused_sources(connection: Connection) -> frozenset[str]:
    """The sources that nothing may read for now."""
    return frozenset(connection.scalars(select(sources.c.name).where(sources.c.paused)))


def cursor_of(connection: Connection, source: str) -> str | None:
    return connection.scalar(select(sources.c.cursor).where(sources.c.name == source))


def save_cursor(connection: Connection, source: str, cursor: str | None) -> None:
    connection.execute(update(sources).where(sources.c.name == source).values(cursor=cursor))


def known_revisions(connection: Connection, source: str) -> dict[str, str]:
    """External id -> revision of every record of the source that readers see."""
    rows = connection.execute(
        select(records.c.external_id, records.c.revision).where(
            records.c.source == source, records.c.live_version > 0
        )
    )
    return {row.external_id: row.revision for row in rows}


def live_among(
    connection: Connection, source: str, external_ids: Collection[str]
) -> frozenset[str]:
    """Those of the source's items that readers see."""
    found: set[str] = set()
    for part in in_parts(sorted(external_ids)):
        found.update(
            connection.scalars(
                select(records.c.external_id).where(
                    records.c.record_id.in_([record_id(source, one) for one in part]),
                    records.c.live_version > 0,
                )
            )
        )
    return frozenset(found)


def record_failures(connection: Connection, source: str, items: Sequence[Failure]) -> None:
    """Keep what failed, with its latest reason and how often this revision was tried."""
    now = datetime.now(UTC)
    for item in items:
        held = connection.execute(
            select(failures).where(
                failures.c.source == source, failures.c.external_id == item.external_id
            )
        ).first()
        revision = stamped(item.revision) if item.revision else ""
        tried = held.attempts if held and held.revision in ("", revision) else 0
        row = {
            "source": source,
            "external_id": item.external_id,
            "reason": item.reason,
            "message": item.message,
            "first_at": held.first_at if held else now,
            "last_at": now,
            "audience": list(item.audience),
            "attempts": tried + 1,
            "revision": revision,
        }
        upsert(connection, failures, [row])


def waiting_failures(
    connection: Connection, source: str, retry_after: timedelta
) -> dict[str, Failure]:
    """External id -> what failed and is not due again: the wait doubles with each attempt, to a week."""
    now = datetime.now(UTC)
    rows = connection.execute(
        select(failures).where(failures.c.source == source, failures.c.revision != "")
    )
    return {
        row.external_id: Failure(
            row.external_id, row.reason, row.message, tuple(row.audience), unstamped(row.revision)
        )
        for row in rows
        if now < _due_at(row.last_at, row.attempts, retry_after)
    }


def due_failures(
    connection: Connection, source: str, retry_after: timedelta, *, most: int
) -> list[str]:
    """External ids of failed items that are due again, those first that wait longest. One without a
    revision waits as the others do."""
    now = datetime.now(UTC)
    rows = connection.execute(
        select(failures).where(failures.c.source == source).order_by(failures.c.last_at)
    )
    due = (
        row.external_id for row in rows if now >= _due_at(row.last_at, row.attempts, retry_after)
    )
    return list(islice(due, most))


def _due_at(last_at: datetime, attempts: int, retry_after: timedelta) -> datetime:
    doubled: int = 2 ** min(attempts - 1, 20)
    return last_at + min(_LONGEST_WAIT, retry_after * doubled)


def let_failures_be_tried(
    connection: Connection, source: str | None, external_id: str | None
) -> tuple[str, ...]:
    """Take from failed items the revision they wait with, and from their sources the cursor; gives the
    sources' names."""
    wanted = [failures.c.source == source] if source else []
    if external_id:
        wanted.append(failures.c.external_id == external_id)
    names = connection.scalars(select(failures.c.source).where(*wanted).distinct()).all()
    connection.execute(update(failures).where(*wanted).values(revision=""))
    connection.execute(update(sources).where(sources.c.name.in_(names)).values(cursor=None))
    return tuple(sorted(names))


def clear_failures(connection: Connection, source: str, external_ids: Iterable[str]) -> None:
    """Forget failures of items that went in, or that the source no longer has."""
    held = set(
        connection.scalars(select(failures.c.external_id).where(failures.c.source == source))
    )
    for external_id in held.intersection(external_ids):
        connection.execute(
            delete(failures).where(
                failures.c.source == source, failures.c.external_id == external_id
            )
        )


def failed_ids(connection: Connection, source: str) -> frozenset[str]:
    """External ids of the source's items that failed and have not gone in since."""
    return frozenset(
        connection.scalars(select(failures.c.external_id).where(failures.c.source == source))
    )
