"""Errors on their way out: one table, one shape, nothing told that should not be."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.api.errors import INTERNAL, answer_errors, code_of
from ingest.errors import (
    BusyError,
    ForbiddenError,
    NotFoundError,
    PermanentError,
    SettingsError,
    SignInError,
    TooManyError,
    TransientError,
    UnknownAskerError,
    UnreadableError,
    ZhikeError,
)

OUTCOMES: list[tuple[ZhikeError, int, str]] = [
    (SignInError("said"), 401, "sign_in"),
    (ForbiddenError("said"), 403, "forbidden"),
    (UnknownAskerError("said"), 404, "unknown_asker"),
    (NotFoundError("said"), 404, "not_found"),
    (BusyError("said"), 409, "busy"),
    (PermanentError("said"), 422, "permanent"),
    (UnreadableError("said"), 422, "unreadable"),
    (TooManyError("said"), 429, "too_many"),
    (SettingsError("said"), 500, "settings"),
    (TransientError("said"), 503, "transient"),
    (ZhikeError("said"), 500, "zhike"),
]


@pytest.mark.parametrize(("error", "status", "code"), OUTCOMES)
def test_each_error_has_its_status_and_its_word(error: ZhikeError, status: int, code: str) -> None:
    response = client_that_fails_with(error).get("/")
    assert response.status_code == status
    assert response.json() == {"error": {"code": code, "message": "said"}}


def test_whoever_comes_too_often_is_told_when_to_come_again() -> None:
    response = client_that_fails_with(TooManyError("said", retry_after_seconds=90)).get("/")
    assert response.headers["retry-after"] == "90"


def test_every_error_of_the_tree_is_tested_here() -> None:
    classes: list[type[ZhikeError]] = [ZhikeError]
    for known in classes:
        classes.extend(known.__subclasses__())
    of_ingest = {known.__name__ for known in classes if known.__module__ == "ingest.errors"}
    assert of_ingest == {type(error).__name__ for error, _, _ in OUTCOMES}


def test_an_unforeseen_error_tells_nothing_of_itself() -> None:
    response = client_that_fails_with(RuntimeError("password=hunter2")).get("/")
    assert response.status_code == 500
    assert response.json() == {"error": {"code": "internal", "message": INTERNAL}}


def test_a_code_is_a_word_a_program_can_match() -> None:
    assert code_of(UnknownAskerError("")) == "unknown_asker"


def client_that_fails_with(error: Exception) -> TestClient:
    app = FastAPI()
    answer_errors(app)

    @app.get("/")
    def fail() -> None:
        raise error

    return TestClient(app, raise_server_exceptions=False)
