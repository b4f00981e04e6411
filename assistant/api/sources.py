"""GET /api/sources and POST /api/sources/{name}/sync: what is read, and reading it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, BackgroundTasks

from assistant.api.identity import TheApplication, TheAsker

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


@router.post("/sources/{name}/sync", status_code=202)
def sync(
    name: str, application: TheApplication, _: TheAsker, background: BackgroundTasks
) -> Started:
    """Begin to read a source again."""
    source = application.settings.source(name)
    background.add_task(application.sync, (source.name,))
    return Started(source.name)
