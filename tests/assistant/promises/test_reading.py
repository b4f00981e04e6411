"""A sentence that promises, asks or looks ahead is found, with its day and whose turn it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.promises.reading import Promise, Voices, promises_in

SAID = date(2026, 6, 17)
"""A Wednesday."""
NOTE = Voices(("王芳", "tom reed"), ("李建国", "maria lopez"), "us", True)
THEIR_MAIL = Voices(("王芳", "tom reed"), ("李建国", "maria lopez"), "customer", False)
OUR_MAIL = Voices(("王芳", "tom reed"), ("李建国", "maria lopez"), "us", False)


def read(text: str, voices: Voices = NOTE, said: date = SAID) -> list[Promise]:
    found = list(promises_in(text, said, voices))
    for one in found:
        assert text[one.start : one.end].strip() == text[one.start : one.end]
    return found


def only(text: str, voices: Voices = NOTE) -> tuple[str, date | None, str, str]:
    [one] = read(text, voices)
    return one.kind, one.due, one.side, one.who


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("我们周五前给报价。", date(2026, 6, 19)),
        ("下周三前把图纸发过去。", date(2026, 6, 24)),
        ("本周内提交方案。", date(2026, 6, 19)),
        ("两周内给出检测报告。", date(2026, 7, 1)),
        ("三个工作日内答复。", date(2026, 6, 22)),
        ("月底前完成整改。", date(2026, 6, 30)),
        ("7 月底前关闭遗留项。", date(2026, 7, 31)),
        ("9 月前完成安装。", date(2026, 8, 31)),
        ("7月15日前寄出样品。", date(2026, 7, 15)),
        ("王芳2026-07-03 前重开发票。", date(2026, 7, 3)),
        ("原定 7 月 1 日，改到 7 月 8 日前交付。", date(2026, 7, 8)),
        ("1 月 10 日前再访。", date(2027, 1, 10)),
        ("We will send the quote by Friday.", date(2026, 6, 19)),
        ("We'll ship the spare parts by 3 July.", date(2026, 7, 3)),
        ("I will call back tomorrow.", date(2026, 6, 18)),
        ("We will finish the drawings within two weeks.", date(2026, 7, 1)),
        ("We will reply within three working days.", date(2026, 6, 22)),
        ("We will deliver by the end of July.", date(2026, 7, 31)),
        ("We will deliver by the end of the month.", date(2026, 6, 30)),
        ("We will come next Tuesday.", date(2026, 6, 23)),
        ("We promised the report by July 10, 2026.", date(2026, 7, 10)),
    ],
)
def test_a_promise_has_its_day(text: str, due: date) -> None:
    assert only(text)[:3] == ("promise", due, "us")


@pytest.mark.parametrize(
    ("text", "voices", "side", "who"),
    [
        ("李建国承诺 7 月 20 日前付款。", NOTE, "customer", "李建国"),
        ("李总答应 7 月 20 日前付款。", NOTE, "customer", "李建国"),
        ("王芳 7 月 20 日前出测算。", NOTE, "us", "王芳"),
        ("Maria promised the drawings by 5 July.", NOTE, "customer", "maria lopez"),
        ("Tom Reed will visit them on 5 July.", NOTE, "us", "tom reed"),
        ("王芳 10:15：样品 7 月 2 日前寄出。", NOTE, "us", "王芳"),
        ("我们会在 7 月 20 日前付款。", THEIR_MAIL, "customer", ""),
        ("We will pay by 20 July.", THEIR_MAIL, "customer", ""),
        ("We will ship by 20 July.", OUR_MAIL, "us", ""),
        ("约定 7 月 10 日上门测试。", NOTE, "", ""),
    ],
)
def test_a_promise_is_somebodys(text: str, voices: Voices, side: str, who: str) -> None:
    assert (only(text, voices)[0], *only(text, voices)[2:]) == ("promise", side, who)


@pytest.mark.parametrize(
    ("text", "voices", "side"),
    [
        ("请在 7 月 17 日前给出预算价。", THEIR_MAIL, "us"),
        ("请贵司 7 月 17 日前确认。", OUR_MAIL, "customer"),
        ("Please confirm by 17 July.", OUR_MAIL, "customer"),
        ("Please send us the offer by 17 July.", THEIR_MAIL, "us"),
        ("李建国要求 7 月 17 日前提交排期。", NOTE, "us"),
        ("Maria Lopez wants the offer by 17 July.", NOTE, "us"),
        ("王芳要求对方 7 月 17 日前确认。", NOTE, "customer"),
        ("Could you send the list by 17 July?", THEIR_MAIL, "us"),
    ],
)
def test_a_request_says_whose_turn_it_is(text: str, voices: Voices, side: str) -> None:
    assert only(text, voices)[:3] == ("request", date(2026, 7, 17), side)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("终验收日期为 2026-08-31；逾期计违约金。", date(2026, 8, 31)),
        ("项目评审 7 月 8 日下午召开。", date(2026, 7, 8)),
        ("预计 2026-07-05 到达，请安排叉车。", date(2026, 7, 5)),
        ("The subscription runs out on 30 June.", date(2026, 6, 30)),
        ("The board meets on 22 July.", date(2026, 7, 22)),
    ],
)
def test_a_day_to_come_is_told_though_nobody_promised(text: str, day: date) -> None:
    assert only(text, THEIR_MAIL) == ("date", day, "", "")


def test_a_row_says_who_is_to_do_it() -> None:
    row = "序号: 2 · 事项: 定位销 · 责任人: 王芳 · 期限: 2026-07-10"
    assert only(row, OUR_MAIL) == ("promise", date(2026, 7, 10), "us", "王芳")


@pytest.mark.parametrize(
    "text",
    [
        "我们会尽快安排工程师。",
        "李建国答应介绍二厂的同事。",
        "We will get back to you on the price.",
        "Maria promised to introduce us to the second plant.",
    ],
)
def test_a_firm_promise_counts_without_a_day(text: str) -> None:
    assert only(text)[:2] == ("promise", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6 月 10 日完成了安装。",
        "2026-06-17 上门。",
        "我们没有答应 7 月 10 日交付。",
        "没敢承诺 7 月底前到货。",
        "We will not deliver by 5 July.",
        "They did not agree to 5 July.",
        "7 月 10 日能到吗？",
        "Can it be there on 10 July?",
        "他们每月 25 日截止收票。",
        "每周一点检一次。",
        "报修后两天内到场。",
        "Reports are due every Friday.",
        "She asked for spare parts within two days.",
        "如有出入三天内告知。",
        "产品将在市场上更受欢迎。",
        "P500 的扫描周期为 7 毫秒。",
        "邀请函模板见附件。",
        "2026-13-45 前交付。",
        "2 月 30 日前交付。",
        "恒温 25 度，3 月 4 日的数据。",
        "由 5 月 15 日",
        "The line will be faster.",
        "質保金 10%。",
    ],
)
def test_what_promises_nothing_is_left_out(text: str) -> None:
    assert read(text) == []


def test_a_text_is_read_sentence_by_sentence() -> None:
    text = "客户: 恒岳\n\n谈了价格。我们周五前给报价。他们 7 月 9 日开会。\nWe will call tomorrow. Bye."
    assert [text[one.start : one.end] for one in read(text)] == [
        "我们周五前给报价。", "他们 7 月 9 日开会。", "We will call tomorrow.",
    ]  # fmt: skip


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "我们周五前给报价。我们周六前给图纸。"
    [one] = promises_in(text, SAID, NOTE, begin=9)
    assert text[one.start : one.end] == "我们周六前给图纸。"


@given(st.text(max_size=300), st.dates())
def test_no_text_breaks_it(text: str, said: date) -> None:
    for one in promises_in(text, said, NOTE):
        assert 0 <= one.start < one.end <= len(text)
        assert one.due is None or one.due > said


@given(
    st.lists(
        st.sampled_from(
            [
                "我们",
                "会",
                "7 月 ",
                "10 日",
                "前",
                "请",
                "周五",
                " by ",
                "Friday",
                "within two weeks",
                "。",
                "? ",
                "王芳",
                "承诺",
                "will ",
            ]
        ),
        max_size=12,
    )
)
def test_no_mixture_of_its_words_breaks_it(words: list[str]) -> None:
    for said in (SAID, date.max, date.min):
        list(promises_in("".join(words), said, NOTE))
