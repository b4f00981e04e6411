"""POST /api/failures/retry: what could not be read is read again by the next sync."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from assistant.api.identity import TheAdministrator, TheApplication
from assistant.audit.entries import Entry

router = APIRouter()


class Wanted(BaseModel):
    """Which items: those of a source, or the one that it calls `item`; all where nothing is said."""

    model_config = ConfigDict(extra="forbid")

    source: str = ""
    item: str = ""


@router.post("/failures/retry", status_code=204)
def retry(wanted: Wanted, application: TheApplication, access: TheAdministrator) -> None:
    """Let the next sync read them again, though nothing about them changed; 409 during one. It does not say
    whether there was any: an administrator need not know of every item."""
    if wanted.source:
        application.settings.source(wanted.source)
    application.log.append(Entry("retry", access.person_id, wanted.source))
    application.upkeep.retry_failures(wanted.source or None, wanted.item or None)
