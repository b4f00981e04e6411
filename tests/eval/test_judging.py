"""Judging what came back for a golden question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.answers import (
    Answer,
    Citation,
    Expert,
    PersonCard,
    Reason,
    RecordLink,
    Sentence,
)
from eval.golden import Golden
from eval.judging import Returned, judge, leaks

TEXT = "二期验收日期为2026年3月1日。逾期每日罚合同额的千分之五。"
QUOTE = "二期验收日期为2026年3月1日。"
GOLDEN = Golden(
    id="f1",
    kind="single_fact",
    language="zh",
    crossing=False,
    asker="liu@huace.example",
    asked_at=date(2026, 6, 30),
    question="恒岳电气二期验收是哪天?",
    history=(),
    gold=frozenset({"rec1"}),
    answers=("2026年3月1日", "2026-03-01"),
    answers_all=(),
    experts=(),
    forbidden=(),
)
CITATION = Citation(
    number=1,
    record_id="rec1",
    version=1,
    chunk_id="rec1.1.0",
    source="documents",
    kind="file",
    title="验收方案",
    uri="a.docx",
    page="1",
    heading=(),
    quote=QUOTE,
    start=0,
    end=len(QUOTE),
    customers=(),
    people=(),
    occurred_at=None,
)
WU = Expert(
    PersonCard("p1", "吴", "", "", "", "Wu@huace.example"),
    1.0,
    (Reason("author", 1, None, (RecordLink("rec1", "验收方案"),)),),
)


def answer_of(*sentences: Sentence, citations: tuple[Citation, ...] = (CITATION,)) -> Answer:
    return Answer(
        answer_id="a",
        conversation_id="c",
        question=GOLDEN.question,
        standalone_question=GOLDEN.question,
        language="zh",
        mode="reader",
        answered=bool(sentences),
        confidence=0.9,
        text="".join(sentence.text for sentence in sentences),
        sentences=sentences,
        citations=citations,
        experts=(WU,),
        customers=(),
        total_ms=1,
    )


def returned(answer: Answer) -> Returned:
    return Returned(answer, (), (WU,))


def text_of(record_id: str, version: int) -> str:
    return TEXT


RIGHT = answer_of(Sentence(QUOTE, (1,), True))


def test_a_right_answer_that_quotes_its_gold_record_is_answered_and_cited() -> None:
    verdict = judge(GOLDEN, returned(RIGHT), text_of)
    assert (verdict.answered, verdict.cited) == (True, True)
    assert (verdict.citations, verdict.good_citations) == (1, 1)


def test_a_quote_that_is_not_verbatim_or_not_gold_does_not_count() -> None:
    for wrong in (replace(CITATION, start=1), replace(CITATION, record_id="rec2")):
        answer = answer_of(Sentence(QUOTE, (1,), True), citations=(wrong,))
        verdict = judge(GOLDEN, returned(answer), text_of)
        assert (verdict.answered, verdict.cited, verdict.good_citations) == (True, False, 0)


def test_the_sentence_that_answers_must_be_the_one_that_cites() -> None:
    answer = answer_of(Sentence(QUOTE, (), True), Sentence("逾期每日罚千分之五。", (1,), True))
    assert not judge(GOLDEN, returned(answer), text_of).cited


def test_a_right_answer_in_too_many_sentences_is_wrong() -> None:
    sentences = [Sentence(QUOTE, (1,), True)] * 4
    assert not judge(GOLDEN, returned(answer_of(*sentences)), text_of).answered
    listed = replace(GOLDEN, answers=(), answers_all=(("2026年3月1日",),))
    assert judge(listed, returned(answer_of(*sentences)), text_of).answered


def test_each_part_of_a_comparison_must_be_said_and_cited() -> None:
    golden = replace(
        GOLDEN, kind="comparison", answers=(), answers_all=(("2026年3月1日",), ("千分之五",))
    )
    half = returned(RIGHT)
    assert not judge(golden, half, text_of).answered
    whole = answer_of(Sentence(QUOTE, (1,), True), Sentence("逾期每日罚千分之五。", (), True))
    verdict = judge(golden, returned(whole), text_of)
    assert (verdict.answered, verdict.cited) == (True, False)


def test_who_knows_asks_for_the_right_person_first_with_a_gold_reason() -> None:
    golden = replace(GOLDEN, kind="who_knows", experts=("wu@huace.example",))
    assert judge(golden, returned(answer_of(citations=())), text_of).cited
    other = replace(golden, experts=("li@huace.example",))
    assert not judge(other, returned(RIGHT), text_of).answered


def test_unanswerable_asks_to_be_declined() -> None:
    golden = replace(GOLDEN, kind="unanswerable", gold=frozenset())
    assert judge(golden, returned(answer_of()), text_of).answered
    assert not judge(golden, returned(RIGHT), text_of).answered


def test_a_restricted_record_or_text_anywhere_is_a_leak() -> None:
    golden = replace(GOLDEN, kind="restricted", gold=frozenset({"secret"}), forbidden=("千分之五",))
    assert not leaks(golden, returned(RIGHT))
    linked = replace(WU, reasons=(Reason("author", 1, None, (RecordLink("secret", "x"),)),))
    assert leaks(golden, Returned(RIGHT, (), (linked,)))
    cited = answer_of(citations=(replace(CITATION, chunk_id="secret.1.0"),))
    assert leaks(golden, returned(cited))
    assert leaks(golden, returned(replace(RIGHT, text="罚千分之五")))


def test_what_the_asker_said_themselves_is_no_leak() -> None:
    golden = replace(
        GOLDEN,
        kind="restricted",
        gold=frozenset(),
        question="罚千分之五吗?",
        forbidden=("千分之五",),
    )
    assert not leaks(golden, returned(replace(RIGHT, question=golden.question)))


def test_an_id_that_spells_a_forbidden_number_is_no_leak() -> None:
    golden = replace(GOLDEN, kind="restricted", gold=frozenset(), forbidden=("27.4%",))
    record = replace(CITATION, record_id="imozgzyq64vy4nmo4gi274tkje", chunk_id="c")
    assert not leaks(golden, returned(answer_of(citations=(record,))))
    assert leaks(golden, returned(answer_of(citations=(replace(record, title="毛利 27.4%"),))))
