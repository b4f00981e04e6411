"""Whatever is asked of the API, by whomever: no failure of the server, no answer that its own
description does not know."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.accounts.roles import Role
from assistant.accounts.sessions import csrf_token
from assistant.api.app import create_app
from assistant.api.identity import CSRF_HEADER
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.api.conftest import ADDRESS
from tests.assistant.company import CHEN, LI
from tests.hash_embedder import HashEmbedder
from tests.waiting import PATIENCE_SECONDS

EXAMPLES = int(os.environ.get("ZHIKE_CONTRACT_EXAMPLES", "6"))
HOST = {"Host": ADDRESS.removeprefix("http://")}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A company of its own: what is asked of it here changes it."""
    config = company.found(tmp_path_factory.mktemp("contract"), demo=False)
    with open_application(load_settings(config), embedder=HashEmbedder()) as opened:
        opened.sync()
        for email in (LI, CHEN):
            opened.accounts.create(email)
        yield opened


@pytest.fixture
def described(application: Application) -> BaseSchema:
    app = create_app(application)
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers={"Host": "127.0.0.1"})


few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_nobody_is_answered_as_described(described: BaseSchema) -> None:
    ask_everything(described, lambda: HOST)


def test_a_member_is_answered_as_described(described: BaseSchema, application: Application) -> None:
    ask_everything(described, lambda: signed_in(application, LI, []))


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", "/api/search?q=x&since=0001-01-01T00:00:00%2B14:00", "", 422),
        ("GET", "/api/search?q=x&until=9999-12-31T23:59:59-14:00", "", 422),
        ("GET", "/api/search?q=x&until=9999-12-31", "", 200),
        ("GET", "/api/audit?since=0001-01-01T00:00:00%2B14:00", "", 422),
        ("GET", "/api/records/RECORD?version=9223372036854775808", "", 422),
        ("GET", "/api/records/RECORD?version=2147483647", "", 404),
        ("POST", "/api/ask", r'{"question": "x", "conversation_id": "\ud800"}', 422),
        ("POST", "/api/ask", r'{"question": "x", "filters": {"people": ["\ud800"]}}', 422),
        ("POST", "/api/feedback", r'{"answer_id": "\ud800", "useful": true}', 422),
    ],
)
def test_what_no_time_number_or_text_can_be_is_refused(
    application: Application, method: str, path: str, sent: str, status: int
) -> None:
    person_id = application.accounts.create(CHEN, roles=["admin"])
    headers = signed_in(application, CHEN, ["admin"])
    access = application.accounts.access(person_id)
    (passage, *_) = application.assistant.retrieve("终验收", access=access)
    client = TestClient(create_app(application), base_url=ADDRESS)
    path = path.replace("RECORD", passage.record_id)
    headers["Content-Type"] = "application/json"
    assert client.request(method, path, content=sent, headers=headers).status_code == status


def test_an_administrator_is_answered_as_described(
    described: BaseSchema, application: Application
) -> None:
    ask_everything(described, lambda: signed_in(application, CHEN, ["admin"]))


def ask_everything(described: BaseSchema, headers: Callable[[], dict[str, str]]) -> None:
    """Made requests to every operation, and what comes of them held against its description."""
    operations = [operation.ok() for operation in described.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:

        @few
        @given(case=operation.as_strategy())
        def ask(case: Case) -> None:
            case.call_and_validate(
                base_url=ADDRESS, headers=headers(), checks=CHECKS, timeout=PATIENCE_SECONDS
            )

        ask()


def signed_in(application: Application, email: str, roles: Sequence[Role]) -> dict[str, str]:
    """What somebody's page sends. What is asked may sign them out, close their account, take their
    role: each time they begin anew."""
    application.accounts.disable(application.access(email).person_id, False)
    person_id = application.accounts.create(email, roles=roles)
    code = application.sessions.begin(person_id)
    return HOST | {"Cookie": f"zhike_session={code}", CSRF_HEADER: csrf_token(code)}
