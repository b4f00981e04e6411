"""Signing in by a real identity provider: node's oidc-provider, a process of its own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.accounts.oidc import Attempt
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.errors import PermanentError
from tests.assistant import company
from tests.assistant.api.conftest import ADDRESS, client_of
from tests.assistant.company import LEFT, LI
from tests.hash_embedder import HashEmbedder
from tests.waiting import PATIENCE_SECONDS

PROVIDER = Path(__file__).parents[2] / "identity_provider"
CALLBACK = f"{ADDRESS}/api/oidc/callback"
SECRET = "a secret of ours at the provider"
COOKIE = "zhike_oidc"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    if not (PROVIDER / "node_modules").is_dir():
        pytest.fail("the identity provider is not installed: make test does it")
    command = ["node", "server.mjs", CALLBACK, SECRET]
    server = subprocess.Popen(command, cwd=PROVIDER, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield next(line.strip() for line in server.stdout if line.startswith("http"))
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE_SECONDS)


@pytest.fixture
def application(
    tmp_path: Path, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setenv("ZHIKE_OIDC_SECRET", SECRET)
    with opened(tmp_path, issuer) as application:
        application.sync(["directory", "documents"])
        yield application


def opened(folder: Path, issuer: str) -> Application:
    config = company.found(folder, demo=False)
    provider = (
        "\n[sign_in]\npassword = false\n[sign_in.oidc]\n"
        f'issuer = "{issuer}"\nclient_id = "zhike"\n'
        'client_secret_env = "ZHIKE_OIDC_SECRET"\nallow_private = true\n'
    )
    config.write_text(config.read_text("utf-8") + provider, "utf-8")
    return open_application(load_settings(config), embedder=HashEmbedder())


def begun(browser: TestClient) -> str:
    """Where the browser is sent to."""
    response = browser.get("/api/oidc", follow_redirects=False)
    assert response.status_code == 303
    return response.headers["location"]


def vouched(address: str, login: str) -> str:
    """Where the provider sends the browser back to, after somebody has signed in and agreed there."""
    with httpx.Client(timeout=PATIENCE_SECONDS, trust_env=False) as browser:
        response = browser.get(address)
        for _ in range(12):
            if response.is_redirect:
                address = str(response.url.join(response.headers["location"]))
                if address.startswith(ADDRESS):
                    return address
                response = browser.get(address)
                continue
            prompt = "login" if 'name="login"' in response.text else "consent"
            action = re.search(r'action="([^"]+)"', response.text)
            assert action, response.text
            form = {"prompt": prompt, "login": login, "password": "any"}
            response = browser.post(str(response.url.join(action[1])), data=form)
    pytest.fail("the provider did not send the browser back")


def came_back(browser: TestClient, address: str) -> str:
    """Where the page is after that."""
    parts = urlsplit(address)
    response = browser.get(f"{parts.path}?{parts.query}", follow_redirects=False)
    assert response.status_code == 303
    return response.headers["location"]


def test_a_colleague_comes_in_by_the_provider(application: Application) -> None:
    browser = client_of(application)
    assert browser.get("/api/me").json()["by_provider"] is True
    asked = begun(browser)
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [CALLBACK]
    assert came_back(browser, vouched(asked, LI)) == "/"
    me = browser.get("/api/me").json()
    assert me["person"]["email"] == LI
    assert me["actions"] == ["ask"]
    assert browser.get("/api/search?q=x").status_code == 200
    assert COOKIE not in browser.cookies
    body = {"email": LI, "password": "any password at all"}
    assert client_of(application).post("/api/session", json=body).status_code == 403


@pytest.mark.parametrize("login", ["nobody@acme.example", LEFT, f"unverified+{LI}", "x"])
def test_who_is_no_colleague_or_not_verified_is_refused(
    application: Application, login: str
) -> None:
    browser = client_of(application)
    assert came_back(browser, vouched(begun(browser), login)) == "/#sign_in=refused"
    assert browser.get("/api/me").json()["person"] is None


def test_a_closed_account_stays_closed(application: Application) -> None:
    browser = client_of(application)
    came_back(browser, vouched(begun(browser), LI))
    application.accounts.disable(application.access(LI).person_id, True)
    assert browser.get("/api/search?q=x").status_code == 401
    assert came_back(browser, vouched(begun(browser), LI)) == "/#sign_in=refused"


def test_an_answer_for_another_browser_is_refused(application: Application) -> None:
    mine, other = client_of(application), client_of(application)
    begun(other)
    address = vouched(begun(mine), LI)
    assert came_back(other, address) == "/#sign_in=refused"
    assert came_back(client_of(application), address) == "/#sign_in=refused"


def test_a_code_is_good_once(application: Application) -> None:
    browser = client_of(application)
    asked = begun(browser)
    attempt = browser.cookies[COOKIE]
    address = vouched(asked, LI)
    assert came_back(browser, address) == "/"
    again = client_of(application)
    again.cookies.set(COOKIE, attempt, domain="127.0.0.1", path="/api/oidc")
    assert came_back(again, address) == "/#sign_in=refused"


@pytest.mark.parametrize("part", ["state", "nonce", "verifier"])
def test_whatever_does_not_agree_is_refused(application: Application, part: str) -> None:
    browser = client_of(application)
    asked = begun(browser)
    attempt = Attempt.read(browser.cookies[COOKIE])
    other = replace(attempt, **{part: "another-" + "x" * 40})
    browser.cookies.clear()
    browser.cookies.set(COOKIE, other.written(), domain="127.0.0.1", path="/api/oidc")
    assert came_back(browser, vouched(asked, LI)) == "/#sign_in=refused"


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?code=x&state=y", "?error=access_denied&state=y"]
)
def test_a_way_back_that_nobody_went_is_refused(application: Application, query: str) -> None:
    browser = client_of(application)
    begun(browser)
    response = browser.get(f"/api/oidc/callback{query}", follow_redirects=False)
    assert response.headers["location"] == "/#sign_in=refused"


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    tmp_path: Path, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIKE_OIDC_SECRET", SECRET)
    with opened(tmp_path, issuer + "/") as application:
        assert application.provider is not None
        with pytest.raises(PermanentError, match="write it as the provider does"):
            application.provider.begin(CALLBACK)


def test_a_provider_in_our_own_network_is_asked_only_where_that_is_allowed(
    tmp_path: Path, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIKE_OIDC_SECRET", SECRET)
    config = company.found(tmp_path, demo=False)
    config.write_text(
        config.read_text("utf-8") + f'\n[sign_in.oidc]\nissuer = "{issuer}"\nclient_id = "zhike"\n',
        "utf-8",
    )
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        response = client_of(application).get("/api/oidc", follow_redirects=False)
        assert response.status_code == 422
        assert "127.0.0.1" in response.json()["error"]["message"]


def test_without_a_provider_there_is_no_such_way(own_company: Application) -> None:
    browser = client_of(own_company)
    assert browser.get("/api/oidc", follow_redirects=False).status_code == 404
    assert browser.get("/api/oidc/callback", follow_redirects=False).status_code == 404
