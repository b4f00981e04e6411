"""What a person reads in the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO

from rich.console import Console

from assistant.answers import (
    Answer,
    AnswerTable,
    Citation,
    Expert,
    PersonCard,
    Reason,
    RecordLink,
    Sentence,
    TableRow,
)
from assistant.commands.keeping import Diagnosis, Finding
from assistant.commands.printing import print_answer, print_diagnosis, print_reports
from assistant.query.typed_query import TypedQuery
from ingest.records import Failure
from ingest.sync_reports import SyncReport

QUOTE = "二期终验收日期为 2026-07-15。"
CITATION = Citation(
    number=1,
    record_id="r",
    version=1,
    chunk_id="r.1.0",
    source="documents",
    kind="file",
    title="二期合同.pdf",
    uri="contracts/二期合同.pdf",
    page="3",
    heading=("验收",),
    quote=QUOTE,
    start=0,
    end=len(QUOTE),
    customers=(),
    people=(),
    occurred_at=date(2026, 5, 1),
)
EXPERT = Expert(
    PersonCard("p1", "李静", "", "客户经理", "销售部", "li@huace.example"),
    1.0,
    (Reason("owner", 3, date(2026, 5, 1), (RecordLink("r", "二期合同.pdf"),)),),
)
ANSWER = Answer(
    answer_id="a",
    conversation_id="c",
    question="验收是哪天?",
    standalone_question="验收是哪天?",
    language="zh",
    mode="reader",
    answered=True,
    confidence=0.9,
    text=f"{QUOTE}[1]",
    sentences=(Sentence(QUOTE, (1,), True),),
    citations=(CITATION,),
    experts=(EXPERT,),
    customers=(),
    total_ms=12,
)
REPORT = SyncReport("documents", 3, 1, 1, 0, 1, 4, 0.5, True, (), "")


def console() -> Console:
    return Console(file=StringIO(), highlight=False, markup=False, emoji=False, width=100)


def shown(terminal: Console) -> str:
    assert isinstance(terminal.file, StringIO)
    return terminal.file.getvalue()


def test_an_answer_is_followed_by_its_sources_and_people() -> None:
    terminal = console()
    print_answer(terminal, ANSWER)
    text = shown(terminal)
    assert text.index(f"{QUOTE}[1]") < text.index("出处") < text.index("可以请教的同事")
    assert "[1] 二期合同.pdf · 验收 · p. 3 · (documents)" in text
    assert "1. 李静  客户经理 · 销售部  li@huace.example" in text
    assert "负责 × 3, 2026-05-01: 二期合同.pdf" in text


def test_people_are_shown_in_the_language_of_the_answer() -> None:
    terminal = console()
    print_answer(terminal, replace(ANSWER, language="en"))
    assert "owns × 3, 2026-05-01: 二期合同.pdf" in shown(terminal)


def test_what_is_lacking_is_said_once() -> None:
    terminal = console()
    print_answer(terminal, replace(ANSWER, note="关于“V90”，没有找到。"))
    assert shown(terminal).count("V90") == 1


def test_what_is_counted_leaves_nobody_to_ask() -> None:
    terminal = console()
    rows = (TableRow(("open", "2"), "2", (), 2),)
    table = AnswerTable("工单", ("状态", "数量"), rows, 1, "", TypedQuery(kinds=("ticket",)))
    print_answer(terminal, replace(ANSWER, table=table))
    assert "数量" in shown(terminal)
    assert "可以请教的同事" not in shown(terminal)


def test_a_heading_that_is_the_title_is_not_said_twice() -> None:
    terminal = console()
    headed = replace(CITATION, title="二期合同", heading=("二期合同", "验收"))
    print_answer(terminal, replace(ANSWER, citations=(headed,)))
    assert "[1] 二期合同 · 验收 · p. 3 · (documents)" in shown(terminal)


def test_a_declined_answer_shows_what_came_nearest() -> None:
    terminal = console()
    print_answer(terminal, replace(ANSWER, language="en", answered=False, text="I found nothing."))
    assert "What came nearest" in shown(terminal)
    assert "Sources" not in shown(terminal)


def test_a_record_cannot_steer_the_terminal() -> None:
    terminal = console()
    hostile = replace(CITATION, title="\x1b]0;mine\x07\x1b[2Jtitle\r", quote="[red]a[/red] \x9b31m")
    print_answer(terminal, replace(ANSWER, citations=(hostile,)))
    assert not {"\x1b", "\x07", "\r", "\x9b"} & set(shown(terminal))
    assert "[red]a[/red]" in shown(terminal)


def test_an_ideographic_space_is_kept_apart() -> None:
    terminal = console()
    print_answer(terminal, replace(ANSWER, text="甲\u3000乙[1]"))
    assert "甲 乙[1]" in shown(terminal)


def test_a_report_names_each_item_that_did_not_go_in() -> None:
    terminal = console()
    failure = Failure("hr/a.pdf", "encrypted", "a.pdf asks for a password; save it without one")
    print_reports(terminal, [replace(REPORT, failures=(failure,))])
    assert "1 failed" in shown(terminal)
    assert "hr/a.pdf: encrypted: a.pdf asks for a password" in shown(terminal)


def test_a_report_says_why_a_source_stopped() -> None:
    terminal = console()
    print_reports(terminal, [replace(REPORT, complete=False, error="the folder is gone")])
    assert "(not complete)" in shown(terminal)
    assert "the folder is gone" in shown(terminal)


def test_a_diagnosis_marks_what_is_bad() -> None:
    terminal = console()
    checks = (Finding("catalog", True, "12 records"), Finding("vectors", False, "3 are missing"))
    print_diagnosis(terminal, Diagnosis(False, checks, ()))
    assert "ok   catalog: 12 records" in shown(terminal)
    assert "BAD  vectors: 3 are missing" in shown(terminal)
