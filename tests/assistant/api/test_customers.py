"""Customers over HTTP: listed, and from every side."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Application
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import LI

PARTS = (
    "page",
    "timeline",
    "contacts",
    "deals",
    "contracts",
    "tickets",
    "documents",
    "team",
    "open-items",
    "brief",
    "traits",
    "competitors",
)


def customer_id(client: TestClient) -> str:
    [row] = client.get("/api/customers", params={"search": "恒岳"}).json()["customers"]
    return str(row["id"])


def test_customers_are_listed(li: TestClient) -> None:
    listed = li.get("/api/customers").json()
    assert listed["total"] == 1
    assert listed["customers"][0]["owner"]["email"] == LI
    assert li.get("/api/customers?search=nobody").json()["customers"] == []
    assert li.get("/api/customers?offset=5").json()["customers"] == []
    assert li.get(f"/api/customers?search={'x' * 300}").status_code == 413


def test_a_list_says_what_it_may_be_narrowed_by(li: TestClient) -> None:
    facets = li.get("/api/customers/facets").json()
    [owner] = facets["owners"]
    assert (owner["owner"]["email"], owner["count"]) == (LI, 1)
    listed = li.get("/api/customers", params={"owner": owner["owner"]["id"]}).json()
    assert listed["total"] == 1
    for one in facets["tiers"]:
        found = li.get("/api/customers", params={"tier": one["tier"]}).json()
        assert found["total"] == one["count"]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_shown_of_whoever_is_there(li: TestClient, part: str) -> None:
    assert li.get(f"/api/customers/{customer_id(li)}/{part}").status_code == 200
    refused = li.get(f"/api/customers/nobody/{part}")
    assert refused.status_code == 404
    assert refused.json()["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    "query",
    [
        "customers?limit=0",
        "customers?limit=1000",
        "customers?offset=-1",
        "customers?sort=password",
        "customers/x/timeline?kind=secret",
        "customers/x/timeline?since=20260101",
        "customers/x/timeline?offset=-1",
    ],
)
def test_what_makes_no_sense_is_refused(li: TestClient, query: str) -> None:
    response = li.get(f"/api/{query}")
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid"


def test_what_is_read_of_a_customer_is_kept(demo_company: Application, li: TestClient) -> None:
    one = customer_id(li)
    page = li.get(f"/api/customers/{one}/page").json()
    chen = browser_of(demo_company, "chen.yu@acme.example", roles=["admin"])
    kept = chen.get("/api/audit", params={"event": "customer", "limit": 1}).json()["entries"][0]
    assert kept["target"] == one
    assert page["customer"]["record_id"] in kept["records"]
    [listed] = chen.get("/api/audit", params={"event": "customers", "limit": 1}).json()["entries"]
    assert page["customer"]["record_id"] in listed["records"]
