"""What whoever runs Zhike asks: is everything in, did anything fail, do the stores agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.bilingual import counted
from assistant.scheduling import Scheduler
from assistant.syncing import SyncRuns, Underway
from assistant.views import FailureView, ProgressView, SourceView
from ingest.access import Access
from ingest.catalog.operating import (
    SyncRun,
    failed_items,
    failure_counts,
    holdings,
    last_runs,
    live_chunk_ids,
)
from ingest.store import Store
from ingest.sync_reports import SyncProgress


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    message: str


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """Everything that was looked at."""

    checks: tuple[Check, ...]


def source_views(
    store: Store, names: Mapping[str, str], syncs: SyncRuns, scheduler: Scheduler
) -> tuple[SourceView, ...]:
    """Each configured source, `names` mapping it to its kind, and how its last sync went or goes."""
    with store.catalog.reading() as connection:
        held = holdings(connection)
        failed = failure_counts(connection)
        last = last_runs(connection)
    paused, underway = syncs.paused(), syncs.underway()
    views = []
    for name, kind in names.items():
        run = last.get(name)
        counts = held.get(name, (0, 0))
        now = underway.get(name)
        progress = now.progress if now else None
        views.append(
            SourceView(
                name=name,
                kind=kind,
                state=_state(now, run, paused=name in paused),
                last_started_at=run.started_at if run else None,
                last_finished_at=run.finished_at if run else None,
                records=counts[0],
                chunks=counts[1],
                failures=failed.get(name, 0),
                error=run.error if run else "",
                schedule=scheduler.expression(name),
                next_at=None if name in paused else scheduler.next_at(name),
                progress=_progress_view(progress) if progress else None,
                fault=run.fault if run else "",
            )
        )
    return tuple(views)


def _state(now: Underway | None, run: SyncRun | None, *, paused: bool) -> str:
    if now:
        return now.state
    if paused:
        return "paused"
    return run.state if run else "never"


def _progress_view(progress: SyncProgress) -> ProgressView:
    return ProgressView(
        seen=progress.seen,
        changed=progress.changed,
        failed=progress.failed,
        chunks=progress.chunks,
        seconds=progress.seconds,
        chunks_per_second=progress.chunks_per_second,
        seconds_left=progress.seconds_left,
    )


def failure_views(store: Store) -> tuple[FailureView, ...]:
    """Every item that did not go in, with its reason."""
    with store.catalog.reading() as connection:
        items = failed_items(connection)
    return tuple(
        FailureView(
            item.source,
            item.external_id,
            item.reason,
            item.message,
            item.last_at,
            item.attempts,
            item.audience,
        )
        for item in items
    )


def failures_seen_by(store: Store, access: Access) -> tuple[FailureView, ...]:
    """The same for an administrator: what an item is called, the message that may quote it, and who
    might have read it, only where they might have."""
    return tuple(
        view
        if not access.tokens.isdisjoint(view.audience)
        else replace(view, external_id="", message="", audience=())
        for view in failure_views(store)
    )


def store_checks(store: Store) -> list[Check]:
    """Prove that catalog, vectors and keywords hold the same chunks."""
    with store.catalog.reading() as connection:
        live = live_chunk_ids(connection)
    checks = [Check("catalog", True, counted(len(live), "chunk|chunks"))]
    for name, held in (
        ("vectors", set(store.vectors.chunk_ids())),
        ("keywords", set(store.keywords.chunk_ids())),
    ):
        missing, surplus = len(live - held), len(held - live)
        agrees = not missing and not surplus
        said = (
            f"{counted(len(held), 'chunk|chunks')}, the catalog's"
            if agrees
            else f"chunks missing: {missing}, stale: {surplus}; run: zhike reindex"
        )
        checks.append(Check(name, agrees, said))
    return checks


def examine(store: Store, sources: Sequence[SourceView]) -> DoctorReport:
    """The same, and how each source stands."""
    checks = store_checks(store)
    for view in sources:
        ok = view.state in ("done", "running", "queued") and not view.error
        said = f"{view.state}; {counted(view.records, 'record|records')}, {counted(view.chunks, 'chunk|chunks')}, {view.failures} failed"
        if view.state == "never":
            said = f"never read; run: zhike sync {view.name}"
        elif view.error:
            said = f"{said}; {view.error}"
        checks.append(Check(f"source {view.name}", ok, said))
    return DoctorReport(tuple(checks))
