"""What a follow-up takes over from the question before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.bootstrap import Application
from assistant.conversations import Conversations
from assistant.focus import asks_for_a_language
from assistant.follow_ups import Turn, says_something_of, standalone
from tests.assistant.company import LI, WANG

BEFORE = "苏州恒岳电气的二期验收是哪天？"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("它谁负责？", [("苏州恒岳电气 它谁负责？", BEFORE)]),
        ("Who owns it?", [("苏州恒岳电气 Who owns it?", BEFORE)]),
        (
            "那质保期呢？",
            [(f"{BEFORE} 那质保期呢？", ""), ("苏州恒岳电气 那质保期呢？", BEFORE)],
        ),
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
    assert [(one.question, one.about) for one in meant if not one.own] == expected
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
    (said, *_) = standalone(question, turn, store=demo_company.store, access=access)
    assert said.question == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (BEFORE, "And in English?", BEFORE),
        (BEFORE, "用英文再说一遍", BEFORE),
        ("P120 的交期是几周？", "那 P500 呢？", "P500 的交期是几周？"),
        ("What is the price of the V30?", "And the V60-L?", "What is the price of the V60-L?"),
        ("恒岳 2026 年 3 月有几次拜访？", "4 月呢？", "恒岳 2026 年 4 月有几次拜访？"),
        ("How many visits in Q1 2026?", "What about Q2?", "How many visits in Q2 2026?"),
        ("2025 年一季度投诉几次？", "那二季度呢？", "2025 年 二季度投诉几次？"),
        ("王强和李静谁负责？", "后者的电话？", "李静的电话？"),
        ("李静和王强谁负责？", "What is the phone of the first one?", "What is the phone of 李静?"),
        (
            "苏州恒岳电气 2025 年 9 月有什么服务？",
            "11 月的拜访谈了什么？",
            "2025 年 11 月的拜访谈了什么？",
        ),
        (BEFORE, "3 个月后开始的项目有哪些？", "3 个月后开始的项目有哪些？"),
    ],
)
def test_times_codes_and_places_in_a_list_carry_over(
    demo_company: Application, before: str, question: str, expected: str
) -> None:
    access = demo_company.access(LI)
    (said, *_) = standalone(question, Turn(before, before), store=demo_company.store, access=access)
    assert said.question == expected


def test_the_customers_of_an_answer_are_in_focus_where_the_question_named_none(
    demo_company: Application,
) -> None:
    turn = Turn("哪个客户最大？", "哪个客户最大？", customers=("苏州恒岳电气",))
    access = demo_company.access(LI)
    (said, *_) = standalone("它的等级？", turn, store=demo_company.store, access=access)
    assert said.question == "苏州恒岳电气 它的等级？"


def test_what_comes_after_a_list_of_customers_is_about_them_where_it_points_back(
    demo_company: Application,
) -> None:
    turn = Turn("今年新签了哪些合同", "今年新签了哪些合同", customers=("苏州恒岳电气", "澜海"))
    access = demo_company.access(LI)
    anew = standalone("哪些合同三个月内到期", turn, store=demo_company.store, access=access)
    assert not any("澜海" in one.question for one in anew)
    (said, *_) = standalone("他们的等级？", turn, store=demo_company.store, access=access)
    assert said.question == "苏州恒岳电气 澜海 他们的等级？"


def test_spaces_without_end_ask_for_no_language() -> None:
    assert asks_for_a_language("and in  English  please ?")
    assert not asks_for_a_language("in english" + " " * 50_000 + "x")


def test_another_topic_takes_nothing_over(demo_company: Application) -> None:
    access = demo_company.access(LI)
    turn = Turn(BEFORE, BEFORE)
    for question in ("王强的邮箱是什么？", "What is 李静 responsible for?"):
        (said,) = standalone(question, turn, store=demo_company.store, access=access)
        assert (said.question, said.about, said.records) == (question, "", ())


def test_what_is_asked_again_must_tell_of_what_was_added() -> None:
    def covered(held: frozenset[str]) -> frozenset[str]:
        return held

    read = ["恒岳二期的终验收日期是 2026-08-31。"]
    assert says_something_of("终验收是哪天", read, covered)
    assert not says_something_of("蛋糕是什么味道", read, covered)
    assert says_something_of("几？", read, covered)
    assert not says_something_of("几？", ["没有数字。"], covered)


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
    (said, *_) = standalone(
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
