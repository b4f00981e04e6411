"""Answers that a model writes: checked sentence by sentence, and the reader's where it fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.answers import Answer, DoneEvent, SentenceEvent
from assistant.audit.entries import AuditFilter
from assistant.bootstrap import Application
from eval.scripted_endpoint import Answered, Asked, Script, failing, said, streamed
from ingest.catalog.usage import turns
from tests.assistant.company import CHEN, FACT, LI, SECRET, WANG
from tests.assistant.writing.written import QUESTION, quoted_rightly, written_company

WRITTEN = "恒岳电气二期的终验收日期是 2026 年 8 月 31 日 [1]。"


def answered(folder: Path, script: Script, question: str = QUESTION, **changes: object) -> Answer:
    with written_company(folder, script, **changes) as (application, _):
        return application.assistant.ask(question, access=application.access(LI))


def writes(text: str) -> Script:
    return lambda asked: said(asked, text)


def test_a_sentence_that_its_passage_bears_out_is_shown_with_an_exact_quote(tmp_path: Path) -> None:
    with written_company(tmp_path, writes(WRITTEN)) as (application, _):
        answer = application.assistant.ask(QUESTION, access=application.access(LI))
        assert quoted_rightly(application, answer, LI)
    assert answer.mode == "writer"
    assert answer.note == ""
    assert answer.supported_share == 1.0
    assert [sentence.text for sentence in answer.sentences] == [WRITTEN.replace(" [1]", "")]
    assert answer.sentences[0].supported
    assert answer.citations[0].quote == FACT
    assert answer.text == "恒岳电气二期的终验收日期是 2026 年 8 月 31 日。 [1]"


@pytest.mark.parametrize(
    "written",
    [
        "恒岳电气二期的终验收日期是 2026 年 9 月 30 日 [1]。",
        "恒岳电气二期的终验收由张伟明负责，日期是 2026-08-31 [1]。",
        "恒岳电气二期的终验收日期不是 2026-08-31 [1]。",
        "恒岳电气二期的终验收日期是 2026-08-31。",
        "恒岳电气二期的终验收日期是 2026-08-31 [17]。",
        "终验收会场提供免费午餐和接送巴士 [1]。",
    ],
    ids=["number", "name", "denial", "uncited", "no such passage", "meaning"],
)
def test_a_sentence_that_is_not_borne_out_is_marked(written: str, tmp_path: Path) -> None:
    answer = answered(tmp_path, writes(f"{WRITTEN}{written}"))
    assert answer.mode == "writer"
    assert [sentence.supported for sentence in answer.sentences] == [True, False]
    assert answer.supported_share == 0.5
    assert answer.text.endswith("（出处未能证实）")
    assert answer.text.count("未能证实") == 1


def test_where_nothing_is_borne_out_the_reader_answers_and_says_so(tmp_path: Path) -> None:
    answer = answered(tmp_path, writes("终验收日期是 2031-01-01 [1]。"))
    assert answer.mode == "reader"
    assert answer.citations[0].quote == FACT
    assert "没有得到资料证实" in answer.note
    assert "2031" not in answer.text


@pytest.mark.parametrize("nothing", ["无答案", "NO ANSWER", "", "<think>嗯……</think>"])
def test_a_model_that_finds_no_answer_does_not_hide_the_readers(
    nothing: str, tmp_path: Path
) -> None:
    answer = answered(tmp_path, writes(nothing))
    assert answer.mode == "reader"
    assert answer.answered
    assert answer.note


@pytest.mark.parametrize(
    "script",
    [
        lambda _: failing(500),
        lambda _: failing(401),
        lambda _: Answered([b"<html></html>"], kind="text/html"),
        lambda _: streamed(WRITTEN + "逾期每日", finish=False, cut=True),
        lambda _: streamed(WRITTEN + "逾期每日", finish=False),
    ],
    ids=["down", "refused", "no-model", "connection-lost", "broken-off"],
)
def test_when_the_endpoint_fails_the_reader_takes_over_and_says_so(
    script: Script, tmp_path: Path
) -> None:
    answer = answered(tmp_path, script)
    assert answer.mode == "reader"
    assert answer.answered
    assert answer.citations[0].quote == FACT
    assert "语言模型没有完成回答" in answer.note


def test_where_no_passage_has_room_the_model_is_not_asked(tmp_path: Path) -> None:
    narrow = {"context_window": 1024, "max_tokens": 512}
    with written_company(tmp_path, writes(WRITTEN), **narrow) as (application, endpoint):
        answer = application.assistant.ask(QUESTION, access=application.access(LI))
    assert endpoint.asked == []
    assert (answer.mode, answer.answered, answer.citations[0].quote) == ("reader", True, FACT)
    assert "没有一段能交给语言模型" in answer.note


def test_what_the_model_answers_where_the_reader_had_nothing_to_say_is_answered(
    tmp_path: Path,
) -> None:
    # Nobody but the asker has to do with it: the reader would name no colleague.
    answer = answered(tmp_path, writes(WRITTEN), "谁确认了恒岳电气二期的终验收日期是 2026-08-31？")
    assert (answer.mode, answer.answered) == ("writer", True)


def test_sentences_come_while_the_model_still_writes(tmp_path: Path) -> None:
    with written_company(
        tmp_path, writes(WRITTEN + "逾期每日按合同总价的万分之五支付违约金 [1]。")
    ) as (
        application,
        _,
    ):
        access = application.access(LI)
        events = list(application.reads.stream(QUESTION, access=access))
    told = [event for event in events if isinstance(event, SentenceEvent)]
    assert [one.sentence.supported for one in told] == [True, True]
    assert [citation.number for one in told for citation in one.citations] == [1, 2]
    assert isinstance(events[-1], DoneEvent)
    assert tuple(one.sentence for one in told) == events[-1].answer.sentences


def test_what_may_be_shown_is_in_the_audit_log_before_the_first_sentence(tmp_path: Path) -> None:
    with written_company(tmp_path, writes(WRITTEN)) as (application, _):
        access = application.access(LI)
        events = application.reads.stream(QUESTION, access=access)
        first = next(iter(events))
        assert isinstance(first, SentenceEvent)
        entries = application.audit(
            AuditFilter(events=("ask",)), access=application.access(CHEN), before=None, limit=10
        )
        assert len(entries) == 1
        done = list(events)[-1]
        assert isinstance(done, DoneEvent)
        assert entries[0].target == done.answer.answer_id
        again = application.audit(
            AuditFilter(events=("ask",)), access=application.access(CHEN), before=None, limit=10
        )
        assert len(again) == 1


def test_what_the_asker_may_not_read_is_never_sent(tmp_path: Path) -> None:
    question = "王强的年薪调整为多少？恒岳电气二期的终验收日期是哪天？"
    with written_company(tmp_path, writes(WRITTEN)) as (application, endpoint):
        application.assistant.ask(question, access=application.access(LI))
        application.assistant.ask(QUESTION, access=application.access(LI))
        sent_to_sales = "".join(asked.text for asked in endpoint.asked)
        endpoint.asked.clear()
        application.assistant.ask("王强的年薪调整为多少？", access=application.access(WANG))
        sent_to_hr = "".join(asked.text for asked in endpoint.asked)
    assert FACT in sent_to_sales
    assert SECRET not in sent_to_sales
    assert "486,000" not in sent_to_sales
    assert SECRET in sent_to_hr


def test_a_declined_question_asks_no_model(tmp_path: Path) -> None:
    with written_company(tmp_path, writes("火星上有水 [1]。")) as (application, endpoint):
        answer = application.assistant.ask("火星上有没有水？", access=application.access(LI))
        assert not answer.answered
        assert endpoint.asked == []


def test_fields_and_people_are_told_without_a_model(tmp_path: Path) -> None:
    with written_company(tmp_path, writes(WRITTEN)) as (application, endpoint):
        access = application.access(LI)
        assert application.assistant.ask("李静的职位是什么？", access=access).mode == "reader"
        assert application.assistant.ask("谁最了解恒岳电气？", access=access).mode == "reader"
        assert endpoint.asked == []


def test_every_record_the_model_was_shown_is_kept_with_the_turn(tmp_path: Path) -> None:
    """Who may no longer read one of them is not told the turn."""
    with written_company(tmp_path, writes(WRITTEN)) as (application, endpoint):
        answer = application.assistant.ask(QUESTION, access=application.access(LI))
        with application.store.catalog.reading() as connection:
            kept = connection.scalar(
                select(turns.c.records).where(turns.c.answer_id == answer.answer_id)
            )
        shown = set(re.findall(r"<<passage (\d+) ", endpoint.asked[0].text))
    assert {citation.record_id for citation in answer.citations} <= set(kept)
    assert len(kept) >= len(shown) > 0


def test_the_marks_about_passages_cannot_be_guessed(tmp_path: Path) -> None:
    with written_company(tmp_path, writes(WRITTEN)) as (application, endpoint):
        for _ in range(2):
            application.assistant.ask(QUESTION, access=application.access(LI))
        keys = [set(re.findall(r"<<passage \d+ (\w+)>>", asked.text)) for asked in endpoint.asked]
    assert all(len(one) == 1 and len(next(iter(one))) == 16 for one in keys)
    assert keys[0] != keys[1]


def test_while_the_endpoint_rests_the_reader_answers_at_once(tmp_path: Path) -> None:
    with written_company(tmp_path, lambda _: failing(500), failures=1, rest_seconds=3600) as (
        application,
        endpoint,
    ):
        access = application.access(LI)
        for _ in range(3):
            assert application.assistant.ask(QUESTION, access=access).mode == "reader"
        assert len(endpoint.asked) == 1


def test_without_the_table_nothing_changes(demo_company: Application) -> None:
    answer = demo_company.assistant.ask(QUESTION, access=demo_company.access(LI))
    assert demo_company.writer is None
    assert (answer.mode, answer.note, answer.supported_share) == ("reader", "", 1.0)


def repeats(asked: Asked) -> Answered:
    return said(asked, WRITTEN * 50)


def test_a_model_that_repeats_itself_is_heard_once(tmp_path: Path) -> None:
    assert len(answered(tmp_path, repeats).sentences) == 1
