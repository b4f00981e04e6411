"""Signing in with a password, leaving, and what concerns one's own account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.api.identity import (
    AtThePage,
    TheApplication,
    client_address,
    session_cookie,
)
from assistant.audit.entries import Entry
from assistant.bootstrap import Application
from ingest.errors import ForbiddenError, SignInError
from ingest.names import fold

public = APIRouter()
private = APIRouter()

Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=320)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignIn(_Body):
    """Mail address and password."""

    email: Address
    password: Secret


class Invitation(_Body):
    """The code of an invitation, and the password that is chosen with it."""

    code: Secret
    password: Secret


class PasswordChange(_Body):
    """One's password, and the one to be."""

    current: Secret
    new: Secret


@public.post("/session", status_code=204)
def sign_in(body: SignIn, request: Request, response: Response, app: TheApplication) -> None:
    """Sign in; the session stands in a cookie that scripts cannot read."""
    if not app.settings.sign_in.password:
        raise ForbiddenError("Sign in with your company's identity provider")
    account, address = fold(body.email), client_address(request)
    try:
        with app.throttle.attempting(account, address):
            person_id = app.accounts.sign_in(body.email, body.password)
    except SignInError:
        app.log.append(Entry("sign_in_refused", address=address))
        raise
    begin_session(app, request, response, person_id, by="password")


@public.post("/invitation", status_code=204)
def accept(body: Invitation, request: Request, response: Response, app: TheApplication) -> None:
    """Choose a password with the code of an invitation, and be signed in."""
    address = client_address(request)
    with app.throttle.attempting("", address):
        person_id = app.accounts.accept(body.code, body.password)
    app.sessions.end_all(person_id)
    app.log.append(Entry("invitation_accepted", person_id, address=address))
    begin_session(app, request, response, person_id, by="invitation")


@private.delete("/session", status_code=204)
def sign_out(request: Request, response: Response, app: TheApplication, one: AtThePage) -> None:
    """Leave this browser."""
    app.sessions.end(one.session)
    app.log.append(Entry("sign_out", one.access.person_id, address=client_address(request)))
    _forget_cookie(app, response)


@private.delete("/sessions", status_code=204)
def sign_out_everywhere(
    request: Request, response: Response, app: TheApplication, one: AtThePage
) -> None:
    """Leave every browser, this one included."""
    ended = app.sessions.end_all(one.access.person_id)
    app.log.append(
        Entry(
            "sign_out_everywhere",
            one.access.person_id,
            details={"sessions": ended},
            address=client_address(request),
        )
    )
    _forget_cookie(app, response)


@private.put("/password", status_code=204)
def change_password(
    body: PasswordChange, request: Request, app: TheApplication, one: AtThePage
) -> None:
    """Choose another password; every other browser is signed out."""
    person_id, address = one.access.person_id, client_address(request)
    try:
        with app.throttle.attempting(person_id, address):
            app.accounts.change_password(person_id, body.current, body.new)
    except SignInError:
        app.log.append(Entry("password_refused", person_id, address=address))
        raise
    app.sessions.end_all(person_id, but=one.session)
    app.log.append(Entry("password_changed", person_id, address=address))


def begin_session(
    app: Application, request: Request, response: Response, person_id: str, *, by: str
) -> None:
    """Sign somebody in at this browser; a session that it had is over."""
    cookie = session_cookie(app)
    if held := request.cookies.get(cookie):
        app.sessions.end(held)
    code = app.sessions.begin(person_id)
    app.log.append(Entry("sign_in", person_id, details={"by": by}, address=client_address(request)))
    response.set_cookie(
        cookie,
        code,
        max_age=round(app.settings.sign_in.longest_days * 86400),
        httponly=True,
        samesite="lax",
        secure=app.settings.server.public_url is not None,
        path="/",
    )


def _forget_cookie(app: Application, response: Response) -> None:
    secure = app.settings.server.public_url is not None
    response.delete_cookie(
        session_cookie(app), path="/", httponly=True, samesite="lax", secure=secure
    )
