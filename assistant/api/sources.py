"""GET /api/sources and POST /api/sources/{name}/sync: what is read, and reading it again."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from assistant.api.identity import TheAdministrator, TheApplication, TheAsker
from assistant.audit.entries import Entry
from assistant.views import FailureView
from ingest.errors import ZhikeError

_REFUSAL_SECONDS = 2.0
"""A refusal comes at once; a source that is slow to begin is not waited for."""

_log = logging.getLogger(__name__)
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
class Failures:
    """Every item that did not go in."""

    failures: tuple[FailureView, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """A sync that has begun; GET /api/sources says how it goes."""

    source: str


@router.get("/sources")
def sources(application: TheApplication, _: TheAsker) -> Sources:
    """The sources and how fresh each is."""
    return Sources(
        tuple(
            SourceStatus(
                view.name, view.kind, view.state, view.last_started_at, view.last_finished_at
            )
            for view in application.sources()
        )
    )


@router.get("/failures")
def failures(application: TheApplication, access: TheAdministrator) -> Failures:
    """What did not go in, and why; of what the administrator might not have read, that alone."""
    return Failures(application.failures_seen_by(access))


@router.post("/sources/{name}/sync", status_code=202)
def sync(
    name: str,
    application: TheApplication,
    access: TheAdministrator,
    confirm_removal: bool = False,
) -> Started:
    """Begin to read a source again; 409 while another sync runs. With `confirm_removal` what is gone
    there is removed, however much of the source it is."""
    source = application.settings.source(name)
    application.log.append(Entry("sync", access.person_id, source.name))
    begun = threading.Event()
    refusals: list[ZhikeError] = []

    def work() -> None:
        try:
            application.sync(
                (source.name,),
                on_progress=lambda _: begun.set(),
                confirm_removal=confirm_removal,
            )
        except ZhikeError as error:
            _log.warning("sync of %s: %s", source.name, error)
            refusals.append(error)
        finally:
            begun.set()

    # A thread of its own, and a daemon: closing the application stops it, and no request waits.
    threading.Thread(target=work, name=f"sync {source.name}", daemon=True).start()
    begun.wait(timeout=_REFUSAL_SECONDS)
    if refusals:
        raise refusals[0]
    return Started(source.name)
