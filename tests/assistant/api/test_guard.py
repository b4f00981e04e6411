"""Whom the server answers at all, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.api.guard import SECURITY_HEADERS, Doorkeeper, SecurityHeaders


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = FastAPI()
    app.add_middleware(Doorkeeper, body_limit_bytes=100)
    app.add_middleware(SecurityHeaders)

    @app.post("/api/echo")
    def echo(said: dict[str, str]) -> dict[str, str]:
        return said

    with TestClient(app, base_url="http://127.0.0.1:8321") as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8321", "localhost:1", "[::1]:8321"])
def test_this_machines_names_are_answered(client: TestClient, host: str) -> None:
    assert client.post("/api/echo", json={}, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["zhike.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[", "0.0.0.0"],
)
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    response = client.post("/api/echo", json={}, headers={"host": host})
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "foreign"


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:9999",
        "null",
        "",
        "http://127.0.0.1:8321.evil.example",
    ],
)
def test_another_sites_page_is_refused(client: TestClient, origin: str) -> None:
    response = client.post("/api/echo", json={}, headers={"origin": origin})
    assert response.status_code == 403


def test_our_own_page_is_answered(client: TestClient) -> None:
    response = client.post("/api/echo", json={}, headers={"origin": "http://127.0.0.1:8321"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"), [("https://zhike.example", 200), ("http://zhike.example", 403)]
)
def test_at_a_public_address_a_page_that_came_in_the_clear_is_refused(
    origin: str, status: int
) -> None:
    app = FastAPI()
    app.get("/")(lambda: "")
    app.add_middleware(Doorkeeper, body_limit_bytes=100, public_url="https://zhike.example")
    behind_a_proxy = TestClient(app, base_url="http://zhike.example")
    assert behind_a_proxy.get("/", headers={"origin": origin}).status_code == status


@pytest.mark.parametrize("length", ["101", "-1", "1e9", "99999999999999999999"])
def test_a_body_too_large_is_refused_unread(client: TestClient, length: str) -> None:
    response = client.post("/api/echo", json={}, headers={"content-length": length})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_long"


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/api/echo", "/nowhere"):
        response = client.get(path)
        assert {name: response.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_no_script_may_stand_in_a_page() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy


def test_what_the_api_says_is_kept_by_nobody(client: TestClient) -> None:
    assert client.get("/api/echo").headers["cache-control"] == "no-store"
    assert client.get("/").headers["cache-control"] == "no-cache"
    assert "cache-control" not in client.get("/assets/x.js").headers


def test_no_other_site_is_invited(client: TestClient) -> None:
    response = client.options(
        "/api/echo",
        headers={"origin": "http://evil.example", "access-control-request-method": "POST"},
    )
    assert "access-control-allow-origin" not in response.headers
