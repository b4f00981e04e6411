"""Typed queries over HTTP: counted as far as the asker may read, and refused where they make no sense."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from assistant.api.query import QueryAnswer
from assistant.bootstrap import Application


def asked(client: TestClient, **query: object) -> QueryAnswer:
    response = client.post("/api/query", json={"query": query, "language": "en"})
    assert response.status_code == 200, response.text
    return TypeAdapter(QueryAnswer).validate_json(response.content)


def test_a_query_is_counted_with_the_records_behind_it(li: TestClient) -> None:
    answer = asked(li, kinds=["account"])
    assert answer.text == "1 customer."
    [row] = answer.table.rows
    [record] = row.records
    assert li.get(f"/api/records/{record.record_id}").json()["title"] == record.title


def test_files_are_counted_by_whoever_may_read_them(li: TestClient, wang: TestClient) -> None:
    assert asked(wang, kinds=["file"]).record_count == 2
    assert asked(li, kinds=["file"]).record_count == 1


def test_a_topic_of_a_hidden_file_counts_nothing(li: TestClient, wang: TestClient) -> None:
    query = {"kinds": ["file"], "about": [{"any_of": ["年薪"]}]}
    assert asked(wang, **query).record_count == 1
    assert asked(li, **query).record_count == 0


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"kinds": []},
        {"kinds": ["secret"]},
        {"kinds": ["account"], "sql": "DROP TABLE records"},
        {"kinds": ["account"], "measure": {"what": "sum"}},
        {"kinds": ["account"], "where": [{"field": "owner"}]},
        {"kinds": ["account"], "where": [{"field": "no such field", "any_of": ["x"]}]},
        {"kinds": ["account"], "group_by": [{"by": "field", "field": "salary"}]},
        {"kinds": ["account"], "customers": ["Nobody Ltd"]},
        {"kinds": ["account"], "people": [{"people": ["nobody at all"]}]},
        {"kinds": ["deal"]},
        {"kinds": ["account"], "where": [{"field": "owner", "above": "1E999999999"}]},
    ],
)
def test_a_query_that_makes_no_sense_is_refused(li: TestClient, query: dict[str, object]) -> None:
    response = li.post("/api/query", json={"query": query})
    assert response.status_code == 422, response.text
    assert response.json()["error"]["code"] in ("invalid", "query")


@pytest.mark.parametrize("test", ['"any_of": ["\\ud800"]', '"contains": "\\ud800"', '"\\ud800": 1'])
def test_half_a_character_is_refused(li: TestClient, test: str) -> None:
    body = '{"query": {"kinds": ["account"], "where": [{"field": "owner", ' + test + "}]}}"
    response = li.post("/api/query", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 422, response.text


def test_it_says_what_can_be_counted_by(li: TestClient, wang: TestClient) -> None:
    [account] = li.get("/api/query/fields", params={"kind": "account"}).json()["kinds"]
    assert {"name": "owner", "label": "owner", "type": "text"} in account["fields"]
    assert li.get("/api/query/fields?kind=deal").json() == {"kinds": []}


def test_a_query_is_kept_in_the_log(chen: TestClient, demo_company: Application) -> None:
    asked(chen, kinds=["account"])
    access = demo_company.access("chen.yu@acme.example")
    [latest] = [
        entry for entry in demo_company.audit_export(access=access) if entry.event == "query"
    ][-1:]
    assert latest.target == ""


def test_an_answer_brings_its_table(li: TestClient) -> None:
    answer = li.post("/api/ask", json={"question": "How many customers do we have?"}).json()
    assert answer["answered"]
    assert answer["confidence"] > 0.9
    assert answer["text"] == "1 customer. [1]"
    assert answer["table"]["query"]["kinds"] == ["account"]
    assert (
        li.post("/api/ask", json={"question": "恒岳电气二期的终验收日期是哪天？"}).json()["table"]
        is None
    )
