"""Who may ask: whoever is signed in, and nobody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.identity import CSRF_HEADER
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.archive import put_back
from ingest.errors import SignInError
from tests.assistant import company
from tests.assistant.api.conftest import administrator_of, client_of, signed_in
from tests.assistant.company import CHEN, LEFT, LI, PASSWORD, WANG
from tests.hash_embedder import HashEmbedder

PUBLIC = {
    ("GET", "/api/health"),
    ("GET", "/api/me"),
    ("POST", "/api/session"),
    ("POST", "/api/invitation"),
    ("GET", "/api/oidc"),
    ("GET", "/api/oidc/callback"),
}
NOT_OF_THE_API = {"/openapi.json", "/docs", "/", ""}
ADMINISTRATION = ("/api/accounts", "/api/audit", "/api/failures", "/api/sources/{name}/sync")


def routes(application: Application) -> list[tuple[str, str]]:
    """Every method and path that the application answers, as the router has them."""
    return [
        (method, context.path or "")
        for context in iter_route_contexts(create_app(application).routes)
        for method in (context.methods or {"GET"}) - {"HEAD"}
        if context.path not in NOT_OF_THE_API
    ]


def test_every_route_but_the_public_ones_needs_somebody(
    demo_company: Application, nobody: TestClient
) -> None:
    known = routes(demo_company)
    assert set(known) >= PUBLIC
    assert len(known) > 20
    for method, path in known:
        if (method, path) in PUBLIC:
            continue
        response = nobody.request(method, re.sub(r"\{\w+\}", "x", path))
        assert response.status_code == 401, (method, path)
        assert response.json()["error"]["code"] == "sign_in"


def test_administration_is_for_administrators(demo_company: Application, li: TestClient) -> None:
    checked = [route for route in routes(demo_company) if route[1].startswith(ADMINISTRATION)]
    assert len(checked) == 10
    for method, path in checked:
        response = li.request(method, re.sub(r"\{\w+\}", "x", path), json={"email": LI})
        assert response.status_code == 403, (method, path)


def test_whoever_signs_in_is_told_who_they_are(li: TestClient, chen: TestClient) -> None:
    assert li.get("/api/me").json()["person"]["email"] == LI
    assert li.get("/api/me").json()["actions"] == ["ask"]
    assert chen.get("/api/me").json()["actions"] == ["administer", "ask", "verify"]


def test_the_demo_says_who_there_is_and_their_password(nobody: TestClient) -> None:
    me = nobody.get("/api/me").json()
    assert me["person"] is None
    assert me["csrf"] == ""
    assert {person["email"] for person in me["demo"]["people"]} == {LI, WANG, CHEN}
    assert me["demo"]["password"] == PASSWORD
    assert me["demo"]["today"] == "2026-06-30"
    assert me["company"] == "Acme 自动化"
    assert me["suggestions"] == {"zh": [], "en": []}


def test_a_real_company_tells_nobody_who_works_there(own_company: Application) -> None:
    own_company.sync(["directory"])
    own_company.open_demo()
    client = client_of(own_company)
    assert client.get("/api/me").json()["demo"] is None
    for email in (LI, CHEN):
        response = client.post("/api/session", json={"email": email, "password": PASSWORD})
        assert response.status_code == 401


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (LI, "not the password"),
        (LEFT, PASSWORD),
        ("nobody@acme.example", PASSWORD),
        ("'; drop table people; --", PASSWORD),
        (LI, "x" * 1000),
    ],
)
def test_whatever_is_wrong_with_signing_in_the_answer_is_one(
    demo_company: Application, email: str, password: str
) -> None:
    body = json.dumps({"email": email, "password": password})
    headers = {"Content-Type": "application/json"}
    response = client_of(demo_company).post("/api/session", content=body, headers=headers)
    assert response.status_code == 401
    assert response.json()["error"] == {
        "code": "sign_in",
        "message": "This address and password do not belong together",
    }
    assert "set-cookie" not in response.headers


def test_the_cookie_is_kept_from_scripts_and_other_sites(demo_company: Application) -> None:
    body = {"email": LI.upper(), "password": PASSWORD}
    cookie = client_of(demo_company).post("/api/session", json=body).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie  # on this machine itself there is no TLS


def test_beyond_this_machine_the_cookie_goes_by_tls_alone(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    config.write_text(
        config.read_text("utf-8") + '\n[server]\npublic_url = "https://zhike.acme.example"\n',
        "utf-8",
    )
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        application.accounts.create(LI, password=PASSWORD)
        client = TestClient(create_app(application), base_url="https://zhike.acme.example")
        body = {"email": LI, "password": PASSWORD}
        response = client.post("/api/session", json=body)
        assert response.headers["set-cookie"].startswith("__Host-zhike_session=")
        assert "Secure" in response.headers["set-cookie"]
        assert response.headers["strict-transport-security"]
        assert signed_in(client, LI).get("/api/search?q=x").status_code == 200
        assert client.get("/api/me", headers={"host": "127.0.0.1"}).status_code == 403


def test_the_catalog_holds_no_code_that_signs_in(demo_company: Application, tmp_path: Path) -> None:
    client = signed_in(client_of(demo_company), LI)
    token = client.post("/api/tokens", json={"name": "script"}).json()["secret"]
    demo_company.backup(tmp_path / "copy")
    kept = (tmp_path / "copy").read_bytes()
    assert client.cookies["zhike_session"].encode() not in kept
    assert token.encode() not in kept
    assert PASSWORD.encode() not in kept


def test_without_the_csrf_token_nothing_changes(demo_company: Application) -> None:
    client = signed_in(client_of(demo_company), LI)
    body = {"question": "终验收"}
    for told in ("", "wrong", "\u00e9"):
        headers = {CSRF_HEADER: told.encode("latin-1")}
        response = client.post("/api/ask", json=body, headers=headers)
        assert response.status_code == 403
        assert CSRF_HEADER in response.json()["error"]["message"]
    del client.headers[CSRF_HEADER]
    assert client.post("/api/ask", json=body).status_code == 403
    assert client.delete("/api/session").status_code == 403
    assert client.get("/api/search?q=x").status_code == 200


def test_the_csrf_token_of_another_session_is_none(demo_company: Application) -> None:
    client = signed_in(client_of(demo_company), LI)
    other = signed_in(client_of(demo_company), LI).headers[CSRF_HEADER]
    response = client.post("/api/ask", json={"question": "x"}, headers={CSRF_HEADER: other})
    assert response.status_code == 403


@pytest.fixture
def small_demo(tmp_path: Path) -> Iterator[Application]:
    """Whoever is signed out in it everywhere is missed by no other test."""
    settings = load_settings(company.found(tmp_path))
    with open_application(settings, embedder=HashEmbedder()) as application:
        application.sync()
        application.open_demo()
        yield application


def test_leaving_ends_this_session_and_no_other(small_demo: Application) -> None:
    here, there = (signed_in(client_of(small_demo), WANG) for _ in range(2))
    code = here.cookies["zhike_session"]
    assert here.delete("/api/session").status_code == 204
    assert "zhike_session" not in here.cookies
    here.cookies["zhike_session"] = code
    assert here.get("/api/search?q=x").status_code == 401
    assert there.get("/api/search?q=x").status_code == 200
    assert there.delete("/api/sessions").status_code == 204
    there.cookies["zhike_session"] = code
    assert there.get("/api/search?q=x").status_code == 401


def test_whoever_signs_in_again_leaves_the_session_before(demo_company: Application) -> None:
    client = signed_in(client_of(demo_company), LI)
    before = client.cookies["zhike_session"]
    signed_in(client, LI)
    assert client.cookies["zhike_session"] != before
    assert demo_company.sessions.person_of(client.cookies["zhike_session"])
    other = client_of(demo_company)
    other.cookies["zhike_session"] = before
    assert other.get("/api/search?q=x").status_code == 401


def test_a_session_ends_when_idle_and_in_any_case(tmp_path: Path) -> None:
    clock = [datetime(2026, 7, 1, 9, tzinfo=UTC)]
    config = company.found(tmp_path, demo=False)
    settings = load_settings(config)
    with open_application(settings, embedder=HashEmbedder(), now=lambda: clock[0]) as application:
        application.sync(["directory"])
        client = administrator_of(application)
        clock[0] += timedelta(hours=11)
        assert client.get("/api/sources").status_code == 200
        clock[0] += timedelta(hours=11)
        assert client.get("/api/sources").status_code == 200
        clock[0] += timedelta(hours=12)
        assert client.get("/api/sources").status_code == 401
        signed_in(client, CHEN)
        for _ in range(33):
            clock[0] += timedelta(hours=10)
            assert client.get("/api/sources").status_code == 200
        clock[0] += timedelta(hours=10)
        assert client.get("/api/sources").status_code == 401


def test_whoever_leaves_the_company_is_out_at_once(own_company: Application) -> None:
    own_company.sync()
    own_company.accounts.create(LI, password=PASSWORD)
    client = signed_in(client_of(own_company), LI)
    token = client.post("/api/tokens", json={"name": "script"}).json()["secret"]
    people = own_company.settings.root / "people.csv"
    people.write_text(people.read_text("utf-8").replace("销售部,yes", "销售部,no"), "utf-8")
    own_company.sync(["directory"])
    assert client.get("/api/search?q=x").status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    assert client_of(own_company).get("/api/search?q=x", headers=bearer).status_code == 401
    body = {"email": LI, "password": PASSWORD}
    assert client.post("/api/session", json=body).status_code == 401


def test_the_account_of_whoever_left_stays_closed_when_the_address_is_back(
    own_company: Application,
) -> None:
    own_company.sync()
    admin = administrator_of(own_company)
    person_id = own_company.accounts.create(LI, roles=["admin"], password=PASSWORD)
    people = own_company.settings.root / "people.csv"
    before = people.read_text("utf-8")
    people.write_text(before.replace("销售部,yes", "销售部,no"), "utf-8")
    own_company.sync(["directory"])
    people.write_text(before, "utf-8")
    own_company.sync(["directory"])
    body = {"email": LI, "password": PASSWORD}
    assert client_of(own_company).post("/api/session", json=body).status_code == 401
    assert admin.post("/api/accounts", json={"email": LI}).status_code == 422
    assert admin.patch(f"/api/accounts/{person_id}", json={"disabled": False}).status_code == 200
    signed_in(client_of(own_company), LI)


def test_a_restore_signs_everybody_out(own_company: Application, tmp_path: Path) -> None:
    own_company.sync()
    client = administrator_of(own_company)
    code = client.cookies["zhike_session"]
    own_company.backup(tmp_path / "copy")
    own_company.close()
    put_back(own_company.settings.data_dir, tmp_path / "copy")
    with open_application(own_company.settings, embedder=HashEmbedder()) as again:
        assert again.sessions.person_of(code)
        again.accounts.sign_everybody_out()
        with pytest.raises(SignInError):
            again.sessions.person_of(code)
        signed_in(client_of(again), CHEN)


def test_another_site_cannot_sign_anybody_in(nobody: TestClient) -> None:
    response = nobody.post(
        "/api/session",
        json={"email": LI, "password": PASSWORD},
        headers={"origin": "http://evil.example"},
    )
    assert response.status_code == 403
