"""Search, experts, customers, people and records over HTTP, each as far as the asker may see."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.assistant.company import FACT, LI, SECRET


def test_search_finds_the_passage(li: TestClient) -> None:
    passages = li.get("/api/search", params={"q": "终验收日期", "limit": 3}).json()["passages"]
    assert FACT in passages[0]["text"]
    assert len(passages) <= 3


def test_search_shows_nobody_what_they_may_not_read(li: TestClient, wang: TestClient) -> None:
    assert SECRET in wang.get("/api/search?q=年薪调整").text
    assert "年薪" not in li.get("/api/search?q=年薪调整").text


def test_search_narrows_by_what_the_address_says(li: TestClient) -> None:
    def kinds(query: str) -> set[str]:
        return {passage["kind"] for passage in li.get(f"/api/search?{query}").json()["passages"]}

    assert {"file", "account"} <= kinds("q=恒岳")
    assert kinds("q=恒岳&kind=account") == {"account"}
    assert kinds("q=恒岳&kind=mail&kind=account") == {"account"}
    assert kinds("q=恒岳&since=2026-01-01") == set()
    assert kinds("q=恒岳&customer=nobody") == set()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=x&limit=0",
        "q=x&limit=1000",
        "q=x&kind=secret",
        "q=x&since=20260101",
        "q=x&until=2026-13-01",
        "q=x&since=2026-06-30T09:00:00",
    ],
)
def test_a_search_that_makes_no_sense_is_refused(li: TestClient, query: str) -> None:
    response = li.get(f"/api/search?{query}")
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid"


def customer_id(client: TestClient) -> str:
    passages = client.get("/api/search?q=恒岳&kind=account").json()["passages"]
    return str(passages[0]["customers"][0])


def test_experts_come_with_reasons_that_can_be_opened(li: TestClient) -> None:
    for query in ("q=恒岳电气", f"customer={customer_id(li)}"):
        first = li.get(f"/api/experts?{query}").json()["experts"][0]
        assert first["person"]["email"] == LI
        linked = first["reasons"][0]["records"][0]["record_id"]
        assert li.get(f"/api/records/{linked}").status_code == 200


def test_experts_on_nothing_at_all_are_refused(li: TestClient) -> None:
    response = li.get("/api/experts")
    assert response.status_code == 422
    assert "topic" in response.json()["error"]["message"]


def test_a_customer_is_shown(li: TestClient) -> None:
    customer = li.get(f"/api/customers/{customer_id(li)}").json()
    assert customer["name"] == "苏州恒岳电气股份有限公司"
    assert customer["timeline"][0]["kind"] == "account"


def test_a_person_is_shown(li: TestClient) -> None:
    mine = li.get("/api/me").json()["person"]
    person = li.get(f"/api/people/{mine['id']}").json()
    assert person["person"] == mine
    assert person["active"] is True


def test_a_record_another_may_not_read_is_not_there(li: TestClient, wang: TestClient) -> None:
    passages = wang.get("/api/search?q=年薪调整").json()["passages"]
    hidden = next(passage for passage in passages if SECRET in passage["text"])["record_id"]
    assert wang.get(f"/api/records/{hidden}").status_code == 200
    refused = li.get(f"/api/records/{hidden}")
    absent = li.get("/api/records/aaaaaaaaaaaaaaaaaaaaaaaaaa")
    assert refused.status_code == absent.status_code == 404
    assert refused.json() == absent.json()


@pytest.mark.parametrize(
    "path",
    [
        "records/x",
        "records/x?version=7",
        "customers/x",
        "people/x",
        "customers/%27%20or%201=1",
        "no",
    ],
)
def test_what_is_not_there_is_not_found(li: TestClient, path: str) -> None:
    response = li.get(f"/api/{path}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_a_version_is_a_positive_number(li: TestClient) -> None:
    for version in ("0", "-1", "one", "9" * 30):
        assert li.get(f"/api/records/x?version={version}").status_code in {404, 422}


def test_feedback_is_taken_from_the_asker_of_the_answer(li: TestClient, wang: TestClient) -> None:
    answer = li.post("/api/ask", json={"question": "终验收日期是哪天？"}).json()
    body = {"answer_id": answer["answer_id"], "useful": True, "comment": "正是"}
    assert li.post("/api/feedback", json=body).status_code == 204
    assert wang.post("/api/feedback", json=body).status_code == 404
    assert li.post("/api/feedback", json=body | {"comment": "x" * 2001}).status_code == 413
    assert li.post("/api/feedback", json={"useful": True}).status_code == 422


def test_the_reference_names_every_route_and_loads_nothing(nobody: TestClient) -> None:
    page = nobody.get("/docs").text
    for path in nobody.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://127.0.0.1", "")
