"""Which customers a colleague knows is told from their records, and who owns one is left to the fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answers import Answer
from assistant.bootstrap import Application
from assistant.person_questions.grammar import AcquaintanceAsked, PersonGrammar
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    TODAY,
    WU,
    account,
    of_customer,
    opened,
    person,
)

NAMESAKE = "qian2@acme.example"

RECORDS = (
    person(NAMESAKE, "钱军", "service"),
    account("C1", "恒岳电气", "恒岳", "Hengyue Electric", owner=LI),
    account("C2", "澜海新能源", "Lanhai", owner=WU),
    account("C3", "Falcon", owner=WU, audience=SALES),
    of_customer("V1", "visit", "C1", "六月拜访", "谈了价格。", day=date(2026, 6, 24), author=LI),
    of_customer("V2", "visit", "C2", "五月拜访", "看了现场。", day=date(2026, 5, 24), author=LI),
    of_customer("V3", "visit", "C2", "内部拜访", "让价。", day=date(2026, 6, 25), author=LI, audience=SALES),
    of_customer("V4", "meeting", "C2", "明年的会", "还没开。", day=date(2027, 1, 4), author=LI),
    of_customer("V5", "visit", "C3", "Falcon visit", "A walk.", day=date(2026, 6, 2), author=LI, audience=SALES),
    of_customer("T1", "ticket", "C1", "停机", day=date(2026, 2, 1), assignee=QIAN, status="open"),
    of_customer("T2", "ticket", "C2", "漏油", day=date(2026, 3, 1), assignee=NAMESAKE, status="open"),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("knows"), RECORDS) as application:
        yield application


def read(company: Application, question: str) -> AcquaintanceAsked | None:
    return PersonGrammar(company.store).read(question, TODAY, access=company.access(LI))


def ask(company: Application, question: str, asker: str = LI) -> Answer:
    return company.assistant.ask(question, access=company.access(asker))


def told(answer: Answer) -> list[str]:
    return [one.text for one in answer.sentences]


@pytest.mark.parametrize(
    "question",
    [
        "李静认识哪些客户？",
        "李静都熟悉什么客户",
        "李静跟哪些公司打过交道",
        "李静和哪几家客户关系最好",
        "Which customers does Jing Li know?",
        "Jing Li knows which clients?",
        "what accounts is Li Jing familiar with",
        "Which companies has Jing Li dealt with before?",
        "我认识哪些客户",
        "Which customers do I know best?",
    ],
)
def test_who_is_known_is_asked_in_many_words(company: Application, question: str) -> None:
    asked = read(company, question)
    assert asked is not None
    assert asked.people == (company.access(LI).person_id,)
    assert asked.me == ("我" in question or " I " in question)


@pytest.mark.parametrize(
    "question",
    [
        "李静了解公司什么情况？",
        "我熟悉公司的什么？",
        "What does Jing Li know about the company?",
        "What does Jing Li know about customers?",
        "李静负责哪些客户？",
        "Which customers does Jing Li own?",
        "李静名下有哪些客户",
        "李静认识恒岳的谁",
        "谁认识恒岳",
        "谁最了解哪些客户",
        "Who knows Hengyue Electric?",
        "How many customers does Jing Li know?",
        "我们认识哪些客户",
        "李静最了解哪些产品",
        "李静去年认识哪些客户",
        "李静认识哪些做电池的客户",
        "李静和钱军都认识哪些客户",
        "Does Jing Li know the customer's purchasing manager?",
    ],
)
def test_who_owns_whom_and_anything_else_is_left_to_others(
    company: Application, question: str
) -> None:
    assert read(company, question) is None


def test_customers_are_told_best_known_first_and_those_that_are_owned_as_such(
    company: Application,
) -> None:
    answer = ask(company, "李静认识哪些客户？")
    lead, first, *others = told(answer)
    assert lead == "李静认识的客户：共 3 家。"
    assert first.startswith("恒岳电气：客户负责人，熟悉程度 ")
    assert "最近 2026-06-24《六月拜访》" in first
    assert not any("客户负责人" in one for one in others)
    access = company.access(LI)
    for sentence in answer.sentences:
        assert sentence.citations
    for one in answer.citations:
        text = company.reads.record(one.record_id, one.version, access=access).text
        assert one.quote and text[one.start : one.end] == one.quote


def test_the_last_is_of_today_at_the_latest(company: Application) -> None:
    lanhai = next(one for one in told(ask(company, "李静认识哪些客户？")) if "澜海" in one)
    assert "2026-06-25" in lanhai and "明年的会" not in lanhai


def test_what_is_hidden_is_neither_told_nor_counted(company: Application) -> None:
    answer = ask(company, "Which customers does Jing Li know?", QIAN)
    assert told(answer)[0] == "Customers that 李静 knows: 2 in all."
    assert "Falcon" not in answer.text and "内部拜访" not in answer.text
    lanhai = next(one for one in told(answer) if "澜海" in one or "Lanhai" in one)
    assert "2026-05-24" in lanhai


def test_all_of_one_name_are_told_by_their_posts(company: Application) -> None:
    answer = ask(company, "钱军认识哪些客户？")
    leads = [one for one in told(answer) if "认识的客户" in one]
    posts = ("purchasing", "service")
    assert sorted(leads) == [f"钱军（{post}）认识的客户：共 1 家。" for post in posts]
    assert any("漏油" in one for one in told(answer))


def test_nobody_known_is_said_and_no_owner_is_looked_for_instead(company: Application) -> None:
    answer = ask(company, "高翔认识哪些客户？")
    assert not answer.answered and not answer.table
    assert answer.note == "没有查到高翔与哪家客户有关：看过的是你能看到的记录。"


def test_the_owner_is_still_told_from_the_field(company: Application) -> None:
    answer = ask(company, "李静负责哪些客户？")
    assert answer.answered and "恒岳电气" in answer.text
    assert "认识" not in answer.text and "澜海" not in answer.text


def test_a_colleague_reads_again_what_they_may_read_all_of(company: Application) -> None:
    answer = ask(company, "李静认识哪些客户？")
    share = company.history.share(answer.conversation_id, access=company.access(LI), everyone=True)
    for turn in company.history.shared(share.link, access=company.access(QIAN)).turns:
        assert "Falcon" not in str(turn) and "内部拜访" not in str(turn)
        assert "共 3 家" not in str(turn)
