"""What a question asks for, and what looks like its answer."""

from __future__ import annotations

import pytest

from assistant.expectations import expected
from ingest.segmentation import terms


def shaped(question: str, text: str) -> float:
    return expected(question).shaped(text, said=frozenset(terms(text)))


@pytest.mark.parametrize(
    ("question", "answer", "no_answer"),
    [
        ("质保多久？", "质保期 24 个月。", "质保由乙方承担。"),
        ("How long is the warranty?", "It runs for 18 months.", "It is given by the supplier."),
        ("验收是哪天？", "终验收定在 8 月 31 日。", "终验收由客户主持。"),
        ("When is the acceptance?", "On 9 March 2026.", "The customer leads it."),
        ("P500 多少钱？", "单价 6500 元。", "价格见目录。"),
        ("What does it cost?", "It costs EUR 1,040.", "It is listed in the catalogue."),
        ("误检率是多少？", "误检率降到 1.2%。", "误检率降低了。"),
        ("How many presses were measured?", "Eight of 24 presses.", "They were measured."),
        ("为什么停机？", "因为风扇堵塞。", "停机两次。"),
        ("What is the case number?", "It runs under HZ-2025-0711.", "It is open."),
        ("哪家公司供的货？", "由宁波某某气动公司供货。", "货已经到了。"),
        ("合同纠纷去哪里仲裁？", "纠纷提交市仲裁所，开庭在城南区。", "纠纷应当仲裁。"),
        ("Where is the plant?", "It stands near Bergen.", "It runs day and night."),
        ("项目代号叫什么名字？", "内部叫作“白鹭”。", "项目去年开始。"),
        ("What is the feature called?", "It is called Quick Swap.", "It is new."),
        ("Who has to sign?", "The finance director signs.", "It has to be signed."),
    ],
)
def test_an_answer_has_the_shape_that_is_asked(question: str, answer: str, no_answer: str) -> None:
    assert shaped(question, answer) == 1
    assert shaped(question, no_answer) == 0


@pytest.mark.parametrize(
    ("question", "answer", "near_miss"),
    [
        ("驱动器一台有多重？", "净重 2.4 公斤。", "额定 750 W。"),
        ("How heavy is the drive?", "It weighs 2.4 kg.", "It is rated at 750 W."),
        ("一共有多少名员工？", "现有 320 人。", "一共 8 条产线。"),
        ("How many people work there?", "They have 320 employees.", "It runs 19 presses."),
        ("最快能跑多少米每秒？", "最高 3 米每秒。", "每 1,000 公里加油一次。"),
        ("How many cows supply them?", "Milk comes from 900 cows.", "The pilot took 14 weeks."),
        ("还剩几个复判员？", "复判员减到 9 人。", "漏判减到 1 起。"),
    ],
)
def test_a_number_of_something_else_is_a_near_miss(
    question: str, answer: str, near_miss: str
) -> None:
    assert shaped(question, answer) == 1
    assert 0 < shaped(question, near_miss) < 1


@pytest.mark.parametrize("text", ["2026-04-22 初步接触", "2026年4月统一安排", "P500 型"])
def test_dates_and_codes_are_no_count(text: str) -> None:
    assert shaped("恒岳电气有多少员工？", text) == 0


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert not shaped("2026 年的目标是多少？", "2026 年的目标已发布。")
    assert shaped("P120 的输出要降多少？", "输出降 1%。") == 1


def test_a_heading_tells_the_subject_in_either_language() -> None:
    assert expected("What did we learn in Bergen?").speaks(("教训",))
    assert expected("踩过什么坑？").speaks(("Lessons",))
    assert not expected("踩过什么坑？").speaks(("价格",))


def test_when_as_a_conjunction_asks_for_no_date() -> None:
    assert "date" not in expected("Who signs when the customer pays late?").shapes
    assert "date" in expected("When does the customer pay?").shapes


@pytest.mark.parametrize("question", ["合同纠纷去哪里仲裁？", "What is the feature called?"])
def test_a_place_or_a_name_may_be_told_without_a_word_that_says_so(question: str) -> None:
    assert expected(question).shapes and not expected(question).is_definite


@pytest.mark.parametrize("question", ["那次丢单，人家赢在哪？", "Where did we cap the penalty?"])
def test_where_something_went_wrong_is_no_place(question: str) -> None:
    assert "place" not in expected(question).shapes
