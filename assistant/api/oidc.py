"""Signing in by the company's identity provider: away to it, and back."""

from __future__ import annotations

import logging
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from assistant.accounts.oidc import Attempt, IdentityProvider
from assistant.api.identity import TheApplication, client_address
from assistant.api.sign_in import begin_session
from assistant.audit.entries import Entry
from assistant.bootstrap import Application
from ingest.errors import NotFoundError, SignInError, UnknownAskerError, ZhikeError

PATH = "/api/oidc"
_COOKIE = "zhike_oidc"
_LASTS_SECONDS = 600

_log = logging.getLogger(__name__)
router = APIRouter()


@router.get("/oidc", response_class=RedirectResponse, status_code=303)
def begin(request: Request, app: TheApplication) -> RedirectResponse:
    """Send the browser to the identity provider."""
    address, attempt = _provider(app).begin(_callback(request, app))
    response = RedirectResponse(address, 303)
    response.set_cookie(
        _COOKIE,
        attempt.written(),
        max_age=_LASTS_SECONDS,
        httponly=True,
        samesite="lax",
        secure=app.settings.server.public_url is not None,
        path=PATH,
    )
    return response


@router.get("/oidc/callback", response_class=RedirectResponse, status_code=303)
def finish(
    request: Request, app: TheApplication, code: str = "", state: str = ""
) -> RedirectResponse:
    """Back from the identity provider: signed in, or told on the page why not."""
    provider, address = _provider(app), client_address(request)
    response = RedirectResponse("/", 303)
    response.delete_cookie(_COOKIE, path=PATH)
    try:
        with app.throttle.attempting("", address):
            attempt = Attempt.read(request.cookies.get(_COOKIE, ""))
            email = provider.finish(attempt, code, state, _callback(request, app))
            person_id = app.accounts.come_by_provider(email)
        begin_session(app, request, response, person_id, by="identity provider")
    except (SignInError, UnknownAskerError) as error:
        app.log.append(Entry("sign_in_refused", address=address))
        _log.warning("signing in by the identity provider was refused: %s", error)
        response.headers["location"] = "/#sign_in=refused"
    except ZhikeError as error:
        _log.error("the identity provider cannot be used: %s", error)
        response.headers["location"] = "/#sign_in=failed"
    return response


def _provider(app: Application) -> IdentityProvider:
    if app.provider is None:
        raise NotFoundError("No identity provider is configured")
    return app.provider


def _callback(request: Request, app: Application) -> str:
    """Where the provider sends the browser back to; the doorkeeper has checked the host's name."""
    here = app.settings.server.public_url or f"http://{quote(request.url.netloc, safe='[]:.')}"
    return f"{here}{PATH}/callback"
