"""A question becomes a cited answer, a lookup, people, or an honest no."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from assistant.answers import Answer, DoneEvent, ExpertsEvent, SentenceEvent
from assistant.bootstrap import Application
from assistant.conversations import Conversations
from ingest.errors import NotFoundError, UnknownAskerError
from tests.assistant.company import FACT, LEFT, LI, SECRET, WANG
from tests.assistant.projects_company import NEW


def ask(company: Application, question: str, asker: str = LI, **more: str) -> Answer:
    return company.assistant.ask(question, access=company.access(asker), **more)  # type: ignore[arg-type]


def test_every_sentence_quotes_its_source_word_for_word(demo_company: Application) -> None:
    answer = ask(demo_company, "恒岳电气二期的终验收日期是哪天？")
    assert answer.answered
    assert any(sentence.text == FACT for sentence in answer.sentences)
    numbers = {citation.number for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.citations and set(sentence.citations) <= numbers
    access = demo_company.access(LI)
    for citation in answer.citations:
        text = demo_company.reads.record(citation.record_id, citation.version, access=access).text
        assert text[citation.start : citation.end] == citation.quote
        assert f"[{citation.number}]" in answer.text


def test_a_sentence_is_read_and_cited_under_its_own_heading(demo_company: Application) -> None:
    answer = ask(demo_company, "恒岳二期的投入产出是几个月？")
    (citation,) = [one for one in answer.citations if one.quote == "13 个月。"]
    assert citation.heading == ("恒岳二期", "投入产出")


def test_the_asker_is_nobody_to_ask_unless_people_are_asked_for(demo_company: Application) -> None:
    def emails(question: str, asker: str) -> list[str]:
        return [one.person.email for one in ask(demo_company, question, asker).experts]

    assert LI not in emails("恒岳电气二期的终验收日期是哪天？", LI)
    assert LI in emails("恒岳电气二期的终验收日期是哪天？", WANG)
    assert LI in emails("谁最了解恒岳电气？", LI)


def test_the_colleagues_whom_a_question_names_come_with_its_answer(
    demo_company: Application,
) -> None:
    def named(question: str) -> list[str]:
        return [one.email for one in ask(demo_company, question, WANG).people]

    assert named("如果李静离职，谁来接手？") == [LI]
    assert named("恒岳电气二期的终验收日期是哪天？") == []


def test_a_stream_ends_with_the_whole_answer(demo_company: Application) -> None:
    events = list(
        demo_company.assistant.stream("恒岳二期终验收日期？", access=demo_company.access(LI))
    )
    done = events[-1]
    assert isinstance(done, DoneEvent)
    streamed = [event.sentence for event in events if isinstance(event, SentenceEvent)]
    assert tuple(streamed) == done.answer.sentences
    assert any(isinstance(event, ExpertsEvent) for event in events)


def test_a_field_is_answered_from_its_record(demo_company: Application) -> None:
    answer = ask(demo_company, "苏州恒岳电气谁负责？")
    assert answer.answered
    (citation,) = answer.citations
    assert citation.kind == "account"
    assert citation.quote == f"owner: {LI}"
    assert "李静" in answer.sentences[0].text


def test_what_only_others_may_read_leaves_no_trace(demo_company: Application) -> None:
    question = "王强的年薪调整为多少元？"
    allowed = ask(demo_company, question, WANG)
    (hidden,) = {c.record_id for c in allowed.citations if c.quote == SECRET}
    for found in (
        ask(demo_company, question),
        *demo_company.assistant.retrieve(question, access=demo_company.access(LI)),
        *demo_company.assistant.experts(question, access=demo_company.access(LI)).experts,
    ):
        told = json.dumps(asdict(found), ensure_ascii=False, default=str)
        assert "486,000" not in told
        assert "薪酬" not in told
        assert hidden not in told


def test_a_restricted_record_is_as_if_it_were_not(demo_company: Application) -> None:
    answer = ask(demo_company, "王强的年薪调整为多少元？", WANG)
    (hidden,) = {c.record_id for c in answer.citations if c.quote == SECRET}
    with pytest.raises(NotFoundError) as of_hidden:
        demo_company.reads.record(hidden, None, access=demo_company.access(LI))
    with pytest.raises(NotFoundError) as of_nothing:
        demo_company.reads.record("nothing", None, access=demo_company.access(LI))
    assert str(of_hidden.value) == str(of_nothing.value)


def test_an_unanswerable_question_is_declined(demo_company: Application) -> None:
    answer = ask(demo_company, "火星基地的食堂几点开饭？")
    assert not answer.answered
    assert answer.sentences == ()
    assert "没有找到" in answer.text
    assert "李静" not in answer.text


def test_the_language_of_the_question_is_that_of_the_refusal(demo_company: Application) -> None:
    assert "I found nothing" in ask(demo_company, "When does the Mars canteen open?").text


def test_people_are_named_with_records_to_open(demo_company: Application) -> None:
    experts = demo_company.assistant.experts("恒岳电气", access=demo_company.access(LI)).experts
    assert experts[0].person.email == LI
    assert experts[0].score == 1.0
    (reason,) = [reason for reason in experts[0].reasons if reason.role == "owner"]
    assert reason.count == 1
    access = demo_company.access(LI)
    assert (
        demo_company.reads.record(reason.records[0].record_id, None, access=access).kind
        == "account"
    )


def test_a_follow_up_stands_on_what_was_asked_before(demo_company: Application) -> None:
    first = ask(demo_company, "苏州恒岳电气谁负责？")
    second = ask(demo_company, "它的终验收日期是哪天？", conversation_id=first.conversation_id)
    assert "恒岳" in second.standalone_question
    assert FACT in second.text
    assert second.conversation_id == first.conversation_id


def test_of_turns_in_quick_succession_the_last_is_carried_on(demo_company: Application) -> None:
    for _ in range(5):
        first = ask(demo_company, "恒岳电气二期的终验收日期是哪天？")
        again = {"conversation_id": first.conversation_id}
        ask(demo_company, "Where does the canteen of the head office stand?", **again)
        ask(demo_company, "who runs it?", **again)
        latest = Conversations(demo_company.store).latest(
            first.conversation_id, access=demo_company.access(LI)
        )
        assert latest.question == "who runs it?"


def test_nobody_carries_on_another_persons_conversation(demo_company: Application) -> None:
    first = ask(demo_company, "苏州恒岳电气谁负责？")
    with pytest.raises(NotFoundError):
        ask(demo_company, "它呢？", WANG, conversation_id=first.conversation_id)


def test_somebody_who_left_may_ask_nothing(demo_company: Application) -> None:
    for address in (LEFT, "nobody@acme.example", ""):
        with pytest.raises(UnknownAskerError):
            demo_company.access(address)


@pytest.mark.parametrize("question", ["?", "的", "   x", "🙂" * 200, "a" * 2000, "%_'\"\\ OR 1=1"])
def test_odd_questions_are_answered_or_declined_but_never_break(
    demo_company: Application, question: str
) -> None:
    assert ask(demo_company, question).text


@pytest.mark.parametrize("question", ["谁最了解苏州恒岳电气？", "Who knows 苏州恒岳电气 best?"])
def test_who_knows_a_customer_is_answered_with_people(
    demo_company: Application, question: str
) -> None:
    answer = ask(demo_company, question)
    assert answer.answered
    assert answer.sentences[0].text.startswith("李静")
    assert LI in answer.citations[0].quote


@pytest.mark.parametrize("question", ["谁懂 Modbus 协议？", "Who knows about OPC UA?"])
def test_whoever_evidently_knows_is_the_answer_though_no_sentence_answers(
    plant: Application, question: str
) -> None:
    answer = plant.reads.ask(question, access=plant.access(NEW))
    assert answer.answered
    assert answer.experts[0].person.name in answer.sentences[0].text
    assert answer.confidence >= 0.5
