"""What may be asked after an answer, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Application
from tests.assistant.api.conftest import browser_of
from tests.assistant.crm_company import LI, QIAN


@pytest.fixture
def asker(dealing_crm: Application) -> Iterator[TestClient]:
    with browser_of(dealing_crm, LI) as client:
        yield client


def ask(client: TestClient, question: str, conversation_id: str | None = None) -> Any:
    body = {"question": question}
    if conversation_id:
        body["conversation_id"] = conversation_id
    return client.post("/api/ask", json=body).json()


def after(client: TestClient, answer: Any) -> list[str]:
    response = client.get(f"/api/answers/{answer['answer_id']}/next")
    assert response.status_code == 200, response.text
    questions: list[str] = response.json()["questions"]
    return questions


def test_each_goes_on_from_the_answer_and_is_answered(asker: TestClient) -> None:
    questions = after(asker, ask(asker, "恒岳电气的客户经理是谁？"))
    assert "恒岳电气有哪些合同？" in questions
    assert len(questions) == 3
    assert all(ask(asker, question)["answered"] for question in questions)


def test_they_are_in_the_language_of_the_question(asker: TestClient) -> None:
    questions = after(asker, ask(asker, "Who owns the account of Nordvik?"))
    assert "Which contracts does Nordvik have?" in questions
    assert all(question.isascii() for question in questions)


def test_what_was_asked_or_told_is_not_offered(asker: TestClient) -> None:
    first = ask(asker, "恒岳电气的客户经理是谁？")
    assert not [one for one in after(asker, first) if "客户经理" in one]
    second = ask(asker, "恒岳电气有哪些合同？", first["conversation_id"])
    offered = after(asker, second)
    assert offered
    assert not {"恒岳电气有哪些合同？", "恒岳电气的客户经理是谁？"} & set(offered)


def test_a_contact_is_asked_about_by_their_own_name(asker: TestClient) -> None:
    offered = after(asker, ask(asker, "恒岳电气的采购总监是谁？"))
    assert "周平的电话是多少？" in offered
    assert not [one for one in offered if "Hengyue" in one]


def test_nothing_goes_on_from_what_was_declined(asker: TestClient) -> None:
    answer = ask(asker, "火星上的重力是多少？")
    assert not answer["answered"]
    assert after(asker, answer) == []


def test_another_s_answer_is_not_there(asker: TestClient, dealing_crm: Application) -> None:
    answer = ask(asker, "恒岳电气的客户经理是谁？")
    other = browser_of(dealing_crm, QIAN)
    missing = other.get("/api/answers/nobody-s/next")
    theirs = other.get(f"/api/answers/{answer['answer_id']}/next")
    assert (theirs.status_code, theirs.text) == (404, missing.text)
