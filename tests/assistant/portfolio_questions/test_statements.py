"""What is told of many customers claims no more than what was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.bootstrap import Application
from assistant.portfolio_questions.lines import MOST_READ
from ingest.records import Involvement, PersonRef
from tests.assistant.customers.book import LI, QIAN, WU, account, of_customer, opened

RECORDS = (
    account("C1", "恒岳电气", "Hengyue Electric", owner=LI),
    account("C2", "澜海新能源", "Lanhai", owner=LI),
    account("C3", "Nordvik", owner=WU),
    replace(
        account("C4", "Zwillingswerk"),
        involvements=tuple(Involvement("owner", PersonRef(email=one)) for one in (LI, QIAN)),
    ),
    of_customer("V1", "visit", "C1", "六月拜访", "看了现场。", day=date(2026, 6, 24), author=LI),
    of_customer("V2", "visit", "C2", "去年拜访", "看了现场。", day=date(2025, 11, 4), author=WU),
    of_customer("V3", "visit", "C2", "去年拜访之二", "看了图纸。", day=date(2025, 11, 4), author=LI),
    of_customer("V4", "visit", "C2", "夜里拜访", "我们 7 月 3 日前给报价。", day=datetime(2026, 4, 30, 20, tzinfo=UTC), author=LI),
    of_customer("L1", "mail", "C1", "Training", "It was agreed to finish the training by 10 July 2026.", day=date(2026, 5, 20), author=LI),
    of_customer("H1", "contract", "C3,C1", "Joint frame", signed_on="2025-08-01", end_date="2026-08-01", status="执行中"),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("statements"), RECORDS) as application:
        yield application


def told(company: Application, question: str, asker: str = LI) -> list[str]:
    answer = company.assistant.ask(question, access=company.access(asker))
    return [one.text for one in answer.sentences]


def test_of_days_that_are_over_the_last_before_them_is_told(company: Application) -> None:
    assert told(company, "我的客户三月没有拜访过的有哪些？")[1:3] == [
        "澜海新能源：2026-03-01 之前最近一次在 2025-11-04（负责人李静）。",
        "恒岳电气：到 2026-03-31 为止没有查到（负责人李静）。",
    ]


def test_of_two_visits_of_a_day_that_of_the_colleague_is_cited(company: Application) -> None:
    question = "今年二月我还没拜访过哪些客户？"
    answer = company.assistant.ask(question, access=company.access(LI))
    assert [one.title for one in answer.citations][:1] == ["去年拜访之二"]


def test_what_was_said_at_night_is_of_the_company_s_day(company: Application) -> None:
    assert "给报价" in "".join(told(company, "我的客户五月有哪些承诺？"))
    assert "给报价" not in "".join(told(company, "我的客户四月有哪些承诺？"))


def test_a_promise_of_a_side_that_is_not_named_is_said_to_be_one(company: Application) -> None:
    lead = told(company, "我们五月答应客户的有哪些？")[0]
    assert "我方当前承诺（或未写明是哪一方的）" in lead and "共 2 项" in lead


def test_a_contract_of_two_customers_is_of_both(company: Application) -> None:
    assert "Joint frame" in told(company, "我的客户哪些合同快到期了")[1]
    assert "Joint frame" in told(company, "我的客户哪些合同快到期了", WU)[1]


def test_a_customer_of_two_owners_is_of_both(company: Application) -> None:
    for owner in (LI, QIAN):
        assert "Zwillingswerk" in "".join(told(company, "我的客户有哪些从没打过电话？", owner))


def test_where_only_the_busiest_were_read_the_sentence_says_so(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    many = (account(f"M{one}", f"Mill {one}") for one in range(MOST_READ))
    late = of_customer(
        "T1", "task", "C1", "资料清单", assignee=LI, due_date="2026-06-24", status="进行中"
    )
    with opened(tmp_path_factory.mktemp("busiest"), (*RECORDS, late, *many)) as company:
        lead = told(company, "哪些客户有流失风险？")[0]
    assert lead.startswith("所有客户中记录最多的 100 家 · ")
