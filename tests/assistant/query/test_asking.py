"""The many ways of asking for one number: what each gives, against the rows themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest

from assistant.query.counting import Counting
from assistant.query.execution import QueryRunner
from assistant.query.typed_query import Part, Share, TypedQuery
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.store import Store
from tests.assistant.query.sales import DEALS, TODAY, Deal, made_sales

EVERYONE = Access("", frozenset({"everyone"}))


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Shared, so only to be read."""
    store = made_sales(tmp_path_factory.mktemp("sales"))
    yield store
    store.close()


def rows(store: Store, question: str) -> list[tuple[str, ...]]:
    """The rows of the table, its labels and its number as written plainly."""
    answer = Counting(store, ZoneInfo("UTC")).answer(question, TODAY, access=EVERYONE)
    assert answer is not None, question
    return [
        (*_names(row.cells[:-1]), row.number) if row.number else (row.cells[0],)
        for row in answer.table.rows
    ]


def _names(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one.removesuffix("@acme.example") for one in cells)


def total(is_wanted: Callable[[Deal], bool]) -> str:
    return str(sum(one.amount for one in DEALS if is_wanted(one)))


def is_won(one: Deal) -> bool:
    return one.stage == "赢单"


def is_open(one: Deal) -> bool:
    return not one.closed


WON, OPEN = total(is_won), total(is_open)


@pytest.mark.parametrize(
    ("number", "questions"),
    [
        (WON, ["How much have we won in total?", "What are our won deals worth?", "赢单金额合计多少？", "已经赢单的商机一共多少钱", "赢单总额"]),
        (OPEN, ["total value of open deals", "还没结束的商机总额", "how much is the pipeline worth in total?"]),
        (total(lambda one: is_won(one) and one.closed[:7] == "2026-05"), ["5月赢单金额是多少", "How much did we win in May 2026?"]),
        (total(lambda one: one.region == "华南"), ["华南商机的总金额", "How much are the deals in South China worth?"]),
        (total(lambda one: one.owner == "tom.baker"), ["Tom 名下商机合计金额", "What is the total value of Tom Baker's deals?"]),
        (total(lambda one: one.created[:7] == "2026-05"), ["2026年5月新建商机的总额", "total amount of the deals created in May 2026"]),
    ],
)  # fmt: skip
def test_money_is_summed_however_it_is_asked_for(
    sales: Store, number: str, questions: list[str]
) -> None:
    for question in questions:
        assert rows(sales, question) == [(number,)], question


@pytest.mark.parametrize(
    ("number", "questions"),
    [
        (3, ["How many deals did we win?", "赢了几个商机？", "won deals, how many?", "赢单商机数"]),
        (2, ["5月关闭的商机有多少个", "how many deals were closed in May 2026"]),
        (3, ["how many deals are between 400,000 and 700,000?", "金额在40万到70万之间的商机有几个"]),
        (2, ["2026年5月1日以来没有联系过的客户有多少", "how many customers have had no contact since May 1, 2026?"]),
        (2, ["没有电话的客户有几家", "how many customers have no phone number?"]),
        (3, ["how many different products do the deals have?", "商机一共有几种产品？"]),
        (2, ["有多少家客户有赢单的商机？", "how many different customers have won deals?"]),
    ],
)  # fmt: skip
def test_a_count_is_the_same_however_it_is_asked_for(
    sales: Store, number: int, questions: list[str]
) -> None:
    for question in questions:
        assert rows(sales, question) == [(str(number),)], question


@pytest.mark.parametrize(
    "question",
    [
        "won deals per owner",
        "每个负责人赢了几个商机",
        "Who won how many deals?",
        "各负责人的赢单数",
    ],
)
def test_people_are_told_apart(sales: Store, question: str) -> None:
    won = Counter(one.owner for one in DEALS if is_won(one))
    assert {(label, int(number)) for label, number in rows(sales, question)} == set(won.items())


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("谁赢单金额最高？", [("tom.baker", "1200000")]),
        ("Which product has the most lost deals?", [("扫描仪", "1"), ("控制柜", "1")]),
        ("哪个区域商机金额最大？", [("华南", "2940000")]),
        ("top 2 owners by total deal value", [("min.liu", "2730000"), ("tom.baker", "1725000")]),
        ("最新的商机是哪个", [("乙二",)]),
        ("What is the largest deal Tom has won?", [("甲一", "1200000")]),
        ("金额最大的两个商机", [("乙二", "2000000"), ("甲一", "1200000")]),
        ("which customer have we not contacted for the longest time?", [("K2 公司",)]),
    ],
)
def test_the_first_are_by_what_is_said(
    sales: Store, question: str, wanted: list[tuple[str, ...]]
) -> None:
    assert sorted(rows(sales, question)) == sorted(wanted)


@pytest.mark.parametrize(
    "question",
    ["华东和华南的商机各有多少？", "Are there more deals in East China or in South China?"],
)
def test_what_is_set_side_by_side_is_told_apart(sales: Store, question: str) -> None:
    assert sorted(rows(sales, question)) == [("华东", "3"), ("华南", "3")]


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("What percentage of deals are won?", "37.5"),
        ("赢单商机占比是多少？", "37.5"),
        ("商机赢单率是多少", "60.0"),
        ("What share of Tom's deals are won?", "33.3"),
        ("华南商机金额占总额的比例", "55.8"),
        ("金额大于40万的商机中未关闭的华东占比", "20.0"),
        ("扫描仪商机占K1 公司商机的比例", "66.7"),
    ],
)
def test_a_share_is_of_what_is_said(sales: Store, question: str, percent: str) -> None:
    assert rows(sales, question) == [(percent,)]


def test_a_share_says_its_part_and_its_whole(sales: Store) -> None:
    answer = Counting(sales, ZoneInfo("UTC")).answer(
        "What percentage of deals are won?", TODAY, access=EVERYONE
    )
    assert answer is not None
    assert answer.said[0][0].text == "37.5%: 3 deals (stage: 赢单), of 8 deals."


def test_won_deals_are_of_the_quarter_in_which_they_were_won(sales: Store) -> None:
    assert rows(sales, "won amount by quarter") == [("2026 Q1", "1200000"), ("2026 Q2", "940000")]


@pytest.mark.parametrize(
    "question",
    [
        "how many deals are won and in negotiation at the same stage",
        "which customers have we not contacted?",
        "do we have more deals?",
        "deal growth in May 2026",
        "what share of deals in East China of Tom",
        "what percentage of won deals is from K1 公司",
        "华东商机中K1 公司的占比",
        "K1 公司占华东商机的比例",
        "what percentage of won deals were created in May 2026",
        "赢单商机中2026年5月关闭的占比",
    ],
)
def test_what_is_half_understood_is_not_counted(sales: Store, question: str) -> None:
    answer = Counting(sales, ZoneInfo("UTC")).answer(question, TODAY, access=EVERYONE)
    assert answer is None


@pytest.mark.parametrize(("customer", "percent"), [("K1 公司", 100), ("K2 公司", 0)])
def test_the_part_of_a_share_is_within_its_whole(sales: Store, customer: str, percent: int) -> None:
    query = TypedQuery(
        kinds=("deal",), customers=("K1 公司",), share=Share(part=Part(customers=(customer,)))
    )
    runner = QueryRunner(sales, FieldVocabulary(), ZoneInfo("UTC"))
    result = runner.run(query, access=EVERYONE, today=TODAY)
    assert [one.number for one in result.rows] == [percent]
