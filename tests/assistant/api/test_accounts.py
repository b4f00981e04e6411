"""Passwords, invitations, roles and tokens, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Application, open_application
from assistant.people.profile import own_card
from assistant.settings import load_settings
from ingest.errors import ForbiddenError, SignInError
from tests.assistant import company
from tests.assistant.api.conftest import administrator_of, client_of, signed_in
from tests.assistant.company import CHEN, LEFT, LI, PASSWORD, WANG
from tests.hash_embedder import HashEmbedder

CHOSEN = "three green bicycles"
START = datetime(2026, 7, 1, 9, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def company_by_clock(tmp_path: Path, clock: Clock) -> Iterator[Application]:
    """The small company, a real one, by a clock of the test's own."""
    settings = load_settings(company.found(tmp_path, demo=False))
    with open_application(settings, embedder=HashEmbedder(), now=clock) as application:
        application.sync(["directory", "documents"])
        yield application


@pytest.fixture
def admin(company_by_clock: Application) -> TestClient:
    return administrator_of(company_by_clock)


def id_of(application: Application, email: str) -> str:
    return application.access(email).person_id


def test_an_invitation_lets_somebody_choose_a_password_once(
    company_by_clock: Application, admin: TestClient, clock: Clock
) -> None:
    code = admin.post("/api/accounts", json={"email": LI}).json()["code"]
    li = client_of(company_by_clock)
    body = {"code": code, "password": CHOSEN}
    short = li.post("/api/invitation", json={"code": code, "password": "short"})
    assert (short.status_code, short.json()["error"]["code"]) == (422, "permanent")
    clock.now += timedelta(days=6)
    assert li.post("/api/invitation", json=body).status_code == 204
    assert li.get("/api/me").json()["person"]["email"] == LI
    assert client_of(company_by_clock).post("/api/invitation", json=body).status_code == 401
    signed_in(client_of(company_by_clock), LI, CHOSEN)


def test_an_invitation_ends_with_time_with_the_next_and_with_the_account(
    company_by_clock: Application, admin: TestClient, clock: Clock
) -> None:
    first = admin.post("/api/accounts", json={"email": LI}).json()
    second = admin.post(f"/api/accounts/{first['person_id']}/invitation").json()

    def accepted(code: str) -> int:
        body = {"code": code, "password": CHOSEN}
        return client_of(company_by_clock).post("/api/invitation", json=body).status_code

    assert accepted(first["code"]) == 401
    clock.now += timedelta(days=8)
    assert accepted(second["code"]) == 401
    signed_in(admin, CHEN)
    third = admin.post(f"/api/accounts/{first['person_id']}/invitation").json()
    admin.patch(f"/api/accounts/{first['person_id']}", json={"disabled": True})
    assert accepted(third["code"]) == 401


def test_a_closed_account_is_out_at_once_and_its_tokens_stay_void(
    company_by_clock: Application, admin: TestClient
) -> None:
    company_by_clock.accounts.create(LI, password=PASSWORD)
    li = signed_in(client_of(company_by_clock), LI)
    token = li.post("/api/tokens", json={"name": "script"}).json()["secret"]
    path = f"/api/accounts/{id_of(company_by_clock, LI)}"
    assert admin.patch(path, json={"disabled": True}).json()["disabled"] is True
    assert li.get("/api/search?q=x").status_code == 401
    body = {"email": LI, "password": PASSWORD}
    assert client_of(company_by_clock).post("/api/session", json=body).status_code == 401
    assert admin.patch(path, json={"disabled": False}).json()["disabled"] is False
    assert li.get("/api/search?q=x").status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    assert client_of(company_by_clock).get("/api/search?q=x", headers=bearer).status_code == 401
    signed_in(li, LI)


def test_a_role_counts_from_the_next_request_on(
    company_by_clock: Application, admin: TestClient
) -> None:
    company_by_clock.accounts.create(LI, password=PASSWORD)
    li = signed_in(client_of(company_by_clock), LI)
    assert li.get("/api/accounts").status_code == 403
    path = f"/api/accounts/{id_of(company_by_clock, LI)}"
    assert admin.patch(path, json={"roles": ["admin", "lead"]}).json()["roles"] == ["admin", "lead"]
    assert len(li.get("/api/accounts").json()["accounts"]) == 2
    admin.patch(path, json={"roles": []})
    assert li.get("/api/accounts").status_code == 403


def test_an_administrator_reads_no_more_than_anybody(
    company_by_clock: Application, admin: TestClient
) -> None:
    company_by_clock.accounts.create(WANG, password=PASSWORD)
    wang = signed_in(client_of(company_by_clock), WANG)
    question = {"question": "王强的年薪调整为多少？"}
    assert "486,000" in wang.post("/api/ask", json=question).text
    assert "486,000" not in admin.post("/api/ask", json=question).text
    assert "486,000" in wang.get("/api/search", params={"q": "王强 年薪"}).text
    assert "486,000" not in admin.get("/api/search", params={"q": "王强 年薪"}).text


def test_nobody_takes_administration_from_themselves(
    company_by_clock: Application, admin: TestClient
) -> None:
    path = f"/api/accounts/{id_of(company_by_clock, CHEN)}"
    for body in ({"roles": []}, {"roles": ["lead"]}, {"disabled": True}):
        assert admin.patch(path, json=body).status_code == 422
    assert admin.patch(path, json={"roles": ["admin", "lead"]}).status_code == 200


def test_only_colleagues_have_accounts(admin: TestClient) -> None:
    for email in (LEFT, "nobody@acme.example", "x"):
        response = admin.post("/api/accounts", json={"email": email})
        assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_asker")
    assert admin.patch("/api/accounts/p000009", json={"roles": []}).status_code == 404


def test_another_password_ends_every_other_session(company_by_clock: Application) -> None:
    company_by_clock.accounts.create(LI, password=PASSWORD)
    here, there = (signed_in(client_of(company_by_clock), LI) for _ in range(2))
    change = {"current": "not the password", "new": CHOSEN}
    assert here.put("/api/password", json=change).status_code == 401
    change = {"current": PASSWORD, "new": "aaaaaaaaaaaaaaaa"}
    assert here.put("/api/password", json=change).status_code == 422
    change = {"current": PASSWORD, "new": CHOSEN}
    assert here.put("/api/password", json=change).status_code == 204
    assert here.get("/api/search?q=x").status_code == 200
    assert there.get("/api/search?q=x").status_code == 401
    body = {"email": LI, "password": PASSWORD}
    assert there.post("/api/session", json=body).status_code == 401
    signed_in(there, LI, CHOSEN)


def test_a_password_that_is_easily_guessed_is_refused(
    company_by_clock: Application, admin: TestClient
) -> None:
    code = admin.post("/api/accounts", json={"email": LI}).json()["code"]
    guessed = ("short", "aaaaaaaaaaaaaaaa", "li.jing2026", "李静李静li.jing", "tab\tand more of it")
    for password in guessed:
        body = {"code": code, "password": password}
        refused = client_of(company_by_clock).post("/api/invitation", json=body)
        assert refused.status_code == 422, password


def test_whoever_guesses_is_slowed_down_and_learns_nothing(company_by_clock: Application) -> None:
    company_by_clock.accounts.create(LI, password=PASSWORD)
    told = {}
    for email in (LI, "nobody@acme.example"):
        client = client_of(company_by_clock)
        body = {"email": email, "password": "a guess of mine"}
        said = [client.post("/api/session", json=body) for _ in range(11)]
        assert [one.status_code for one in said] == [401] * 10 + [429]
        assert 0 < int(said[-1].headers["retry-after"]) <= 900
        told[email] = {one.text for one in said}
        body["email"] = f" {email.upper()} "
        assert client.post("/api/session", json=body).status_code == 429
    assert told[LI] == told["nobody@acme.example"]


def test_whoever_knows_the_password_starts_anew(company_by_clock: Application) -> None:
    company_by_clock.accounts.create(LI, password=PASSWORD)
    client = client_of(company_by_clock)
    for _ in range(3):
        for _ in range(8):
            client.post("/api/session", json={"email": LI, "password": "a slip"})
        signed_in(client, LI)


def test_a_token_does_what_it_is_for_until_it_is_revoked(
    company_by_clock: Application, admin: TestClient
) -> None:
    issued = admin.post("/api/tokens", json={"name": "nightly", "scopes": ["ask"]}).json()
    script = client_of(company_by_clock)
    script.headers["Authorization"] = f"Bearer {issued['secret']}"
    assert script.post("/api/ask", json={"question": "终验收是哪天？"}).status_code == 200
    assert script.get("/api/accounts").status_code == 403
    assert script.get("/api/tokens").status_code == 403
    assert script.post("/api/tokens", json={"name": "more"}).status_code == 403
    assert script.delete("/api/sessions").status_code == 403
    (listed,) = admin.get("/api/tokens").json()["tokens"]
    assert listed["name"] == "nightly"
    assert listed["used_at"]
    assert "secret" not in listed
    assert admin.delete(f"/api/tokens/{listed['id']}").status_code == 204
    assert script.get("/api/search?q=x").status_code == 401
    assert admin.delete(f"/api/tokens/{listed['id']}").status_code == 404


def test_a_token_can_do_no_more_than_its_owner(
    company_by_clock: Application, admin: TestClient
) -> None:
    company_by_clock.accounts.create(LI, roles=["admin"], password=PASSWORD)
    li = signed_in(client_of(company_by_clock), LI)
    issued = li.post("/api/tokens", json={"name": "x", "scopes": ["administer"]}).json()
    script = client_of(company_by_clock)
    script.headers["Authorization"] = f"bearer {issued['secret']}"
    assert script.get("/api/accounts").status_code == 200
    assert script.get("/api/search?q=x").status_code == 403
    # Whoever may invite may soon be anybody: that is for a person at the page.
    assert script.post("/api/accounts", json={"email": WANG}).status_code == 403
    own = id_of(company_by_clock, LI)
    assert script.post(f"/api/accounts/{own}/invitation").status_code == 403
    assert script.patch(f"/api/accounts/{own}", json={"roles": []}).status_code == 403
    admin.patch(f"/api/accounts/{id_of(company_by_clock, LI)}", json={"roles": []})
    assert script.get("/api/accounts").status_code == 403
    assert li.post("/api/tokens", json={"name": "x", "scopes": ["administer"]}).status_code == 403


def test_a_token_expires_and_is_nobody_elses(
    company_by_clock: Application, admin: TestClient, clock: Clock
) -> None:
    company_by_clock.accounts.create(LI, password=PASSWORD)
    li = signed_in(client_of(company_by_clock), LI)
    issued = li.post("/api/tokens", json={"name": "x", "days": 1}).json()
    assert admin.delete(f"/api/tokens/{issued['token']['id']}").status_code == 404
    script = client_of(company_by_clock)
    script.headers["Authorization"] = f"Bearer {issued['secret']}"
    assert script.get("/api/search?q=x").status_code == 200
    clock.now += timedelta(days=1)
    assert script.get("/api/search?q=x").status_code == 401
    assert script.get("/api/search?q=x", headers={"Authorization": "Bearer x"}).status_code == 401


def test_what_was_made_in_the_demo_lets_nobody_into_the_company_that_follows(
    tmp_path: Path,
) -> None:
    config = company.found(tmp_path)
    with open_application(load_settings(config), embedder=HashEmbedder()) as demo:
        demo.sync(["directory"])
        demo.open_demo()
        chen = signed_in(client_of(demo), CHEN)
        script = {"name": "x", "scopes": ["ask", "administer"]}
        token = chen.post("/api/tokens", json=script).json()["secret"]
        session = dict(chen.cookies)
    config.write_text(config.read_text("utf-8").replace(company.DEMO_SETTINGS, ""), "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as real:
        administrator_of(real)
        bearer = client_of(real).get("/api/accounts", headers={"Authorization": f"Bearer {token}"})
        assert bearer.status_code == 401
        browser = client_of(real)
        browser.cookies.update(session)
        assert browser.get("/api/accounts").status_code == 401


def test_the_provider_s_word_is_for_whoever_has_the_address_today(
    company_by_clock: Application,
) -> None:
    accounts, staff = company_by_clock.accounts, company_by_clock.settings.root / "people.csv"
    moved = "qiang@acme.example"
    person_id = accounts.come_by_provider(WANG.upper())
    rows = staff.read_text("utf-8").replace(WANG, moved)
    staff.write_text(f"{rows}5,王小强,{WANG},实习生,销售部,yes\n", "utf-8")
    company_by_clock.sync(["directory"])
    assert accounts.come_by_provider(moved) == person_id
    newcomer = accounts.come_by_provider(WANG)
    assert newcomer != person_id
    assert own_card(company_by_clock.store, accounts.access(newcomer)).name == "王小强"
    staff.write_text(rows, "utf-8")
    company_by_clock.sync(["directory"])
    with pytest.raises(SignInError):
        accounts.come_by_provider(WANG)


def test_no_more_questions_are_answered_at_once_than_is_said(demo_company: Application) -> None:
    client = signed_in(client_of(demo_company), LI)
    limits = client.app.state.ask_limits
    person_id = id_of(demo_company, LI)
    for _ in range(demo_company.settings.server.concurrent_asks_each):
        limits.enter(person_id)
    response = client.post("/api/ask", json={"question": "终验收是哪天？"})
    assert (response.status_code, response.json()["error"]["code"]) == (429, "too_many")
    assert response.headers["retry-after"] == "1"
    limits.leave(person_id)
    assert client.post("/api/ask", json={"question": "终验收是哪天？"}).status_code == 200
    assert client.get("/api/search?q=x").status_code == 200
    others = demo_company.settings.server.concurrent_asks - 2
    for number in range(others):
        limits.enter(f"p{number}")
    assert client.get("/api/search?q=x").status_code == 429


def test_no_more_of_pages_is_opened_at_once_than_is_said(demo_company: Application) -> None:
    client = signed_in(client_of(demo_company), LI)
    limits = client.app.state.page_limits
    person_id = id_of(demo_company, LI)
    for _ in range(demo_company.settings.server.concurrent_pages_each):
        limits.enter(person_id)
    assert client.get("/api/customers").status_code == 429
    assert client.get("/api/search?q=x").status_code == 200
    limits.leave(person_id)
    assert client.get("/api/customers").status_code == 200


def test_a_wrong_password_is_noted_when_another_is_chosen(admin: TestClient) -> None:
    wrong = {"current": "not my password", "new": CHOSEN}
    assert admin.put("/api/password", json=wrong).status_code == 401
    noted = admin.get("/api/audit", params={"event": "password_refused"}).json()["entries"]
    assert len(noted) == 1


def test_nobody_has_tokens_without_number(company_by_clock: Application) -> None:
    person_id = company_by_clock.accounts.create(LI)
    issue = company_by_clock.tokens.issue
    made = [issue(person_id, f"t{i}", ["read"], timedelta(days=1)) for i in range(50)]
    with pytest.raises(ForbiddenError, match="revoke one"):
        issue(person_id, "one more", ["read"], timedelta(days=1))
    company_by_clock.tokens.revoke(person_id, made[0][1].id)
    issue(person_id, "one more", ["read"], timedelta(days=1))
