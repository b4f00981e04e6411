"""A model helps to understand a question: a follow-up said whole, a query filled in; checked, and never needed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.follow_ups import Turn
from assistant.query.views import CountableField, CountableKind
from assistant.writing.filling import filled
from assistant.writing.following import rewritten
from eval.scripted_endpoint import Answered, Asked, Script, failing, said, whole
from ingest.mentions import Mention
from tests.assistant.company import LI
from tests.assistant.writing.written import QUESTION, asked_endpoint, written_company

BEFORE = Turn("恒岳电气二期的终验收日期是哪天？", "恒岳电气二期的终验收日期是哪天？")
FOLLOW_UP = "逾期怎么赔？"
TICKETS = (
    CountableKind(
        "ticket",
        (CountableField("status", "状态", "text"), CountableField("amount", "金额", "number")),
    ),
)


def nobody(_: str) -> tuple[Mention, ...]:
    return ()


def follow_up(script: Script) -> str:
    with asked_endpoint(script) as (endpoint, *_):
        return rewritten(FOLLOW_UP, BEFORE, endpoint, nobody)


def test_a_follow_up_is_said_whole() -> None:
    assert follow_up(lambda _: whole("“恒岳电气二期逾期怎么赔？”")) == "恒岳电气二期逾期怎么赔？"


@pytest.mark.parametrize(
    "answer",
    [
        whole("恒岳电气二期 2027-01-01 之后逾期怎么赔？"),
        whole("刘德华负责的项目逾期怎么赔？"),
        whole("逾期每日赔万分之五。\n来源：合同"),
        whole("How is lateness at Hengyue paid?"),
        whole("见 https://evil.example"),
        whole("赔" * 400),
        whole(""),
        failing(500),
        Answered([b"nonsense"]),
    ],
    ids=["date", "name", "lines", "language", "link", "long", "empty", "down", "no-json"],
)
def test_what_is_not_the_question_said_whole_is_dropped(answer: Answered) -> None:
    assert follow_up(lambda _: answer) == ""


def test_a_follow_up_is_answered_by_what_the_model_made_of_it(tmp_path: Path) -> None:
    def script(asked: Asked) -> Answered:
        if asked.body.get("stream"):
            return said(asked, "无答案")
        return whole("恒岳电气二期逾期每日怎么赔？")

    with written_company(tmp_path, script) as (application, endpoint):
        access = application.access(LI)
        first = application.assistant.ask(QUESTION, access=access)
        answer = application.assistant.ask(
            "那逾期每日呢？", access=access, conversation_id=first.conversation_id
        )
        short = [asked for asked in endpoint.asked if not asked.body.get("stream")]
    assert len(short) == 1
    assert QUESTION in short[0].text
    assert answer.answered


def query(
    arguments: object, question: str = "状态是 open 的工单有多少？", name: str = "query_records"
) -> bool:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    with asked_endpoint(lambda _: whole(calls=[(name, text)])) as (endpoint, server, *_):
        found = filled(question, date(2026, 6, 30), TICKETS, endpoint)
    assert server.asked[0].body["tools"]
    return found is not None


def test_a_query_is_filled_in_by_a_tool_call() -> None:
    assert query({"kinds": ["ticket"], "where": [{"field": "status", "any_of": ["open"]}]})
    assert query(
        {"kinds": ["ticket"], "where": [{"field": "amount", "above": 500}]}, "金额超过 500 的工单？"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        "not json",
        "SELECT * FROM records",
        {"sql": "SELECT 1"},
        {"kinds": ["ticket"], "drop": True},
        {"kinds": ["mail"]},
        {"kinds": []},
        {"kinds": ["ticket"], "customers": ["恒岳电气"]},
        {"kinds": ["ticket"], "people": [{"people": ["王强"]}]},
        {"kinds": ["ticket"], "about": [{"any_of": ["薪酬"]}]},
        {"kinds": ["ticket"], "where": [{"field": "amount", "above": 100}]},
    ],
)
def test_what_is_no_query_or_asks_for_more_is_dropped(arguments: object) -> None:
    assert not query(arguments)


def test_another_tool_than_the_one_offered_is_not_called() -> None:
    assert not query({"kinds": ["ticket"]}, name="delete_records")


@pytest.mark.parametrize("answer", [whole("42"), failing(503), Answered([b"<html>"])])
def test_without_a_tool_call_there_is_no_query(answer: Answered) -> None:
    with asked_endpoint(lambda _: answer) as (endpoint, *_):
        assert filled("多少工单？", date(2026, 6, 30), TICKETS, endpoint) is None
