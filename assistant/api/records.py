"""GET /api/records/{id}: one record's text, for opening a citation at its quote."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import VERSIONS
from assistant.views import RecordView

router = APIRouter()


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
