"""What counts as an answer standing in a text."""

import pytest

from eval.matching import contains, contains_all, sentence_count, without_marks


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("验收日期为2026年3月1日。", "2026 年 3 月 1 日"),
        ("Call +1-555-101-2020 at once", "+1 (555) 101 2020"),
        ("The budget is $3,000,000 a year.", "3000000"),
        ("由光荣和ω-force开发", "光荣和ω－ｆｏｒｃｅ"),
        ("她负责恒岳电气的2台设备", "2台"),
        ("Status: WON", "won"),
        ("合同金额3.2万元", "3.2 万元"),
    ],
)
def test_an_answer_is_found_whatever_its_width_case_and_punctuation(text: str, answer: str) -> None:
    assert contains(text, answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("in 2024 there were many", "4"),
        ("12.5 days", "12"),
        ("private office", "IV"),
        ("Leading the field", "Lead"),
        ("some text", ""),
        ("some text", "……"),
        ("", "4"),
    ],
)
def test_a_part_of_a_number_or_word_is_no_answer(text: str, answer: str) -> None:
    assert not contains(text, answer)


def test_every_part_must_stand_in_some_form() -> None:
    text = "A公司交期为6周，B公司为八周。"
    assert contains_all(text, [["6周", "六周"], ["8周", "八周"]])
    assert not contains_all(text, [["6周"], ["9周"]])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One line", 1),
        ("它于2001年成立。注册地在上海。[1][2]", 2),
        ("Acme Inc. was founded in 2001. It sells robots. It grew.", 3),
        ("版本 3.2 已发布。", 1),
        ("他问:“何时?”我们答:明天。", 2),
        ("Mr. J. Smith of Acme Ltd. paid $3.5 million.", 1),
        ("见 http://a.example/?x=1 一页", 1),
    ],
)
def test_sentences_are_counted_by_plain_ends(text: str, count: int) -> None:
    assert sentence_count(text) == count


def test_marks_are_taken_off() -> None:
    assert without_marks("验收在三月。[1][12]") == "验收在三月。"
