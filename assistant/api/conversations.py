"""/api/conversations: one's own, and /api/shared: those that a colleague's link leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import Id
from assistant.conversation_views import (
    TITLE_CHARACTERS,
    ConversationLink,
    ConversationView,
    SharedConversation,
    ShareView,
)
from assistant.history import SHARED_WITH_MOST

router = APIRouter()

ConversationId = Annotated[str, Path(max_length=200)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """One's own conversations, the latest first, and whether there are more behind them."""

    conversations: tuple[ConversationLink, ...]
    more: bool


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewTitle(_Body):
    """What a conversation is called from now on."""

    title: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=TITLE_CHARACTERS),
    ]


class Readers(_Body):
    """Who may read by the link: everyone who may sign in, or those people, by id."""

    everyone: bool = False
    people: Annotated[tuple[Id, ...], Field(max_length=SHARED_WITH_MOST)] = ()


@router.get("/conversations")
def conversations(
    application: TheApplication,
    access: TheAsker,
    q: Words = "",
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ConversationPage:
    """One's own conversations; with `q` those whose title or questions say it."""
    found = application.history.listing(q, access=access, offset=offset, limit=limit + 1)
    return ConversationPage(found[:limit], len(found) > limit)


@router.get("/conversations/{conversation_id}")
def conversation(
    conversation_id: ConversationId, application: TheApplication, access: TheAsker
) -> ConversationView:
    """One of them, as far as its owner may still read what its answers rest on."""
    return application.history.view(conversation_id, access=access)


@router.patch("/conversations/{conversation_id}", status_code=204)
def rename(
    conversation_id: ConversationId, body: NewTitle, application: TheApplication, access: TheAsker
) -> None:
    """Give it a title of one's own."""
    application.history.rename(conversation_id, body.title, access=access)


@router.delete("/conversations/{conversation_id}", status_code=204)
def delete(conversation_id: ConversationId, application: TheApplication, access: TheAsker) -> None:
    """Erase it for good, for everybody whom it was shared with as well."""
    application.history.delete(conversation_id, access=access)


@router.put("/conversations/{conversation_id}/share")
def share(
    conversation_id: ConversationId, body: Readers, application: TheApplication, access: TheAsker
) -> ShareView:
    """Let colleagues read it by a link, each as far as they may read what it rests on."""
    return application.history.share(
        conversation_id, access=access, everyone=body.everyone, people=body.people
    )


@router.delete("/conversations/{conversation_id}/share", status_code=204)
def stop_sharing(
    conversation_id: ConversationId, application: TheApplication, access: TheAsker
) -> None:
    """Void the link, at once."""
    application.history.stop_sharing(conversation_id, access=access)


@router.get("/shared/{link}")
def shared(
    link: ConversationId, application: TheApplication, access: TheAsker
) -> SharedConversation:
    """What a link leads to. What the reader may not read is left out, and said to be."""
    return application.history.shared(link, access=access)
