"""Small talk is answered as such, and is not taken for a question; a question never is for small talk."""

from __future__ import annotations

import pytest

from assistant.bootstrap import Application
from assistant.courtesy import courtesy
from tests.assistant.company import LI


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("你好", "你好。"),
        ("您好！知客", "你好。"),
        ("Good morning!", "Hello."),
        ("hi", "Hello."),
        ("谢谢！", "不客气。"),
        ("好的，谢谢", "不客气。"),
        ("OK, thanks a lot.", "You are welcome."),
        ("你是谁？", "我是知客"),
        ("你能做什么", "我是知客"),
        ("What can you do?", "I am Zhike"),
    ],
)
def test_small_talk_is_answered_as_such(said: str, answer: str) -> None:
    assert courtesy(said).startswith(answer)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "恒岳的负责人是谁？",
        "你好，恒岳的负责人是谁？",
        "谢谢信寄给了谁",
        "早会是几点",
        "P500 怎么用",
        "Thank you letter to Nordvik",
        "What can you do about E-37?",
        "help desk number",
        "hi " * 20,
    ],
)
def test_a_question_is_none(question: str) -> None:
    assert courtesy(question) == ""


def test_small_talk_names_nobody_is_not_kept_and_the_conversation_goes_on(
    demo_company: Application,
) -> None:
    access, ask = demo_company.access(LI), demo_company.assistant.ask
    first = ask("恒岳电气的客户负责人是谁？", access=access)
    assert first.confidence >= 0.75  # a field is looked up
    thanks = ask("谢谢", access=access, conversation_id=first.conversation_id)
    assert thanks.answered
    assert not (thanks.citations or thanks.experts or thanks.customers)
    assert thanks.conversation_id == first.conversation_id
    after = ask("他们的等级呢？", access=access, conversation_id=first.conversation_id)
    assert "恒岳" in after.standalone_question
    kept = demo_company.history.view(first.conversation_id, access=access)
    assert [turn.question for turn in kept.turns] == [first.question, "他们的等级呢？"]
