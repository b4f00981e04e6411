"""What the words of a question tell: whether colleagues are asked for, which, and who is not meant."""

from __future__ import annotations

import pytest

from assistant.questions import (
    asked_in,
    asked_roles,
    asks_for_people,
    asks_who_did,
    said_to_be_absent,
)


@pytest.mark.parametrize(
    "question",
    [
        "Who visited the fair for us?",
        "谁写了网关的使用指南",
        "岸桥改造是谁带的项目？",
        "Which of us has worked on screw robots?",
        "Who runs the spare parts store?",
    ],
)
def test_whoever_did_a_thing_is_asked_for(question: str) -> None:
    assert asks_who_did(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief executive of Hengyue?",
        "Who has to agree before we quote?",
        "超过三折由谁审批？",
        "When is acceptance?",
        "验收是哪天？",
    ],
)
def test_a_post_a_duty_or_a_date_is_not(question: str) -> None:
    assert not asks_who_did(question)


@pytest.mark.parametrize(
    "question",
    ["报价规则归谁解释？", "新人想学变频器，该跟谁学？", "Who could take over the account?"],
)
def test_who_can_help_asks_for_colleagues(question: str) -> None:
    assert asks_for_people(question)


def test_a_verb_tells_the_role_that_is_asked_for() -> None:
    assert asked_roles("谁写了这份指南？") == {"author"}
    assert asked_roles("Who fixed the sensor?") == {"resolver"}
    assert asked_roles("Who met the tile people?") == {"participant"}
    assert asked_roles("How was the sensor fixed?") == frozenset()


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("如果李静休假，恒岳还有谁熟？", "李静"),
        ("Who could take over if Kevin Wu leaves?", "Kevin Wu"),
        ("除了王磊以外谁懂压装？", "王磊"),
        ("谁懂压装？", ""),
    ],
)
def test_whoever_is_away_is_told_from_the_words(question: str, absent: str) -> None:
    assert said_to_be_absent(question) == absent


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What did we promise 澜海新能源科技有限公司?", "en"),
        ("澜海 and what did they promise?", "en"),
        ("Kestrel 的合同 what about it", "zh"),
        ("恒岳电气 E-37", "zh"),
        ("E-37 reset", "en"),
    ],
)
def test_a_question_is_in_the_language_that_it_asks_in(question: str, language: str) -> None:
    assert asked_in(question) == language
