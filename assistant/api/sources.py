"""/api/sources: what is read, how far it is, and reading it again; /api/failures: what did not go in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from fastapi import APIRouter

from assistant.api.identity import TheAdministrator, TheApplication, TheAsker
from assistant.audit.entries import Entry, Event
from assistant.bootstrap import Application
from assistant.views import FailureView, SourceView
from ingest.access import Access

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source and its last sync, without counts: those would tell of records hidden from the asker."""

    name: str
    kind: str
    state: str
    last_started_at: datetime | None
    last_finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Every configured source."""

    sources: tuple[SourceStatus, ...]


@dataclass(frozen=True, slots=True)
class SourceViews:
    """Every configured source with its counts."""

    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """Every item that did not go in."""

    failures: tuple[FailureView, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """What was asked for has begun; GET /api/sources says how it goes."""

    source: str


@router.get("/sources")
def sources(application: TheApplication, _: TheAsker) -> Sources:
    """The sources and how fresh each is."""
    return Sources(
        tuple(
            SourceStatus(
                view.name, view.kind, view.state, view.last_started_at, view.last_finished_at
            )
            for view in application.upkeep.sources()
        )
    )


@router.get("/source-views")
def views(application: TheApplication, _: TheAdministrator) -> SourceViews:
    """Each of them as GET /api/sources/{name} tells of one."""
    return SourceViews(tuple(_without_quotes(view) for view in application.upkeep.sources()))


@router.get("/failures")
def failures(application: TheApplication, access: TheAdministrator) -> Failures:
    """What did not go in, and why; of what the administrator might not have read, that alone."""
    return Failures(application.upkeep.failures_seen_by(access))


@router.get("/sources/{name}")
def source(name: str, application: TheApplication, _: TheAdministrator) -> SourceView:
    """One source, with its counts, its schedule, how far its sync is, and what kind of error stopped the
    last one: what that was about, the administrator might not read."""
    wanted = application.settings.source(name).name
    return _without_quotes(next(one for one in application.upkeep.sources() if one.name == wanted))


@router.post("/sources/{name}/sync", status_code=202)
def sync(
    name: str,
    application: TheApplication,
    access: TheAdministrator,
    confirm_removal: bool = False,
) -> Started:
    """Have a source read again, in its turn; 409 while it waits or is read already, or is paused. With
    `confirm_removal` what is gone there is removed, however much of the source it is."""
    request = partial(application.syncs.request, confirm_removal=confirm_removal)
    return _done("sync", request, name, application, access)


@router.post("/sources/{name}/pause", status_code=202)
def pause(name: str, application: TheApplication, access: TheAdministrator) -> Started:
    """Stop reading a source, whatever its schedule says, until it is resumed; what was read stays."""
    return _done("sync_paused", application.syncs.pause, name, application, access)


@router.post("/sources/{name}/resume", status_code=202)
def resume(name: str, application: TheApplication, access: TheAdministrator) -> Started:
    """Go on reading a source that was paused, from where it stopped."""
    return _done("sync_resumed", application.syncs.resume, name, application, access)


@router.post("/sources/{name}/cancel", status_code=202)
def cancel(name: str, application: TheApplication, access: TheAdministrator) -> Started:
    """Stop the sync of a source that runs or waits; 404 if none does. The next one goes on from there."""
    return _done("sync_cancelled", application.syncs.cancel, name, application, access)


def _done(
    event: Event,
    do: Callable[[str], None],
    name: str,
    application: Application,
    access: Access,
) -> Started:
    wanted = application.settings.source(name).name
    do(wanted)
    application.log.append(Entry(event, access.person_id, wanted))
    return Started(wanted)


def _without_quotes(view: SourceView) -> SourceView:
    if not view.error or view.state == "held":
        return view
    said = f"the last sync was stopped ({view.fault or 'error'}); zhike sources list says by what"
    return replace(view, error=said)
