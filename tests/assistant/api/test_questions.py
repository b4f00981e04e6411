"""Asking over HTTP: whole, streamed, refused."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import ClientDisconnect
from starlette.types import Message

from assistant.api.app import create_app
from assistant.bootstrap import Application
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import FACT, LI, SECRET
from tests.waiting import wait_until

QUESTION = "恒岳电气二期的终验收日期是哪天？"
STREAM = {"Accept": "text/event-stream"}


def events(body: str) -> list[tuple[str, dict[str, Any]]]:
    frames = [frame.split("\n") for frame in body.strip().split("\n\n")]
    return [
        (name.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for name, data in frames
    ]


def test_an_answer_cites_the_words_it_quotes(li: TestClient) -> None:
    answer = li.post("/api/ask", json={"question": QUESTION}).json()
    assert answer["answered"] is True
    assert answer["language"] == "zh"
    citation = answer["citations"][0]
    assert citation["quote"] == FACT
    record = li.get(
        f"/api/records/{citation['record_id']}", params={"version": citation["version"]}
    ).json()
    assert record["text"][citation["start"] : citation["end"]] == FACT


def test_a_stream_ends_in_the_answer_it_was_made_of(li: TestClient) -> None:
    response = li.post("/api/ask", json={"question": QUESTION}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    names = [name for name, _ in told]
    assert names[-1] == "done"
    assert set(names) == {"sentence", "experts", "done"}
    answer = told[-1][1]["answer"]
    sentences = [data["sentence"] for name, data in told if name == "sentence"]
    assert sentences == answer["sentences"]
    cited = [
        citation for name, data in told if name == "sentence" for citation in data["citations"]
    ]
    assert cited == answer["citations"]
    assert [data["experts"] for name, data in told if name == "experts"] == [answer["experts"]]


def test_an_answer_whose_reader_is_gone_is_kept_all_the_same(
    demo_company: Application,
) -> None:
    """The line goes dead after the first sentence: the page finds the whole answer in the conversation."""
    client = browser_of(demo_company, LI)
    question = f"{QUESTION}断线"
    before = {one["id"] for one in client.get("/api/conversations").json()["conversations"]}
    headers = {
        **client.headers,
        "accept": STREAM["Accept"],
        "content-type": "application/json",
        "cookie": f"zhike_session={client.cookies['zhike_session']}",
        "host": "127.0.0.1:8321",
    }
    body = json.dumps({"question": question}).encode()
    sent = hang_up_at_the_first_frame(create_app(demo_company), headers, body)
    assert sent[0]["status"] == 200

    def kept() -> list[Any]:
        listed = client.get("/api/conversations").json()["conversations"]
        return [one for one in listed if one["id"] not in before and one["title"] == question]

    wait_until(lambda: bool(kept()))
    [turn] = client.get(f"/api/conversations/{kept()[0]['id']}").json()["turns"]
    assert FACT in [sentence["text"] for sentence in turn["sentences"]]


def hang_up_at_the_first_frame(app: FastAPI, headers: dict[str, str], body: bytes) -> list[Message]:
    """Ask over ASGI as a server does whose client is gone once it has a part of the answer."""
    sent: list[Message] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/ask",
        "raw_path": b"/api/ask",
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8321),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            raise OSError("the line went dead")

    # In a thread of its own: this one may have a browser's loop.
    with start_blocking_portal() as portal, suppress(ClientDisconnect, ExceptionGroup):
        portal.call(app, scope, receive, send)
    return sent


def test_a_stream_that_fails_says_so_in_an_event(li: TestClient) -> None:
    body = {"question": QUESTION, "conversation_id": "of somebody else"}
    told = events(li.post("/api/ask", json=body, headers=STREAM).text)
    assert [name for name, _ in told] == ["error"]
    assert told[0][1]["error"]["code"] == "not_found"


def test_a_conversation_goes_on(li: TestClient) -> None:
    first = li.post("/api/ask", json={"question": QUESTION}).json()
    body = {"question": "逾期呢？", "conversation_id": first["conversation_id"]}
    second = li.post("/api/ask", json=body).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert second["answer_id"] != first["answer_id"]


def test_a_conversation_is_its_askers_own(li: TestClient, wang: TestClient) -> None:
    first = li.post("/api/ask", json={"question": QUESTION}).json()
    body = {"question": "逾期呢？", "conversation_id": first["conversation_id"]}
    assert wang.post("/api/ask", json=body).status_code == 404


def test_what_is_for_human_resources_reaches_nobody_else(li: TestClient, wang: TestClient) -> None:
    for headers in ({}, STREAM):
        body = {"question": "王强的年薪调整为多少？"}
        assert "486,000" in wang.post("/api/ask", json=body, headers=headers).text
        assert "486,000" not in li.post("/api/ask", json=body, headers=headers).text


def test_a_filter_narrows_strictly(li: TestClient) -> None:
    body = {"question": QUESTION, "filters": {"kinds": ["mail"]}}
    answer = li.post("/api/ask", json=body).json()
    assert answer["answered"] is False
    assert answer["citations"] == []


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "question"),
        ({"question": ""}, 422, "question"),
        ({"question": " \u3000\n"}, 422, "question"),
        ({"question": None}, 422, "question"),
        ({"question": ["x"]}, 422, "question"),
        ({"question": "x", "as": "wang"}, 422, "as"),
        ({"question": "x", "filters": {"kinds": ["secret"]}}, 422, "filters.kinds"),
        ({"question": "x", "filters": {"since": "yesterday"}}, 422, "2026-06-30"),
        ({"question": "x", "filters": {"since": "2026-06-30T09:00:00"}}, 422, "filters.since"),
        ({"question": "问" * 2001}, 413, "2000"),
        ({"question": "问" * 40_000}, 413, "65536 bytes"),
        ([], 422, "JSON object"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_in_words(
    li: TestClient, body: object, status: int, said: str
) -> None:
    response = li.post("/api/ask", json=body)
    assert response.status_code == status
    assert said in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "question", ["问" * 2000, "?", "\x00", "<script>", "' OR 1=1", "👩‍👩‍👧‍👦", "\ud800"]
)
def test_an_odd_question_is_answered(li: TestClient, question: str) -> None:
    content = json.dumps({"question": question})
    response = li.post("/api/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 422}
    assert "answered" in response.text or "error" in response.text


def test_the_log_never_holds_the_question(li: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="assistant"):
        li.post("/api/ask", json={"question": QUESTION})
        li.post("/api/ask", json={"question": QUESTION}, headers=STREAM)
    lines = [record.getMessage() for record in caplog.records]
    assert sum(f"asked: {len(QUESTION)} characters" in line for line in lines) == 2
    assert not any("恒岳" in line or SECRET in line for line in lines)
