"""Which sentences the reader picks, out of real passages of a small store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.cross_encoder import Statement
from assistant.editions import older_editions
from assistant.found import Found
from assistant.reading import CLOSELY, load_reader, statement
from tests.assistant.found import found_in
from tests.assistant.reader import reader

POLICY_2024 = ("质保政策（2024）", "标准产品质保 18 个月，自发货日起算。")
POLICY_2025 = ("质保政策（2025）", "标准产品质保 24 个月，自发货日起算。")


def said(found: Found, count: int = 1) -> list[str]:
    return [quote.text for quote in reader().read(found, sentences=count)]


def test_the_newer_edition_is_read() -> None:
    found = found_in("标准产品质保多久？", POLICY_2024, POLICY_2025)
    assert said(found) == [POLICY_2025[1]]


def test_an_edition_that_is_named_is_not_an_older_one() -> None:
    found = found_in("2024 年的标准产品质保多久？", POLICY_2024, POLICY_2025)
    assert older_editions(found.passages, found.question) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("G10 网关手册", "G20 网关手册"),
        ("周例会纪要 2026-03-02", "周例会纪要 2026-03-09"),
        ("P500 data sheet", "P900 data sheet"),
        ("2026年3月销售纪要", "2026年4月销售纪要"),
    ],
)
def test_another_model_or_meeting_is_no_older_edition(first: str, second: str) -> None:
    found = found_in(
        "工作温度是多少？", (first, "工作温度 0 至 55 度。"), (second, "-40 至 70 度。")
    )
    assert older_editions(found.passages, found.question) == {}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("价格目录 2025", "价格目录 2026"),
        ("2025年价格目录", "2026年价格目录"),
        ("Travel policy v1.9 (draft)", "Travel policy v2.0 (final)"),
        ("二期方案 第一版", "二期方案 第二版"),
    ],
)
def test_a_year_or_a_version_tells_editions_apart(older: str, newer: str) -> None:
    found = found_in(
        "工作温度是多少？", (older, "工作温度 0 至 55 度。"), (newer, "-40 至 70 度。")
    )
    (old,) = older_editions(found.passages, found.question)
    assert [passage.title for passage in found.passages if passage.record_id == old] == [older]


def test_a_sentence_of_the_shape_that_is_asked_comes_before_its_neighbours() -> None:
    found = found_in(
        "交货要几周？",
        ("供货说明", "交货由物流部安排。\n交货需要 6 周。\n交货前会电话通知收货人。"),
    )
    assert said(found) == ["交货需要 6 周。"]


def test_a_date_with_a_word_beside_it_answers_when_only() -> None:
    deal = ("恒岳电气商机", "2026-03-18 机会确认\n2026-04-22 初步接触\n恒岳要求现场培训两次。")
    assert said(found_in("恒岳初步接触时要求什么？", deal), 3) == ["恒岳要求现场培训两次。"]
    assert "2026-04-22 初步接触" in said(found_in("恒岳初步接触是哪天？", deal), 3)


def test_a_whole_sentence_is_read_however_short_beside_its_date() -> None:
    report = ("恒岳电气大事记", "2023年3月，公司上市。")
    assert said(found_in("恒岳电气发生过什么大事？", report)) == [report[1]]


def test_an_answer_has_no_more_full_stops_than_sentences() -> None:
    first = "Line A has speed limits for belts, rollers etc. The speed of line A is 3 m/s."
    notes = f"{first}\nThe speed is 4 m/s on line B.\nThe speed of line C is low."
    quotes = said(found_in("What is the speed limit of line A?", ("Lines", notes)), 3)
    assert quotes[0] == first
    assert len(quotes) == 2


def test_a_sentence_in_the_other_language_answers() -> None:
    found = found_in(
        "How long is the warranty?",
        ("供货说明", "包装由物流部负责。\n质保 24 个月。\n发票随货寄出。"),
    )
    assert said(found) == ["质保 24 个月。"]


def test_a_quote_stands_word_for_word_in_its_passage() -> None:
    found = found_in("标准产品质保多久？", POLICY_2024, POLICY_2025)
    for quote in reader().read(found, sentences=3):
        assert quote.passage.text[quote.start : quote.end] == quote.text


def test_nothing_found_is_nothing_read() -> None:
    assert said(found_in("质保多久？")) == []


@pytest.mark.parametrize("opening", ["刘经理：", "Dear Ms Solheim,", "谐波："])
def test_what_only_opens_a_mail_or_a_list_is_not_quoted(opening: str) -> None:
    found = found_in("刘经理说谐波怎么办？", ("邮件", f"{opening}\n加装输入电抗器。"))
    assert said(found, 3) == ["加装输入电抗器。"]


def test_what_stands_before_says_what_a_sentence_is_about() -> None:
    notes = "冷水机组报价已发。\n交期 6 周。\n大屏报价已发。\n交期 9 周。"
    assert said(found_in("大屏的交期是几周？", ("周报", notes))) == ["交期 9 周。"]


def test_a_quote_tells_among_how_many_it_was_read() -> None:
    found = found_in(
        "质保多久？", ("供货说明", "包装由物流部负责。\n质保 24 个月。\n发票随货寄出。")
    )
    (quote,) = reader().read(found, sentences=1)
    assert quote.among == 3


class Telling:
    """Finds one sentence likely, and remembers what it was asked to read."""

    def __init__(self, likely: str) -> None:
        self._likely = likely
        self.read: list[Statement] = []

    def logits(self, question: str, statements: Sequence[Statement]) -> list[float]:
        self.read += statements
        return [9.0 if one.text == self._likely else -9.0 for one in statements]


MANUAL = (
    "渡轮手册",
    "渡轮票价 38 元。渡轮票价儿童半价。渡轮票价学生八折。渡轮票价每年一月调整。渡轮票价团体另议。渡轮票价由港务局定。",
)


def test_the_best_few_are_read_together_with_the_question_and_the_likeliest_is_first() -> None:
    found, first = found_in("渡轮票价是多少？", MANUAL), Telling("")
    load_reader(first).read(found, sentences=1)
    assert len(first.read) == CLOSELY
    assert {one.above for one in first.read} == {"渡轮手册"}
    likely = first.read[-1].text
    (quote,) = load_reader(Telling(likely)).read(found, sentences=1)
    assert (quote.text, quote.log_odds, quote.rank) == (likely, 9.0, 0)


def test_what_is_no_more_than_skimmed_is_read_with_nothing() -> None:
    telling = Telling("渡轮票价每年一月调整。")
    (quote,) = load_reader(telling).skim(found_in("渡轮票价是多少？", MANUAL), sentences=1)
    assert telling.read == []
    assert quote.log_odds is None


def test_one_sentence_said_twice_takes_one_place() -> None:
    telling = Telling("")
    copy = ("渡轮手册（副本）", MANUAL[1])
    load_reader(telling).read(found_in("渡轮票价是多少？", MANUAL, copy), sentences=3)
    assert len({one.text for one in telling.read}) == CLOSELY


def test_whom_it_is_of_stands_above_a_sentence_that_only_the_tags_say_it_of() -> None:
    asked = found_in(
        "Halden 的渡轮票价是多少？", MANUAL, ("Halden 渡轮手册", MANUAL[1] + "夜航停。")
    )
    tagged = [replace(one, customers=("c1",)) for one in asked.passages]
    other = replace(tagged[0], chunk_id="r9.1.0", record_id="r9", customers=("c2",))
    found = replace(
        asked,
        passages=(*tagged, other),
        sentences=asked.sentences | {"r9.1.0": asked.sentences["r0.1.0"]},
        called={"c1": "Halden"},
    )
    read = [statement(quote, found) for quote in reader().scored(found)]
    assert {one.above for one in read} == {"Halden 渡轮手册", "渡轮手册"}
    assert [one.above for one in read].count("渡轮手册") == 6
