"""/api/tokens: what one's own scripts sign in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.accounts.roles import Scope, require
from assistant.accounts.tokens import TokenView
from assistant.api.identity import AtThePage, TheApplication, client_address
from assistant.audit.entries import Entry

router = APIRouter()


class NewToken(BaseModel):
    """What a token is called, what it is for, and how long."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    scopes: tuple[Scope, ...] = Field(default=("ask",), min_length=1, max_length=2)
    days: int = Field(default=90, ge=1, le=365)


@dataclass(frozen=True, slots=True)
class OwnTokens:
    """One's tokens, the newest first."""

    tokens: tuple[TokenView, ...]


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token: `secret` is told this once."""

    secret: str
    token: TokenView


@router.get("/tokens")
def tokens(app: TheApplication, one: AtThePage) -> OwnTokens:
    """One's own tokens."""
    return OwnTokens(app.tokens.listing(one.access.person_id))


@router.post("/tokens", status_code=201)
def issue(body: NewToken, request: Request, app: TheApplication, one: AtThePage) -> IssuedToken:
    """Make a token; it can do no more than its owner."""
    for scope in body.scopes:
        require(scope, one.actions)
    person_id = one.access.person_id
    secret, token = app.tokens.issue(person_id, body.name, body.scopes, timedelta(days=body.days))
    app.log.append(
        Entry(
            "token_made",
            person_id,
            token.id,
            details={"scopes": list(token.scopes), "days": body.days},
            address=client_address(request),
        )
    )
    return IssuedToken(secret, token)


@router.delete("/tokens/{token_id}", status_code=204)
def revoke(token_id: str, request: Request, app: TheApplication, one: AtThePage) -> None:
    """Revoke a token, at once."""
    app.tokens.revoke(one.access.person_id, token_id)
    app.log.append(
        Entry("token_revoked", one.access.person_id, token_id, address=client_address(request))
    )
