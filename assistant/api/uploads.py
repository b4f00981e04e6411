"""/api/uploads: files that people give Zhike themselves, and sharing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from assistant.accounts.roles import require
from assistant.api.crowding import AskLimits
from assistant.api.identity import TheApplication, TheAsker, TheSignedIn
from assistant.api.ids import Id
from assistant.audit.entries import Entry
from assistant.uploads import Offer, UploadView
from connectors.audiences import Audience
from ingest.access import Access
from ingest.parsing.formats import endings

PATH = "/api/uploads"
MOST_BYTES = 4 * 1024**3
"""Beyond any limit that the settings may name; they are kept while the file comes in."""

router = APIRouter()


def curator(one: TheSignedIn) -> Access:
    """Who decides what becomes common."""
    require("verify", one.actions)
    return one.access


TheCurator = Annotated[Access, Depends(curator)]


def taking_a_place(request: Request, access: TheAsker) -> Iterator[None]:
    """Takes a place while a file comes in."""
    limits: AskLimits = request.app.state.upload_limits
    limits.enter(access.person_id)
    try:
        yield
    finally:
        limits.leave(access.person_id)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One's own files, whether more are taken, and which: up to so many MB, with these endings."""

    uploads: tuple[UploadView, ...]
    enabled: bool
    limit_mb: int
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Files that their owners would let others read."""

    offers: tuple[Offer, ...]


class For(BaseModel):
    """Whom a file is for, besides its owner: audience tokens, as docs/sources.md lists them."""

    model_config = ConfigDict(extra="forbid")

    audience: Annotated[Audience, Field(max_length=50)]


@router.get("/uploads")
def uploads(application: TheApplication, access: TheAsker) -> Uploaded:
    """One's own files, the latest first."""
    limits = application.uploads.limits
    return Uploaded(
        application.uploads.own(access=access),
        limits.enabled,
        limits.file_mb,
        tuple(sorted(endings())),
    )


@router.post(
    "/uploads",
    status_code=201,
    dependencies=[Depends(taking_a_place)],
    max_body_size=MOST_BYTES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
async def upload(
    name: Annotated[str, Query(max_length=1000)],
    request: Request,
    application: TheApplication,
    access: TheAsker,
) -> UploadView:
    """Give a file: its bytes are the body, `name` is what it is called. It is for oneself alone, and can
    be asked within seconds; GET /api/uploads says when, or what is wrong with it.
    """
    given = application.uploads
    incoming = await run_in_threadpool(given.begin, name, access=access)
    try:
        async for piece in request.stream():
            given.add(incoming, piece)
        return await run_in_threadpool(given.keep, incoming, access=access)
    except ClientDisconnect as error:
        raise HTTPException(400, "The file did not come whole") from error
    finally:
        incoming.drop()


@router.delete("/uploads/{upload_id}", status_code=204)
def delete(upload_id: Id, application: TheApplication, access: TheAsker) -> None:
    """Delete a file of one's own, and everything read from it."""
    application.uploads.delete(upload_id, access=access)


@router.put("/uploads/{upload_id}/offer", status_code=204)
def offer(upload_id: Id, body: For, application: TheApplication, access: TheAsker) -> None:
    """Say whom one would let read a file of one's own; a curator decides. Who is no longer named no longer
    reads it; an empty list keeps it for oneself."""
    application.uploads.offer(upload_id, body.audience, access=access)


@router.get("/uploads/offers")
def offers(application: TheApplication, access: TheCurator) -> Offers:
    """What curators may share: names, sizes and owners, of offered files alone."""
    application.log.append(Entry("upload_offers_read", access.person_id))
    return Offers(application.uploads.offers())


@router.put("/uploads/{upload_id}/audience", status_code=204)
def share(upload_id: Id, body: For, application: TheApplication, access: TheCurator) -> None:
    """Let these read an offered file, none of them but whom its owner named."""
    application.uploads.share(upload_id, body.audience, access=access)
