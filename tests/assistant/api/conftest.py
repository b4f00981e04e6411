"""Clients of the web application, each as somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from fastapi.testclient import TestClient

from assistant.accounts.roles import Role
from assistant.accounts.sessions import csrf_token
from assistant.api.app import create_app
from assistant.api.identity import CSRF_HEADER
from assistant.bootstrap import Application
from tests.assistant.company import CHEN, LI, PASSWORD, WANG

ADDRESS = "http://127.0.0.1:8321"


def client_of(application: Application) -> TestClient:
    """A browser that nobody has signed in at."""
    return TestClient(create_app(application), base_url=ADDRESS)


def signed_in(client: TestClient, email: str, password: str = PASSWORD) -> TestClient:
    """The same browser with somebody signed in, sending what our own page sends."""
    response = client.post("/api/session", json={"email": email, "password": password})
    assert response.status_code == 204, response.text
    client.headers[CSRF_HEADER] = client.get("/api/me").json()["csrf"]
    return client


def browser_of(application: Application, email: str, roles: Sequence[Role] = ()) -> TestClient:
    """A browser with a colleague signed in, whatever their password."""
    code = application.sessions.begin(application.accounts.create(email, roles=roles))
    client = client_of(application)
    client.cookies["zhike_session"] = code
    client.headers[CSRF_HEADER] = csrf_token(code)
    return client


def administrator_of(application: Application) -> TestClient:
    """A browser with the first administrator of a real company signed in."""
    person_id = application.accounts.create(CHEN, roles=["admin"], password=PASSWORD)
    assert application.accounts.account(person_id).roles == ("admin",)
    return signed_in(client_of(application), CHEN)


@pytest.fixture(scope="session")
def nobody(demo_company: Application) -> Iterator[TestClient]:
    """A visitor who has not signed in."""
    with client_of(demo_company) as client:
        yield client


@pytest.fixture(scope="session")
def li(demo_company: Application) -> Iterator[TestClient]:
    """An account manager."""
    with client_of(demo_company) as client:
        yield signed_in(client, LI)


@pytest.fixture(scope="session")
def wang(demo_company: Application) -> Iterator[TestClient]:
    """Somebody of human resources."""
    with client_of(demo_company) as client:
        yield signed_in(client, WANG)


@pytest.fixture(scope="session")
def chen(demo_company: Application) -> Iterator[TestClient]:
    """An administrator."""
    with client_of(demo_company) as client:
        yield signed_in(client, CHEN)
