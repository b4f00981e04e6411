"""What somebody at a customer said or asked for is told word for word, and nothing of what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.answers import Answer
from assistant.audit.entries import AuditFilter
from assistant.bootstrap import Application
from assistant.contact_questions.grammar import ContactGrammar, WordsAsked
from ingest.records import Record, record_id
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    TODAY,
    WU,
    account,
    contact,
    of_customer,
    opened,
)

MAIL_IN = (
    "From: Nils Berg <nils@ostmark.example>\nTo: Li\nSubject: Belts\n\n"
    "Dear Jing,\nplease send two spare belts before the fair. The old ones wear fast.\nNils Berg"
)
MAIL_OUT = "From: 李静 <li.jing@acme.example>\nTo: Nils Berg\n\nWe shall send the belts on Monday."


def hidden(record: Record) -> Record:
    return replace(record, audience=SALES)


RECORDS = (
    account("C1", "恒岳电气", "恒岳", "Hengyue Electric", owner=LI),
    account("C2", "澜海新能源", "澜海", "Lanhai", owner=WU),
    account("C3", "Ostmark", owner=WU),
    contact("P1", "C1", "周平", title="生产副总"),
    contact("P2", "C1", "周平安", title="采购"),
    contact("P3", "C1", "吕敏", title="设备部"),
    contact("P4", "C2", "吕敏", title="质量部"),
    contact("P5", "C3", "Nils Berg", email="nils@ostmark.example"),
    hidden(contact("P6", "C3", "Olga Lund")),
    hidden(contact("P10", "C1", "郭磊")),
    contact("P8", "C3", "Ines Vogt"),
    contact("P9", "C3", "Ines Wolf"),
    contact("P7", "C1", "吴晨", title="与同事同名"),
    of_customer("V1", "visit", "C1", "五月拜访", "周平说节拍太慢。他要求换型在八分钟以内。李静答应复核。吕敏看了图纸。", day=date(2026, 5, 4), author=LI, contact="周平、吕敏"),
    of_customer("V2", "visit", "C1", "六月内谈", "周平提出再降价百分之五。", day=date(2026, 6, 20), author=LI, audience=SALES),
    of_customer("V3", "visit", "C1", "去年拜访", "周平希望提前交货。", day=date(2025, 3, 2), author=LI),
    of_customer("V4", "meeting", "C1", "下月的会", "周平要求先看样机。", day=date(2026, 7, 9), author=LI),
    of_customer("V5", "visit", "C2", "澜海走访", "周平这个名字在澜海也有人提到过。吕敏要求每周报误检率。", day=date(2026, 4, 1), author=WU),
    of_customer("V6", "visit", "C1", "安全交底", "周平安提醒注意吊装。", day=date(2026, 6, 25), author=LI),
    of_customer("M1", "mail", "C3", "Belts", MAIL_IN, day=datetime(2026, 6, 2, 8, tzinfo=UTC)),
    of_customer("M2", "mail", "C3", "Re: Belts", MAIL_OUT, day=datetime(2026, 6, 3, 8, tzinfo=UTC), author=LI),
    of_customer("V8", "visit", "C3", "Fair", "Ines wants a lower price. Ines Vogt asks for a drawing.", day=date(2026, 6, 5), author=LI),
    of_customer("V7", "visit", "C3", "Hall", "Olga Lund wants a lower price.", day=date(2026, 6, 4), author=LI),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("words"), RECORDS) as application:
        yield application


def read(company: Application, question: str) -> WordsAsked | None:
    return ContactGrammar(company.store).read(question, TODAY, access=company.access(LI))


def ask(company: Application, question: str, asker: str = LI) -> Answer:
    return company.assistant.ask(question, access=company.access(asker))


def told(answer: Answer) -> list[str]:
    return [one.text for one in answer.sentences]


@pytest.mark.parametrize(
    ("question", "requests", "latest"),
    [
        ("周平最近说了什么？", False, False),
        ("周平上次说了些什么", False, True),
        ("周平今年反馈过哪些情况", False, False),
        ("周平提过什么要求", True, False),
        ("恒岳的周平想要什么？", True, False),
        ("周平跟我们说了什么？", False, False),
        ("What did we hear from Nils Berg?", False, False),
        ("周平都有哪些诉求", True, False),
        ("What did Ping Zhou say lately?", False, False),
        ("what was the last thing Zhou Ping said to us", False, True),
        ("What has Nils Berg asked for?", True, False),
        ("What does Nils Berg want from us?", True, False),
    ],
)
def test_what_is_asked_of_whom_is_read(
    company: Application, question: str, requests: bool, latest: bool
) -> None:
    asked = read(company, question)
    assert asked is not None
    assert (asked.requests, asked.latest) == (requests, latest)


@pytest.mark.parametrize(
    "question",
    [
        "周平的电话是多少？",
        "周平是谁",
        "周平说终验收是哪天",
        "周平什么时候说要换型",
        "周平对价格说了什么",
        "周平和吕敏说了什么",
        "李静最近说了什么",
        "吴晨最近说了什么",
        "恒岳最近说了什么",
        "What did Nils Berg say about the belts?",
        "When did Nils Berg ask for the belts?",
        "Who is Nils Berg?",
        "谁跟周平说过什么",
        "What did we tell Nils Berg?",
        "What do we want from Nils Berg?",
        "What have we asked Nils Berg for?",
        "What did I write to Nils Berg?",
        "我们跟周平说了什么？",
        "我们最近向周平提了什么要求？",
    ],
)
def test_one_certain_thing_and_what_colleagues_say_is_left_to_reading(
    company: Application, question: str
) -> None:
    assert read(company, question) is None


def test_the_newest_words_are_told_first_and_cited_word_for_word(company: Application) -> None:
    answer = ask(company, "周平最近说了什么？")
    lead, *words = told(answer)
    assert lead == "周平（恒岳电气，生产副总）：往来记录里写到的，最新的在前。"
    assert words == [
        "2026-06-20 拜访《六月内谈》：周平提出再降价百分之五。",
        "2026-05-04 拜访《五月拜访》：周平说节拍太慢。",
        "他要求换型在八分钟以内。",
        "2025-03-02 拜访《去年拜访》：周平希望提前交货。",
    ]
    assert all(one.citations for one in answer.sentences)
    for one in answer.citations:
        access = company.access(LI)
        text = company.reads.record(one.record_id, one.version, access=access).text
        assert one.quote and text[one.start : one.end] == one.quote


def test_a_name_within_a_longer_one_is_nobodys(company: Application) -> None:
    assert "吊装" not in ask(company, "周平最近说了什么？").text
    assert "吊装" in ask(company, "周平安最近说了什么？").text


@pytest.mark.parametrize(
    ("question", "accounts"),
    [("吕敏最近说了什么？", ("C1", "C2")), ("Olga Lund 提过什么要求", ("C3",))],
)
def test_the_customers_that_are_named_are_kept_as_read(
    company: Application, question: str, accounts: tuple[str, ...]
) -> None:
    access = company.access(LI)
    answer = company.reads.ask(question, access=access)
    wanted = AuditFilter(events=("ask",), target=answer.answer_id)
    [kept] = company.audit(wanted, access=access, before=None, limit=1)
    assert {record_id("crm", one) for one in accounts} <= set(kept.records)


def test_a_first_name_of_two_is_nobodys(company: Application) -> None:
    answer = ask(company, "What did Ines Vogt say?")
    assert "a drawing" in answer.text and "lower price" not in answer.text
    assert "two spare belts" in ask(company, "What did Nils Berg say?").text


def test_requests_are_told_alone_and_the_last_record_alone(company: Application) -> None:
    requests = told(ask(company, "周平提过什么要求"))
    assert "节拍太慢" not in str(requests) and "八分钟" in str(requests)
    assert "样机" not in str(requests)
    assert len(told(ask(company, "周平上次说了什么"))) == 2
    assert told(ask(company, "周平去年说了什么"))[1:] == [
        "2025-03-02 拜访《去年拜访》：周平希望提前交货。"
    ]


def test_a_mail_of_theirs_is_theirs_and_one_to_them_is_not(company: Application) -> None:
    answer = ask(company, "What has Nils Berg asked for?")
    assert "please send two spare belts before the fair." in answer.text
    said = told(ask(company, "What did Nils Berg say lately?"))
    assert said[1:] == [
        '2026-06-02, mail "Belts": please send two spare belts before the fair.',
        "The old ones wear fast.",
    ]


def test_what_is_hidden_shows_in_nothing(company: Application) -> None:
    answer = ask(company, "周平最近说了什么？", QIAN)
    assert answer.answered and "降价" not in answer.text and "六月内谈" not in answer.text
    seen, other = (
        ask(company, "What did Olga Lund say?", LI),
        ask(company, "What did Olga Lund say?", QIAN),
    )
    assert "Ostmark" in told(seen)[0]
    nobody = ask(company, "What did Olaf Lind say?", QIAN)
    assert not any("what is on record" in one for one in told(other))
    assert (other.note, other.choices) == (nobody.note, nobody.choices)


def test_a_name_of_two_is_asked_back_and_the_customer_tells_them_apart(
    company: Application,
) -> None:
    answer = ask(company, "吕敏最近提了什么要求？")
    assert not answer.answered
    assert sorted(one.name for one in answer.choices) == ["恒岳电气的吕敏", "澜海新能源的吕敏"]
    chosen = next(one.question for one in answer.choices if "澜海" in one.name)
    assert "每周报误检率" in ask(company, chosen).text


def test_who_asked_for_nothing_is_told_by_what_they_said_and_a_note_says_so(
    company: Application,
) -> None:
    answer = ask(company, "周平安提过什么要求？")
    assert told(answer)[0].endswith("往来记录里写到的，最新的在前。")
    assert "没有查到「周平安（恒岳电气，采购）」提过什么要求" in answer.note


def test_where_nothing_was_said_it_says_where_it_was_looked_for(company: Application) -> None:
    answer = ask(company, "周平 2024 年说了什么")
    assert not answer.answered
    assert "「周平（恒岳电气，生产副总）」（2024 年）" in answer.note


def test_a_colleague_reads_again_what_they_may_read_all_of(company: Application) -> None:
    answer = ask(company, "周平最近说了什么？")
    share = company.history.share(answer.conversation_id, access=company.access(LI), everyone=True)
    for turn in company.history.shared(share.link, access=company.access(QIAN)).turns:
        assert "降价" not in str(turn)


def test_surname_and_title_are_somebody_of_the_customer_named(company: Application) -> None:
    assert told(ask(company, "澜海的吕工提过什么要求？"))[1:] == [
        "2026-04-01 拜访《澜海走访》：吕敏要求每周报误检率。"
    ]
    assert ask(company, "恒岳的周总上次说了什么？").sentences == ()
    both = {choice.name for choice in ask(company, "恒岳的周总上次说了什么？").choices}
    assert len(both) == 2


@pytest.mark.parametrize(
    ("question", "asker", "is_read"),
    [
        ("周总上次说了什么？", LI, False),
        ("恒岳的王总上次说了什么？", LI, False),
        ("恒岳的郭总上次说了什么？", LI, True),
        ("恒岳的郭总上次说了什么？", QIAN, False),
    ],
)
def test_a_title_means_nobody_of_whom_the_asker_may_not_know(
    company: Application, question: str, asker: str, is_read: bool
) -> None:
    read = ContactGrammar(company.store).read(question, TODAY, access=company.access(asker))
    assert (read is not None) == is_read
