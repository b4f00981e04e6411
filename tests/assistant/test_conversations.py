"""What a follow-up takes over from the question before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.bootstrap import Application
from assistant.conversations import Conversations, Turn, standalone
from tests.assistant.company import LI, WANG

BEFORE = "苏州恒岳电气的二期验收是哪天？"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("它谁负责？", [("苏州恒岳电气 它谁负责？", BEFORE)]),
        ("Who owns it?", [("苏州恒岳电气 Who owns it?", BEFORE)]),
        ("那质保期呢？", [(f"{BEFORE} 那质保期呢？", "")]),
        ("年假有几天？", [("年假有几天？", ""), ("苏州恒岳电气 年假有几天？", BEFORE)]),
        ("苏州恒岳电气谁负责？", [("苏州恒岳电气谁负责？", "")]),
        ("那家公司的等级？", [("苏州恒岳电气 那家公司的等级？", BEFORE)]),
        (
            "其他客户的账期？",
            [("其他客户的账期？", ""), ("苏州恒岳电气 其他客户的账期？", BEFORE)],
        ),
        (
            "应该找谁审批折扣？",
            [("应该找谁审批折扣？", ""), ("苏州恒岳电气 应该找谁审批折扣？", BEFORE)],
        ),
        (
            "Is there a bonus?",
            [("苏州恒岳电气 Is there a bonus?", BEFORE), ("Is there a bonus?", "")],
        ),
    ],
)
def test_what_points_back_carries_over_and_what_names_nobody_may(
    demo_company: Application, question: str, expected: list[tuple[str, str]]
) -> None:
    access = demo_company.access(LI)
    turn = Turn(BEFORE, BEFORE)
    meant = standalone(question, turn, store=demo_company.store, access=access)
    assert [(one.question, one.about) for one in meant] == expected
    alone = standalone(question, None, store=demo_company.store, access=access)
    assert [one.text for one in alone] == [question]


WHO = "苏州恒岳电气谁负责？"


@pytest.mark.parametrize(
    ("question", "people", "expected"),
    [
        ("她的电话是多少？", ("李静",), "李静 她的电话是多少？"),
        ("那他的部门呢？", ("李静",), "李静 那他的部门呢？"),
        ("What is her phone number?", ("李静",), "李静 What is her phone number?"),
        ("她的电话是多少？", ("李静", "王强"), "李静 她的电话是多少？"),
        ("What is their tier?", ("李静",), "苏州恒岳电气 李静 What is their tier?"),
        ("他们的账期是多少？", (), "苏州恒岳电气 他们的账期是多少？"),
        ("它的账期是多少？", ("李静",), "苏州恒岳电气 它的账期是多少？"),
        ("她的电话是多少？", (), "苏州恒岳电气 她的电话是多少？"),
        ("王强的电话是多少？", ("李静",), "王强的电话是多少？"),
    ],
)
def test_a_pronoun_may_mean_whom_the_answer_named(
    demo_company: Application, question: str, people: tuple[str, ...], expected: str
) -> None:
    turn = Turn(WHO, WHO, people)
    access = demo_company.access(LI)
    (said,) = standalone(question, turn, store=demo_company.store, access=access)
    assert said.question == expected


def test_a_person_in_the_question_comes_before_those_of_its_answer(
    demo_company: Application,
) -> None:
    turn = Turn("王强归谁管？", "王强归谁管？", ("李静",))
    (said,) = standalone(
        "他的电话？", turn, store=demo_company.store, access=demo_company.access(LI)
    )
    assert said.question == "王强 他的电话？"


def test_of_several_people_none_is_meant_where_nobody_asked_who(demo_company: Application) -> None:
    turn = Turn(BEFORE, BEFORE, ("李静", "王强"))
    (said,) = standalone(
        "她的电话？", turn, store=demo_company.store, access=demo_company.access(LI)
    )
    assert said.question == "苏州恒岳电气 她的电话？"


def test_whom_an_answer_named_is_kept_for_those_who_may_read_it(demo_company: Application) -> None:
    access = demo_company.access(LI)
    first = demo_company.assistant.ask(WHO, access=access)
    assert first.answered
    then = demo_company.assistant.ask(
        "她的邮箱是什么？", access=access, conversation_id=first.conversation_id
    )
    assert then.standalone_question == "李静 她的邮箱是什么？"


def test_whom_an_answer_named_goes_with_a_record_no_longer_readable(
    demo_company: Application,
) -> None:
    wang = demo_company.access(WANG)
    told = demo_company.assistant.ask("王强的年薪是多少？", access=wang)
    assert told.answered
    latest = Conversations(demo_company.store).latest
    assert latest(told.conversation_id, access=wang).people == ("王强",)
    moved = replace(wang, tokens=wang.tokens - {"dept:人力资源部"})
    assert latest(told.conversation_id, access=moved).people == ()


def test_a_rewritten_question_goes_with_the_records_its_words_came_from(
    demo_company: Application,
) -> None:
    wang = demo_company.access(WANG)
    ask = demo_company.assistant.ask
    told = ask("王强的年薪是多少？", access=wang)
    then = ask("他的电话是多少？", access=wang, conversation_id=told.conversation_id)
    assert then.standalone_question == "王强 他的电话是多少？"
    latest = Conversations(demo_company.store).latest
    assert latest(told.conversation_id, access=wang).standalone_question.startswith("王强")
    moved = replace(wang, tokens=wang.tokens - {"dept:人力资源部"})
    left = latest(told.conversation_id, access=moved)
    assert left == Turn("他的电话是多少？", "他的电话是多少？")


def test_a_long_conversation_carries_no_more_than_its_end(demo_company: Application) -> None:
    access = demo_company.access(LI)
    answer = demo_company.assistant.ask(BEFORE, access=access)
    for _ in range(12):
        answer = demo_company.assistant.ask(
            "它的等级是多少？", access=access, conversation_id=answer.conversation_id
        )
    assert answer.standalone_question.count("恒岳电气") < 30
    assert len(answer.standalone_question) < 400
