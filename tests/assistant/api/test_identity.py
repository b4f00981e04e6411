"""Who may ask: nobody unnamed, everybody in the demo, one person at a real company."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.bootstrap import Application
from tests.assistant.api.conftest import ADDRESS
from tests.assistant.company import LEFT, LI, WANG

PUBLIC_PATHS = {"/api/health", "/api/me"}


def test_every_route_but_the_public_ones_needs_somebody(nobody: TestClient) -> None:
    paths = nobody.get("/openapi.json").json()["paths"]
    assert paths.keys() > PUBLIC_PATHS
    for path, methods in paths.items():
        for method in methods:
            url = re.sub(r"\{\w+\}", "x", path)
            response = nobody.request(method, url, json={} if method == "post" else None)
            assert response.status_code == (200 if path in PUBLIC_PATHS else 401), (method, path)


@pytest.mark.parametrize("address", ["nobody@acme.example", LEFT, "", "'; drop table people; --"])
def test_who_is_not_a_colleague_is_refused(nobody: TestClient, address: str) -> None:
    response = nobody.get("/api/search?q=x", headers={"X-Zhike-As": address})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "unknown_asker"


def test_a_visitor_of_the_demo_is_asked_to_choose(nobody: TestClient) -> None:
    assert "Choose" in nobody.get("/api/search?q=x").json()["error"]["message"]


def test_the_demo_lists_whom_one_may_be(nobody: TestClient) -> None:
    me = nobody.get("/api/me").json()
    assert me["person"] is None
    assert {person["email"] for person in me["people"]} == {LI, WANG}
    assert me["company"] == "Acme 自动化"
    assert me["demo"] is True
    assert me["today"] == "2026-06-30"
    assert me["suggestions"] == {"zh": ["二期验收是哪天？"], "en": ["When is acceptance?"]}


def test_a_choice_is_told_back(li: TestClient) -> None:
    assert li.get("/api/me").json()["person"]["email"] == LI


def test_a_choice_of_long_ago_is_forgotten(nobody: TestClient) -> None:
    me = nobody.get("/api/me", headers={"X-Zhike-As": LEFT}).json()
    assert me["person"] is None


def test_nobody_asks_at_a_real_company_without_a_word_from_its_server(
    own_company: Application,
) -> None:
    own_company.sync(["directory"])
    client = TestClient(create_app(own_company), base_url=ADDRESS)
    response = client.get("/api/search?q=x")
    assert response.status_code == 401
    assert "zhike serve --as" in response.json()["error"]["message"]


def test_at_a_real_company_one_person_asks_and_nobody_can_choose(own_company: Application) -> None:
    own_company.sync(["directory"])
    client = TestClient(create_app(own_company, asker_address=LI), base_url=ADDRESS)
    assert client.get("/api/search?q=x").status_code == 200
    me = client.get("/api/me").json()
    assert me["person"]["email"] == LI
    assert me["people"] == []
    assert me["demo"] is False
    response = client.get("/api/search?q=x", headers={"X-Zhike-As": WANG})
    assert response.status_code == 401
