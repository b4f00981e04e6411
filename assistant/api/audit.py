"""GET /api/audit: what was done, for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import TypeAdapter

from assistant.api.identity import TheAdministrator, TheApplication
from assistant.api.narrowing import InstantText
from assistant.audit.entries import AuditFilter, AuditView, Entry, Event, Proof

router = APIRouter()
_view = TypeAdapter(AuditView)
JSON_LINES = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, the newest first."""

    entries: tuple[AuditView, ...]


@router.get("/audit")
def audit(
    app: TheApplication,
    access: TheAdministrator,
    event: Annotated[tuple[Event, ...], Query()] = (),
    person: str = "",
    target: str = "",
    text: str = "",
    since: InstantText | None = None,
    until: InstantText | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditPage:
    """Search the log; `before` is the number of the last entry seen."""
    wanted = AuditFilter(event, person, target, text, since, until)
    entries = app.audit(wanted, access=access, before=before, limit=limit)
    app.log.append(Entry("audit_read", access.person_id))
    return AuditPage(entries)


@router.get("/audit/proof")
def proof(app: TheApplication, _: TheAdministrator) -> Proof:
    """Go through the whole log."""
    return app.log.prove()


@router.get(
    "/audit/export",
    response_class=StreamingResponse,
    responses={200: {"content": {JSON_LINES: {}}}},
)
def export(app: TheApplication, access: TheAdministrator) -> StreamingResponse:
    """Every entry, one JSON object a line, the newest first."""
    app.log.append(Entry("audit_exported", access.person_id))

    def lines() -> Iterator[bytes]:
        for view in app.audit_export(access=access):
            yield _view.dump_json(view) + b"\n"

    return StreamingResponse(lines(), media_type=JSON_LINES)
