"""An answer over many customers is told again only to who may read all that was looked at for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.audit.entries import AuditFilter
from assistant.bootstrap import Application
from ingest.records import record_id
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    WU,
    account,
    contact,
    of_customer,
    opened,
)

OVERDUE = "They have not paid the invoice, payment is overdue since March."
RECORDS = (
    account("C1", "恒岳电气", "Hengyue Electric", owner=LI),
    account("C2", "Nordvik", owner=WU),
    account("C4", "Mill", owner=WU),
    of_customer("V1", "visit", "C1", "六月拜访", OVERDUE, day=date(2026, 6, 24), author=LI),
    of_customer("V2", "visit", "C2", "Hall", "We looked at the hall.", day=date(2026, 6, 21), author=WU, audience=SALES),
    of_customer("L1", "call", "C1", "Call", "They said that a competitor called Fastline came.", day=date(2026, 6, 22), author=LI),
    of_customer("M1", "mail", "C2", "Plans", "The plans are here.", day=date(2025, 6, 1), author=WU),
    of_customer("M2", "mail", "C1", "Prices", "The prices are here.", day=date(2026, 6, 1), author=LI),
)  # fmt: skip
FALCON = (
    account("C3", "Falcon", owner=WU, audience=SALES),
    of_customer("T1", "task", "C3", "Spare parts list", day=date(2026, 7, 2), assignee=WU, due_date="2026-07-02", status="open"),
    contact("P3", "C3", "Lars Eide"),
    of_customer("V3", "visit", "C3", "June visit", "Lars Eide asked for a lower price.", day=date(2026, 6, 21), author=WU),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("shared"), RECORDS) as application:
        yield application


@pytest.fixture(scope="module")
def falcon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("falcon"), (*RECORDS, *FALCON)) as application:
        yield application


@pytest.mark.parametrize(
    "question",
    [
        "Which customers have not been visited this year?",
        "哪些客户欠我们钱？",
        "哪些客户有流失风险？",
        "Which customers mentioned competitors this year?",
        "Which customers have news this month?",
    ],
)
def test_who_may_not_read_all_that_was_looked_at_is_told_nothing(
    company: Application, question: str
) -> None:
    assert _told_to(company, question, LI) and not _told_to(company, question, QIAN)


@pytest.mark.parametrize(
    "question", ["What is open for 吴晨?", "What did Lars Eide say?", "吴晨认识哪些客户？"]
)
def test_who_may_not_know_of_a_customer_is_not_told_their_name(
    falcon: Application, question: str
) -> None:
    assert "Falcon" in _told_to(falcon, question, LI)
    assert "Falcon" not in _told_to(falcon, question, QIAN)


def test_whoever_is_named_is_kept_as_read(company: Application) -> None:
    access = company.access(LI)
    answer = company.reads.ask(
        "Which customers have not been visited since 2026-06-22?", access=access
    )
    assert answer.sentences[1].text == "Nordvik: the last on 2026-06-21 (owner: 吴晨)."
    wanted = AuditFilter(events=("ask",), target=answer.answer_id)
    [kept] = company.audit(wanted, access=access, before=None, limit=1)
    assert set(kept.records) >= {record_id("crm", one) for one in ("C2", "V2")}


def _told_to(company: Application, question: str, reader: str) -> str:
    """What a colleague is told of an answer of Li's that is shared with everybody."""
    access = company.access(LI)
    answer = company.assistant.ask(question, access=access)
    assert answer.answered
    share = company.history.share(answer.conversation_id, access=access, everyone=True)
    shared = company.history.shared(share.link, access=company.access(reader))
    return "\n".join(one.text for turn in shared.turns for one in turn.sentences)
