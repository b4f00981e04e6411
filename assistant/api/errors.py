"""Errors on their way out: one table from error class to status, one shape for all of them."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from typing_extensions import TypedDict

from ingest.errors import (
    BusyError,
    ForbiddenError,
    NotFoundError,
    PermanentError,
    Reason,
    SettingsError,
    SignInError,
    TooManyError,
    TransientError,
    UnknownAskerError,
    UnreadableError,
    ZhikeError,
)

STATUS: dict[type[ZhikeError], int] = {
    SignInError: 401,
    ForbiddenError: 403,
    NotFoundError: 404,
    UnknownAskerError: 404,
    BusyError: 409,
    PermanentError: 422,
    TooManyError: 429,
    SettingsError: 500,
    TransientError: 503,
    ZhikeError: 500,
}
"""The status of an error is that of the nearest class above it in this table."""

REASON_STATUS: dict[Reason, int] = {"unsupported": 415, "too_large": 413}
"""And of a file that cannot be read, that of the reason where it stands here."""


class Fault(TypedDict):
    """What went wrong: a word for programs, and a sentence for people."""

    code: str
    message: str


class FaultBody(TypedDict):
    """The one shape of an error."""

    error: Fault


FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": FaultBody}
    for status in (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503)
}
"""How errors stand in the description of the API."""

INTERNAL = "Something went wrong here; the server's log says what."

_log = logging.getLogger(__name__)


def code_of(error: ZhikeError) -> str:
    """The word for an error in a response: NotFoundError is "not_found"."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def error_body(code: str, message: str) -> dict[str, dict[str, str]]:
    """The one shape of an error."""
    return {"error": {"code": code, "message": message}}


def answer_errors(app: FastAPI) -> None:
    """Let every error of `app` leave in that shape."""

    @app.exception_handler(ZhikeError)
    def purposeful(request: Request, error: ZhikeError) -> JSONResponse:
        status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
        if isinstance(error, UnreadableError):
            status = REASON_STATUS.get(error.reason, status)
        if status >= 500:
            _log.error("%s %s: %s", request.method, request.url.path, error)
        headers = {}
        if isinstance(error, TooManyError):
            headers["Retry-After"] = str(error.retry_after_seconds)
        return JSONResponse(error_body(code_of(error), str(error)), status, headers)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        faults = error.errors()
        too_long = all(fault["type"] == "string_too_long" for fault in faults)
        message = "; ".join(_fault_message(fault["loc"], fault["msg"]) for fault in faults)
        return JSONResponse(
            error_body("too_long" if too_long else "invalid", message), 413 if too_long else 422
        )

    @app.exception_handler(HTTPException)
    def protocol(_: Request, error: HTTPException) -> JSONResponse:
        words = re.sub(r"\W+", "_", error.detail).strip("_").lower()
        return JSONResponse(error_body(words, error.detail), error.status_code, error.headers)

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> JSONResponse:
        # The server writes the traceback below this line.
        _log.error("%s %s failed: %s", request.method, request.url.path, type(error).__name__)
        return JSONResponse(error_body("internal", INTERNAL), 500)


def _fault_message(location: Sequence[str | int], message: str) -> str:
    if tuple(location) == ("body",):
        return "send a JSON object, with Content-Type: application/json"
    return (
        f"{'.'.join(str(step) for step in location[1:])}: {message.removeprefix('Value error, ')}"
    )
