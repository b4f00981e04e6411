"""GET /api/records/{id}: one record's text, for opening a citation at its quote, and the file it was read from;
GET /api/records: what several records are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response

from assistant.api.crowding import opening_a_page
from assistant.api.guard import FILE_POLICY
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import VERSIONS, Id
from assistant.originals import OTHER, SHOWN
from assistant.views import RecordView, TimelineEntry

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Records:
    """The newest first."""

    records: tuple[TimelineEntry, ...]


@router.get("/records")
def records(
    application: TheApplication,
    access: TheAsker,
    record: Annotated[tuple[Id, ...], Query(min_length=1, max_length=100)],
) -> Records:
    """Title, kind and day of those of the records that the asker may read: what a number counts."""
    return Records(application.reads.records(record, access=access))


@router.get("/records/{record_id}")
def record(
    record_id: str,
    application: TheApplication,
    access: TheAsker,
    version: Annotated[int | None, Query(ge=1, le=VERSIONS)] = None,
) -> RecordView:
    """One version of a record, the live one unless `version` says otherwise.

    Positions in `text` count Unicode code points.
    """
    return application.reads.record(record_id, version, access=access)


@router.get(
    "/records/{record_id}/file",
    dependencies=[Depends(opening_a_page)],
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in (*sorted(set(SHOWN.values())), OTHER)}}},
)
def file(
    record_id: str,
    application: TheApplication,
    access: TheAsker,
    version: Annotated[int | None, Query(ge=1, le=VERSIONS)] = None,
) -> Response:
    """The file that the live version was read from, byte for byte; 404 where its source keeps none, and where
    it has changed since. PDF and pictures may be shown; anything else is to be saved."""
    found = application.reads.file(record_id, version, access=access)
    shown = "attachment" if found.media_type == OTHER else "inline"
    return Response(
        found.data,
        media_type=found.media_type,
        headers={
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(found.name, safe='')}",
            "Content-Security-Policy": FILE_POLICY,
        },
    )
