"""Who is asking: whoever a session's cookie or a token stands for, at this moment."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from assistant.accounts.roles import Action, actions_of, require
from assistant.accounts.sessions import csrf_token
from assistant.bootstrap import Application
from ingest.access import Access
from ingest.errors import ForbiddenError, SignInError

CSRF_HEADER = "X-Zhike-CSRF"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, what they may read and do now, and the session's code, empty for a token."""

    access: Access
    actions: frozenset[Action]
    session: str = ""


def _application(request: Request) -> Application:
    application = request.app.state.application
    if not isinstance(application, Application):
        raise TypeError("create_app gives every request its application")
    return application


TheApplication = Annotated[Application, Depends(_application)]


def session_cookie(application: Application) -> str:
    """Its name; beyond this machine a browser takes it over TLS alone, and from this host alone."""
    return "__Host-zhike_session" if application.settings.server.public_url else "zhike_session"


def client_address(request: Request) -> str:
    """Where a request came from."""
    return request.client.host if request.client else ""


def signed_in(request: Request, application: TheApplication) -> SignedIn:
    """Who is signed in, by token or by cookie.

    SignInError for nobody, ForbiddenError for an unsafe method by cookie without the CSRF token.
    """
    said = request.headers.get("authorization", "")
    if said[: len(_BEARER)].lower() == _BEARER:
        return _by_token(said[len(_BEARER) :].strip(), application)
    code = request.cookies.get(session_cookie(application), "")
    if not code:
        raise SignInError("Sign in first")
    person_id = application.sessions.person_of(code)
    access = application.accounts.access(person_id)
    if request.method not in _SAFE_METHODS:
        told = request.headers.get(CSRF_HEADER, "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(told, csrf_token(code).encode()):
            raise ForbiddenError(f"Send the header {CSRF_HEADER}, as GET /api/me gives it")
    roles = application.accounts.account(person_id).roles
    return SignedIn(access, actions_of(roles), code)


def _by_token(code: str, application: Application) -> SignedIn:
    person_id, scopes = application.tokens.owner_of(code)
    access = application.accounts.access(person_id)
    actions = actions_of(application.accounts.account(person_id).roles)
    return SignedIn(access, frozenset(actions & scopes))


TheSignedIn = Annotated[SignedIn, Depends(signed_in)]


def asker(one: TheSignedIn) -> Access:
    """Who asks, with the tokens they hold at this moment."""
    require("ask", one.actions)
    return one.access


TheAsker = Annotated[Access, Depends(asker)]


def administrator(one: TheSignedIn) -> Access:
    """Who administers; what they may read is what anybody in their place may."""
    require("administer", one.actions)
    return one.access


TheAdministrator = Annotated[Access, Depends(administrator)]


def curator(one: TheSignedIn) -> Access:
    """Who keeps what is known in order; what they may read is what anybody in their place may."""
    require("verify", one.actions)
    return one.access


TheCurator = Annotated[Access, Depends(curator)]


def at_the_page(one: TheSignedIn) -> SignedIn:
    """Who is signed in by a session: what concerns one's own account is no token's business."""
    if not one.session:
        raise ForbiddenError("A token cannot do this; sign in on the page")
    return one


AtThePage = Annotated[SignedIn, Depends(at_the_page)]


def administrator_at_the_page(one: AtThePage) -> Access:
    """Who administers accounts: a token that may would soon be somebody."""
    require("administer", one.actions)
    return one.access


TheAdministratorAtThePage = Annotated[Access, Depends(administrator_at_the_page)]
