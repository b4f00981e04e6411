"""GET /api/handover/{person_id}: what somebody hands over, as JSON, DOCX or PDF."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, Response
from pydantic import TypeAdapter

from assistant.accounts.roles import Action, require
from assistant.api.crowding import opening_a_page
from assistant.api.identity import TheApplication, TheSignedIn
from assistant.handover.files import MEDIA_TYPES, file_of
from assistant.handover.views import HandoverPack
from assistant.questions import Language

router = APIRouter()
SEES_ALL: frozenset[Action] = frozenset({"see_coverage", "administer"})
"""What lets somebody ask for anybody's pack; they still read nothing by it that is not for them."""
_pack = TypeAdapter(HandoverPack)


@router.get(
    "/handover/{person_id}",
    dependencies=[Depends(opening_a_page)],
    response_model=HandoverPack,
    responses={200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
)
def handover(
    person_id: str,
    application: TheApplication,
    one: TheSignedIn,
    format: Literal["json", "docx", "pdf"] = "json",
    language: Language = "zh",
) -> Response:
    """Customers, what is open, projects, topics that only they carry, who takes over, what to write. For the
    person, whoever is above them in the line, and the roles lead and admin."""
    require("ask", one.actions)
    pack = application.reads.handovers.pack(
        person_id, access=one.access, may_see_all=not SEES_ALL.isdisjoint(one.actions)
    )
    if format == "json":
        return JSONResponse(_pack.dump_python(pack, mode="json"))
    data = file_of(pack, format, language, application.settings.handover.font)
    name = f"handover-{pack.person.id}.{format}"
    return Response(
        data,
        media_type=MEDIA_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
