"""What a question asks for, and what looks like its answer."""

from __future__ import annotations

import pytest

from assistant.expectations import expected


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
        ("How many presses were measured?", "Eight of 24 were measured.", "They were measured."),
        ("为什么停机？", "因为风扇堵塞。", "停机两次。"),
    ],
)
def test_an_answer_has_the_shape_that_is_asked(question: str, answer: str, no_answer: str) -> None:
    assert expected(question).shaped(answer)
    assert not expected(question).shaped(no_answer)


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert not expected("2026 年的目标是多少？").shaped("2026 年的目标已发布。")


def test_a_heading_tells_the_subject_in_either_language() -> None:
    assert expected("What did we learn in Bergen?").speaks(("教训",))
    assert expected("踩过什么坑？").speaks(("Lessons",))
    assert not expected("踩过什么坑？").speaks(("价格",))


def test_when_as_a_conjunction_asks_for_no_date() -> None:
    assert "date" not in expected("Who signs when the customer pays late?").shapes
    assert "date" in expected("When does the customer pay?").shapes
