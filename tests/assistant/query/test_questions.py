"""Questions for numbers in both languages: what they are read as, what they give, and what is declined."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.query.counting import Counted, Counting
from assistant.query.typed_query import Condition, Measure, TypedQuery
from ingest.access import Access
from ingest.store import Store
from tests.assistant.query.office import ANYBODY, LI, SALES, SUN, TODAY, access_of
from tests.assistant.query.small_stores import (
    store_with_a_hidden_stage,
    store_with_products,
    store_with_two_currencies,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def counted(
    store: Store, question: str, *, who: str = LI, tokens: frozenset[str] = SALES
) -> Counted | None:
    return Counting(store, SHANGHAI).answer(question, TODAY, access=access_of(store, who, tokens))


def said_of(store: Store, query: TypedQuery) -> Counted:
    """What a query gives, in Chinese."""
    return Counting(store, SHANGHAI).run(query, TODAY, "zh", access=access_of(store, LI, SALES))


def numbers(
    store: Store, question: str, *, tokens: frozenset[str] = SALES
) -> list[tuple[str, ...]]:
    """The rows of the table."""
    answer = counted(store, question, tokens=tokens)
    assert answer is not None, question
    return [row.cells for row in answer.table.rows]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("我们有多少客户？", [("3",)]),
        ("How many customers do we have?", [("3",)]),
        ("我名下有几个客户", [("2",)]),
        ("how many customers are in East China", [("2",)]),
        ("不在华东的客户有几家", [("1",)]),
        ("B 级客户有多少", [("2",)]),
        ("how many tier A customers are there", [("1",)]),
        ("李静负责的客户有几个", [("2",)]),
        (f"{LI} 负责多少客户", [("2",)]),
        ("how many tickets are assigned to Grace Sun", [("4",)]),
        ("how many customers does Grace Sun own", [("1",)]),
        ("2025 年新增了多少客户", [("1",)]),
        ("How many deals are in negotiation?", [("3",)]),
        ("恒岳电气有几个商机", [("2",)]),
        ("number of tickets opened in Q1 2026", [("3",)]),
        ("一季度有多少个工单", [("3",)]),
        ("how many tickets were closed in May", [("1",)]),
        ("未关闭的工单有几个", [("2",)]),
        ("how many high priority tickets are open", [("1",)]),
        ("有多少家客户有未关闭的工单", [("2",)]),
        ("how many customers have open tickets", [("2",)]),
        ("上周拜访了几次", [("2",)]),
        ("上周登门拜访几回？", [("2",)]),
        ("how many visits in the last 60 days", [("3",)]),
        ("提到过热的工单有几个", [("1",)]),
        ("how many tickets about overheating", [("1",)]),
        ("金额超过 50 万的商机有几个", [("2",)]),
        ("how many deals over 1 million", [("1",)]),
        ("超过 5 万元的商机有几个", [("3",)]),
        ("最近半个月有几次拜访", [("2",)]),
        ("最近拜访了几次", [("3",)]),
        ("how many visits were there lately", [("3",)]),
        ("how many tasks are due by the end of July", [("2",)]),
        ("7 月 15 日之前到期的任务有几个", [("2",)]),
        ("6 月底之前签约的商机有几个", [("3",)]),
        ("how many deals above 50,000 EUR", [("1",)]),
        ("超过 5 万美元的商机有几个", []),
    ],
)
def test_a_count_is_exact(office: Store, question: str, rows: list[tuple[str, ...]]) -> None:
    assert numbers(office, question) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("各阶段商机数量", [("商务谈判", "3"), ("方案确认", "1")]),
        ("deals by stage", [("商务谈判", "3"), ("方案确认", "1")]),
        ("客户按区域分布", [("华东", "2"), ("海外", "1")]),
        ("number of tickets per customer", [("恒岳电气", "2"), ("Nordvik Packaging", "1"), ("澜海新能源", "1")]),
        (
            "how many tickets by month",
            [("2026-02", "1"), ("2026-03", "2"), ("2026-04", "0"), ("2026-05", "1")],
        ),
        ("number of deals by month of expected close", [("2026-05", "1"), ("2026-06", "2"), ("2026-07", "1")]),
        ("按预计签约月份统计商机", [("2026-05", "1"), ("2026-06", "2"), ("2026-07", "1")]),
        ("每季度的工单数", [("2026 Q1", "3"), ("2026 Q2", "1")]),
        ("各负责人的商机数量", [("李静", "3"), ("Grace Sun", "1")]),
        ("谁的商机最多", [("李静", "3")]),
        ("which customer has the most tickets", [("恒岳电气", "2")]),
        ("各区域的工单数量", [("华东", "3"), ("海外", "1")]),
        (
            "total value of deals in negotiation by owner",
            [("李静", "2,000,000 CNY"), ("Grace Sun", "58,000 EUR")],
        ),
        ("商机总额", [("2,300,000 CNY",), ("58,000 EUR",)]),
        ("合计商机金额，按客户", [("恒岳电气", "1,500,000.5 CNY"), ("澜海新能源", "799,999.5 CNY"), ("Nordvik Packaging", "58,000 EUR")]),
        ("average deal size in CNY by stage", [("商务谈判", "1,000,000 CNY"), ("方案确认", "300,000 CNY")]),
        ("top 2 customers by deal amount", [("恒岳电气", "1,500,000.5 CNY"), ("澜海新能源", "799,999.5 CNY")]),
        ("客户平均账期天数", [("45",)]),
        ("average resolution time of closed tickets", [("4 days",)]),
        ("工单的平均处理时长", [("4 天",)]),
        ("average ticket age", [("51 days",)]),
    ],
)  # fmt: skip
def test_numbers_are_told_apart(office: Store, question: str, rows: list[tuple[str, ...]]) -> None:
    assert numbers(office, question) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("我们去过恒岳电气多少次", [("3",)]),
        ("今年跑了恒岳电气几趟", [("2",)]),
        ("上周跑了多少趟客户", [("2",)]),
        ("跟恒岳电气打过几次交道", [("3",)]),
        ("恒岳电气联系过几回", [("3",)]),
        ("How often have we visited 恒岳电气 this year?", [("2",)]),
        ("how many times did we go to see 恒岳电气", [("3",)]),
        ("how many visits did we pay to Nordvik Packaging", []),
        ("恒岳电气报过多少次修", [("2",)]),
        ("今年一共接了多少张工单", [("4",)]),
        ("目前有几张工单没关", [("2",)]),
        ("恒岳电气提过多少工单", [("2",)]),
        ("how many tickets did Nordvik Packaging raise", [("1",)]),
        ("how many support cases came in last quarter", [("3",)]),
        ("how many tickets did Nordvik Packaging open in 2026", [("1",)]),
        ("how many tickets do we have open", [("2",)]),
        ("今年以来去恒岳电气拜访的次数", [("2",)]),
        ("今年新开的工单有几个", [("4",)]),
        ("how many times did we visit our customer 恒岳电气", [("3",)]),
    ],
)
def test_a_verb_speaks_of_the_records_that_it_makes(
    office: Store, question: str, rows: list[tuple[str, ...]]
) -> None:
    assert numbers(office, question) == rows


@pytest.mark.parametrize(
    "question",
    [
        "去恒岳电气怎么走",
        "how do I go to Nordvik Packaging",
        "这份文件有多少次修改",
        "恒岳电气要开什么会",
        "how many times has 恒岳电气 visited us",
    ],
)
def test_such_a_verb_counts_nothing_where_nobody_asks_how_often_or_others_come_to_us(
    office: Store, question: str
) -> None:
    assert counted(office, question) is None


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("恒岳电气和澜海新能源谁的商机大", [("恒岳电气", "1,200,000.5 CNY"), ("澜海新能源", "799,999.5 CNY")]),
        (
            "who has the bigger deal, 恒岳电气 or 澜海新能源?",
            [("恒岳电气", "1,200,000.5 CNY"), ("澜海新能源", "799,999.5 CNY")],
        ),
        ("恒岳电气和澜海新能源谁的商机多", [("恒岳电气", "2"), ("澜海新能源", "1")]),
    ],
)  # fmt: skip
def test_larger_compares_amounts_and_more_numbers(
    office: Store, question: str, rows: list[tuple[str, ...]]
) -> None:
    assert numbers(office, question) == rows


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("which deals close this month?", ["Case packer", "局放监测"]),
        ("下个月预计签约的商机有哪些", ["开关柜产线"]),
        ("open tickets of Nordvik Packaging", ["Late delivery of spare parts"]),
        ("逾期的任务有哪些", ["补交资料"]),
        ("list the overdue tasks", ["补交资料"]),
        ("my open tasks", ["补交资料"]),
        ("金额最大的商机", ["开关柜产线"]),
        ("the 2 largest deals", ["开关柜产线", "电芯检测"]),
    ],
)
def test_a_list_names_its_records(office: Store, question: str, titles: list[str]) -> None:
    assert [cells[0] for cells in numbers(office, question)] == titles


def test_the_filter_is_said_in_words(office: Store) -> None:
    answer = counted(
        office, "how many complaints about delivery last quarter in East China, by customer"
    )
    assert answer is not None
    caption = answer.table.caption
    assert "customer's region: 华东" in caption
    assert "Q1 2026" in caption
    assert "“delivery”" in caption and "“交付”" in caption
    assert [row.cells for row in answer.table.rows] == [("恒岳电气", "2")]
    assert answer.said[0][0].text.startswith("2 tickets")


@pytest.mark.parametrize(
    "question",
    [
        "which customers in East China complained about delivery last quarter",
        "上季度华东哪些客户抱怨过？",
    ],
)
def test_to_complain_is_counted_like_a_complaint(office: Store, question: str) -> None:
    assert [row[0] for row in numbers(office, question)] == ["恒岳电气"]


def test_two_groupings_are_summed_up_by_their_largest(office: Store) -> None:
    answer = counted(office, "how many tickets in each month by customer")
    assert answer is not None
    told = answer.said[1][0].text.removeprefix("By opened on (month) and customer: ")
    numbers = [int(row.number) for row in answer.table.rows]
    assert len(numbers) > 3
    assert f"({max(numbers)})" in told.split(", ")[0]
    assert told.endswith(f", and {len(numbers) - 3} more.")


def test_many_kinds_are_records_first(office: Store) -> None:
    query = TypedQuery(kinds=("ticket", "visit", "deal"), measure=Measure(what="count"))
    answer = said_of(office, query)
    assert answer.table.caption == "工单、拜访、商机"
    assert re.fullmatch(r"共 \d+ 条记录（工单、拜访、商机）。", answer.said[0][0].text)


def test_values_that_are_left_out_are_listed(office: Store) -> None:
    left_out = Condition(field="status", none_of=("closed", "done", "已关闭"))
    query = TypedQuery(kinds=("ticket",), measure=Measure(what="count"), where=(left_out,))
    assert said_of(office, query).table.caption == "工单（状态不是closed、done或已关闭）"


def test_amounts_in_another_currency_are_said_not_to_be_ranked(office: Store) -> None:
    answer = counted(office, "the 2 largest deals")
    assert answer is not None
    assert answer.said[-1][0].text == "What is in other units (EUR) is not ranked with these."


def test_the_commonest_currency_is_ranked(tmp_path: Path) -> None:
    store = store_with_two_currencies(tmp_path)
    try:
        answer = Counting(store, SHANGHAI).answer(
            "金额最大的商机", TODAY, access=Access("", frozenset({"everyone"}))
        )
        assert answer is not None
        assert [row.cells for row in answer.table.rows] == [("D2", "900 CNY")]
    finally:
        store.close()


def test_in_chinese_as_in_english(office: Store) -> None:
    assert numbers(office, "上季度华东有多少个关于交付的投诉，按客户") == [("恒岳电气", "2")]


def test_every_sentence_quotes_the_records_behind_it(office: Store) -> None:
    answer = counted(office, "how many deals are in negotiation by owner")
    assert answer is not None
    for sentence, citations in answer.said:
        assert sentence.supported
        assert sentence.citations == tuple(citation.number for citation in citations)
        assert citations
        assert {citation.quote.partition(": ")[2] for citation in citations} <= {
            "商务谈判",
            LI,
            SUN,
        }
    assert {record.record_id for row in answer.table.rows for record in row.records} == set(
        answer.record_ids
    )


def test_none_is_an_answer_where_the_question_is_understood(office: Store) -> None:
    answer = counted(office, "how many tickets were opened in 2023")
    assert answer is not None
    assert answer.said[0][0].text == "0 tickets (opened on: 2023): none among what you may read."
    assert answer.record_ids == ()


@pytest.mark.parametrize(
    "question",
    [
        "恒岳电气二期的终验收日期是哪天？",
        "Why did customers complain last quarter?",
        "为什么上季度投诉这么多？",
        "how many profitable deals do we have",
        "有多少客户下单了",
        "how many contracts do we have",  # none is held
        "how many deals were created last month",  # their date is when they may close
        "How many employees work on the Nordvik account?",
        "deal growth by month",
        "谁最了解恒岳电气",
        "how many customers of Zeta Robotics are there",
        "多少客户和商机",
        "她电话是多少",
        "电话是多少",
        "how many deals does he own",
        "which customers have more than 3 deals",
        "商机超过 3 个的客户有哪些",
        "有多少商机超过 30 天",
        "list the tasks that are not overdue",
        "有多少关于和的工单",
        "how many tickets about and",
        "有多少工单" + "关于交付，" * 11,
        "商机有多少" + "商务谈判的" * 25,
        "how many deals over " + "9" * 60,
        "how many deals of " + "1" * 200_000 + " or more",
        "有多少个工单" + "".join(chr(0x4E00 + at) for at in range(20_000)),
    ],
)
def test_what_is_not_understood_whole_is_not_counted(office: Store, question: str) -> None:
    assert counted(office, question) is None


def test_two_askers_get_their_own_numbers(office: Store) -> None:
    question = "商务谈判的商机有几个"
    assert numbers(office, question) == [("3",)]
    assert numbers(office, question, tokens=ANYBODY) == [("2",)]
    assert numbers(office, "商机总额", tokens=ANYBODY) == [
        ("1,500,000.5 CNY",),
        ("58,000 EUR",),
    ]


def test_a_value_of_a_hidden_record_is_no_word_of_the_grammar(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = store_with_a_hidden_stage(tmp_path_factory.mktemp("hidden"))
    try:
        seen = Access("", frozenset({"everyone", "dept:board"}))
        unseen = Access("", frozenset({"everyone"}))
        counting = Counting(store, SHANGHAI)
        question = "how many deals in due diligence"
        answer = counting.answer(question, TODAY, access=seen)
        assert answer is not None and answer.record_ids
        assert counting.answer(question, TODAY, access=unseen) is None
    finally:
        store.close()


@pytest.mark.parametrize("hidden", [0, 1, 250])
def test_what_hidden_records_hold_changes_nothing(tmp_path: Path, hidden: int) -> None:
    store = store_with_products(tmp_path, hidden)
    try:
        answer = Counting(store, SHANGHAI).answer(
            "有多少视觉商机", TODAY, access=Access("", frozenset({"everyone"}))
        )
        assert answer is not None and len(answer.record_ids) == 1
    finally:
        store.close()
