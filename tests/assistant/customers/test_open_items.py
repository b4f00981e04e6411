"""What is open with a customer or in a colleague's hands, of what the asker may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.bootstrap import Application
from assistant.customers.open_views import OpenItem
from tests.assistant.customers.book import (
    LI,
    QIAN,
    SALES,
    WU,
    account,
    contact,
    of_customer,
    opened,
    the_id,
)

RECORDS = (
    account("C1", "恒岳电气", "Hengyue", owner=LI),
    account("C2", "Nordvik", owner=WU),
    contact("P1", "C1", "周平", email="zhou@hengyue.example"),
    of_customer("K1", "task", "C1", "资料清单", day=date(2026, 7, 24), assignee=QIAN, due_date="2026-07-24", status="进行中"),
    of_customer("K2", "task", "C1", "回电", assignee=LI, due_date="2026-06-20", status="未开始"),
    of_customer("K3", "task", "C1", "已做完的", assignee=LI, due_date="2026-06-20", status="已完成"),
    of_customer("K4", "task", "C1", "额度评审", "同意。"),
    of_customer("T1", "ticket", "C1", "停机", day=date(2026, 6, 25), status="open", opened_on="2026-06-25"),
    of_customer("T2", "ticket", "C1", "旧故障", status="closed", closed_on="2026-01-05"),
    of_customer("D1", "deal", "C1", "二期", owner=LI, stage="方案确认", close_date="2026-08-01", next_step="提交第二版报价"),
    of_customer("V1", "visit", "C1", "拜访", "谈了价格。周平承诺 7 月 20 日前付款。我们周五前给报价。", day=date(2026, 6, 24), author=LI),
    of_customer("V2", "visit", "C1", "旧拜访", "我们 6 月 5 日前寄样品。我们 2 月 5 日前寄样品。", day=date(2026, 1, 24), author=LI),
    of_customer("V3", "visit", "C1", "内部拜访", "我们 7 月 3 日前让价百分之五。", day=date(2026, 6, 20), author=WU, audience=SALES),
    of_customer("M1", "mail", "C1", "询价", "请在 7 月 17 日前给出预算价。", day=datetime(2026, 6, 15, 2, tzinfo=UTC)),
    of_customer("M2", "mail", "C1", "询价", "请在 7 月 17 日前给出预算价。", day=datetime(2026, 6, 16, 2, tzinfo=UTC)),
    of_customer("H1", "contract", "C1", "HT-1", "终验收日期为 2026-08-31。", day=date(2024, 6, 20), owner=LI),
    of_customer("F1", "file", "", "周会", "恒岳电气 7 月 9 日来参观。Nordvik 7 月 10 日开会。", day=date(2026, 6, 22), author=WU),
    of_customer("F2", "file", "", "恒岳电气会议纪要", "终稿 7 月 11 日前发出。", day=date(2026, 6, 22)),
    of_customer("N1", "call", "C2", "Call", "We will send the list by 10 July.", day=date(2026, 6, 22), author=WU),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("open"), RECORDS) as application:
        yield application


def open_with(company: Application, said: str, asker: str = LI) -> tuple[OpenItem, ...]:
    one = the_id(company, said, asker)
    return company.customers.open_items(one, access=company.access(asker))


def told(items: tuple[OpenItem, ...]) -> list[tuple[str, str, str]]:
    return [
        (
            one.kind,
            str(one.due or ""),
            one.record.title if one.kind in ("task", "ticket", "deal") else one.quote,
        )
        for one in items
    ]


def test_all_that_is_open_stands_by_its_day(company: Application) -> None:
    assert told(open_with(company, "恒岳")) == [
        ("promise", "2026-06-05", "我们 6 月 5 日前寄样品。"),
        ("task", "2026-06-20", "回电"),
        ("promise", "2026-06-26", "我们周五前给报价。"),
        ("promise", "2026-07-03", "我们 7 月 3 日前让价百分之五。"),
        ("date", "2026-07-09", "恒岳电气 7 月 9 日来参观。"),
        ("date", "2026-07-11", "终稿 7 月 11 日前发出。"),
        ("request", "2026-07-17", "请在 7 月 17 日前给出预算价。"),
        ("promise", "2026-07-20", "周平承诺 7 月 20 日前付款。"),
        ("task", "2026-07-24", "资料清单"),
        ("date", "2026-08-31", "终验收日期为 2026-08-31。"),
        ("ticket", "", "停机"),
    ]


def test_each_says_whose_turn_it_is_and_whether_it_is_past_due(company: Application) -> None:
    items = {one.quote or one.record.title: one for one in open_with(company, "恒岳")}
    paid = items["周平承诺 7 月 20 日前付款。"]
    assert (paid.side, paid.who, paid.past_due) == ("customer", "周平", False)
    assert items["请在 7 月 17 日前给出预算价。"].side == "us"
    sent = items["我们 6 月 5 日前寄样品。"]
    assert sent.past_due
    assert sent.later
    assert sent.later.title == "拜访"
    called = next(one for one in items.values() if one.record.title == "回电")
    assert called.past_due
    assert called.person
    assert called.person.email == LI
    assert {one.customer.name for one in items.values() if one.customer} == {"恒岳电气"}


def test_every_quote_stands_in_its_record(company: Application) -> None:
    access = company.access(LI)
    for one in (*open_with(company, "恒岳"), *open_with(company, "Nordvik")):
        record = company.reads.record(one.record.record_id, one.version, access=access)
        assert record.text[one.start : one.end] == one.quote
        assert one.quote


def test_nothing_of_what_is_hidden_is_open(company: Application) -> None:
    assert "让价" not in str(open_with(company, "恒岳", QIAN))


def test_several_customers_are_asked_at_once(company: Application) -> None:
    access = company.access(LI)
    both = company.customers.open_with(
        [the_id(company, "恒岳"), the_id(company, "Nordvik"), "nobody"], access=access
    )
    assert len(both) == len(open_with(company, "恒岳")) + len(open_with(company, "Nordvik"))
    assert company.customers.open_with([], access=access) == ()


def test_what_is_in_a_colleagues_hands(company: Application) -> None:
    access = company.access(LI)

    def held(asker: str) -> list[tuple[str, str, str]]:
        person_id = company.access(asker).person_id
        return told(company.customers.open_for(person_id, access=access))

    assert held(QIAN) == [("task", "2026-07-24", "资料清单")]
    assert ("deal", "2026-08-01", "二期") in held(LI)
    assert ("promise", "2026-06-26", "我们周五前给报价。") in held(LI)
    assert ("promise", "2026-07-20", "周平承诺 7 月 20 日前付款。") not in held(LI)
    assert ("date", "2026-08-31", "终验收日期为 2026-08-31。") in held(LI)
    assert ("promise", "2026-07-10", "We will send the list by 10 July.") in held(WU)
    assert company.customers.open_for("nobody", access=access) == ()


def test_a_company_without_records_has_nothing_open(tmp_path: Path) -> None:
    with opened(tmp_path, (account("C1", "空白公司"),)) as application:
        assert open_with(application, "空白公司") == ()
