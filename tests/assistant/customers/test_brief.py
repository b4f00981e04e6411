"""A brief says what changed, in the asker's language, and each sentence is cited word for word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from assistant.bootstrap import Application
from assistant.customers.views import Brief
from assistant.questions import Language
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    WU,
    account,
    of_customer,
    opened,
    the_id,
)

RECORDS = (
    account("C1", "恒岳电气", "Hengyue", owner=LI),
    account("C2", "Nordvik", owner=WU),
    of_customer("D1", "deal", "C1", "二期", "2025-12-01 机会确认\n2026-05-27 方案确认\n2026-06-10 商务谈判", owner=LI, stage="商务谈判", amount="860000", currency="CNY"),
    of_customer("D2", "deal", "C1", "三期", "2026-06-01 机会确认", owner=LI, stage="机会确认"),
    of_customer("D3", "deal", "C1", "一期", "2022-06-01 机会确认\n2023-01-01 日常维护", stage="日常维护"),
    of_customer("H1", "contract", "C1", "HT-1", signed_on="2026-06-05", start_date="2026-06-05", end_date="2027-06-05", amount="5,860,000", currency="CNY"),
    of_customer("H2", "contract", "C1", "HT-2", signed_on="2025-07-05", start_date="2025-07-05", end_date="2026-07-31"),
    of_customer("H3", "contract", "C1", "HT-3", signed_on="2024-07-05", end_date="2026-05-31"),
    of_customer("T1", "ticket", "C1", "停机", status="open", opened_on="2026-06-20"),
    of_customer("T2", "ticket", "C1", "误报", status="closed", opened_on="2026-06-01", closed_on="2026-06-03"),
    of_customer("T3", "ticket", "C1", "旧故障", status="closed", opened_on="2026-01-01", closed_on="2026-05-03"),
    of_customer("T4", "ticket", "C1", "更旧的故障", status="closed", opened_on="2025-01-01", closed_on="2025-05-03"),
    of_customer("V1", "visit", "C1", "初验收", "初验收通过。我们 7 月 10 日前补文件。", day=date(2026, 6, 12), author=LI),
    of_customer("V2", "call", "C1", "让价", "客户要求让价百分之五。", day=date(2026, 6, 14), author=WU, audience=SALES),
    of_customer("M1", "mail", "C1", "询价", "Dear Li,\nplease send the offer by 20 July.", day=datetime(2026, 6, 2, tzinfo=UTC)),
    of_customer("V0", "visit", "C1", "旧拜访", "见了面。", day=date(2026, 2, 12), author=LI),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("brief"), RECORDS) as application:
        yield application


def brief(
    company: Application,
    said: str = "恒岳",
    asker: str = LI,
    language: Language = "zh",
    days: int = 90,
) -> Brief:
    one = the_id(company, said, asker)
    return company.customers.brief(one, access=company.access(asker), language=language, days=days)


def test_it_tells_deals_contracts_tickets_contacts_and_promises(company: Application) -> None:
    assert {one.text for one in brief(company).sentences} == {
        "商机《二期》于 2026-06-10 进入「商务谈判」（此前为「方案确认」），金额 860,000 CNY。",
        "新商机《三期》：2026-06-01 机会确认。",
        "2026-06-05 签订合同《HT-1》，金额 5,860,000 CNY。",
        "合同《HT-2》将于 2026-07-31 到期，还有 31 天。",
        "合同《HT-3》已于 2026-05-31 到期。",
        "2026-06-20 提出工单《停机》，尚未关闭。",
        "2026-06-01 提出工单《误报》，2026-06-03 关闭。",
        "工单《旧故障》于 2026-05-03 关闭。",
        "90 天内往来 3 次（电话 1、拜访 1、邮件 1），此前 90 天为 1 次。",
        "最近往来（2026-06-14，《让价》）：客户要求让价百分之五。",
        "最近往来（2026-06-12，《初验收》）：初验收通过。",
        "承诺（2026-07-10 到期）：我们 7 月 10 日前补文件。",
        "要求（2026-07-20 到期）：please send the offer by 20 July.",
    }


def test_it_speaks_the_askers_language(company: Application) -> None:
    told = {one.text for one in brief(company, language="en").sentences}
    assert 'Contract "HT-2" ends on 2026-07-31, in 31 days.' in told
    assert 'Deal "二期" came to "商务谈判" on 2026-06-10 (before: "方案确认"), 860,000 CNY.' in told


def test_each_sentence_is_cited_word_for_word(company: Application) -> None:
    held = brief(company)
    access = company.access(LI)
    numbers = {citation.number for citation in held.citations}
    for sentence in held.sentences:
        assert sentence.citations
        assert numbers.issuperset(sentence.citations)
    for citation in held.citations:
        record = company.reads.record(citation.record_id, citation.version, access=access)
        assert record.text[citation.start : citation.end] == citation.quote


def test_it_tells_nothing_that_is_hidden(company: Application) -> None:
    told = str(brief(company, asker=QIAN))
    assert "让价" not in told
    assert "90 天内往来 2 次" in told


def test_where_nothing_changed_nothing_is_said(company: Application) -> None:
    held = brief(company, "Nordvik", WU)
    assert held.sentences == ()
    assert held.citations == ()
    assert (held.since, held.until) == (date(2026, 4, 2), date(2026, 6, 30))


def test_a_shorter_time_tells_less(company: Application) -> None:
    assert len(brief(company, days=10).sentences) < len(brief(company).sentences)
