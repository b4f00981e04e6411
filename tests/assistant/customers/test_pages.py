"""Who a customer is, what was dealt with them, and who did: as far as the asker may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.bootstrap import Application
from assistant.customers.listing import Wanted
from ingest.access import Access
from ingest.errors import NotFoundError
from ingest.filters import UNFILTERED, Filters
from tests.assistant.customers.book import (
    GAO,
    LI,
    QIAN,
    SALES,
    TODAY,
    WU,
    account,
    contact,
    of_customer,
    opened,
    the_id,
)

RECORDS = (
    account("C1", "苏州恒岳电气股份有限公司", "恒岳", "Hengyue Electric", owner=LI, tier="A", city="苏州"),
    account("C2", "Nordvik Packaging", "诺德维克", owner=WU, tier="B", city="Bergen"),
    account("C3", "瑞丰机械", owner=LI, tier="B", city="青岛"),
    account("C4", "瑞丰机械", owner=WU, tier="A", city="长沙"),
    account("C5", "Secret Board Customer", audience=("dept:board",)),
    account("C6", "空白公司"),
    contact("P1", "C1", "周平", title="采购总监", phone="138-01"),
    contact("P2", "C1", "吕敏", title="设备部经理"),
    of_customer(
        "D1", "deal", "C1", "恒岳二期", "2025-03-12 方案确认\n2024-09-10 机会确认\n2026-13-40 无此日",
        day=date(2026, 9, 30), owner=LI, stage="方案确认", amount="5,860,000", close_date="2026-09-30",
        next_step="报价",
    ),
    of_customer("D2", "deal", "C1", "恒岳一期", owner=LI, stage="日常维护", amount="320万", close_date="2022-11-18"),
    of_customer("D3", "deal", "C1", "恒岳三期", owner=WU, stage="输单", amount="12.50", currency="usd"),
    of_customer("H1", "contract", "C1", "HT-1", owner=LI, amount="586万", start_date="2025-06-20", end_date="2026-09-30", status="执行中"),
    of_customer("H2", "contract", "C1", "HT-2", start_date="2022-11-18", end_date="2023-08-31", status="已完成"),
    of_customer("T1", "ticket", "C1", "报警 E-37", day=date(2026, 6, 20), assignee=QIAN, status="open", opened_on="2026-06-20"),
    of_customer("T2", "ticket", "C1", "停机", day=date(2026, 1, 5), status="closed", opened_on="2026-01-05", closed_on="2026-01-15"),
    of_customer("V1", "visit", "C1", "恒岳拜访", "谈了二期。", day=date(2026, 6, 12), author=LI, participant=GAO, contact="周平、吕敏"),
    of_customer("V2", "call", "C1", "恒岳电话", "谈价格。", day=date(2026, 3, 2), author=WU, contact="周平", audience=SALES),
    # 2026-06-01 in the company's time zone, though not yet in UTC.
    of_customer("M1", "mail", "C1", "Quote", "Hello.", day=datetime(2026, 5, 31, 17, 0, tzinfo=UTC), author=LI),
    of_customer("F1", "file", "", "销售周会", "恒岳二期初验收通过。", day=date(2026, 6, 15), author=LI),
    of_customer("F2", "file", "", "Hengyue Electric: review", "What we learned.", day=date(2024, 1, 1)),
    of_customer("F3", "file", "", "薪酬", "恒岳奖金。", day=date(2026, 6, 16), audience=("dept:board",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened(tmp_path_factory.mktemp("pages"), RECORDS) as application:
        yield application


@pytest.fixture(scope="module")
def li(company: Application) -> Access:
    return company.access(LI)


@pytest.mark.parametrize(
    "said", ["恒岳", "苏州恒岳电气股份有限公司", "HENGYUE  electric", "hengyue", "C1", "c1", "恆嶽"]
)
def test_a_customer_is_found_by_any_of_its_names(
    company: Application, li: Access, said: str
) -> None:
    [row] = company.customers.find(said, access=li)
    assert (row.name, row.tier, row.owner_name) == ("苏州恒岳电气股份有限公司", "A", "李静")


def test_two_customers_of_one_name_are_told_apart(company: Application, li: Access) -> None:
    rows = company.customers.find("瑞丰机械", access=li)
    assert {(row.city, row.owner_name) for row in rows} == {("青岛", "李静"), ("长沙", "吴晨")}
    for row in rows:
        assert company.customers.page(row.id, access=li).customer.id == row.id


@pytest.mark.parametrize(
    "said", ["Secret Board Customer", "board", "C5", "nobody", "", " ", "%", "c000999"]
)
def test_whom_nobody_may_know_of_is_not_found(company: Application, li: Access, said: str) -> None:
    assert company.customers.find(said, access=li) == ()


def test_a_list_is_searched_narrowed_sorted_and_paged(company: Application, li: Access) -> None:
    def names(wanted: Wanted) -> list[str]:
        listed = company.customers.listed(wanted, access=li)
        return [row.name for row in listed.customers]

    assert names(Wanted()) == [
        "空白公司", "Nordvik Packaging", "瑞丰机械", "瑞丰机械", "苏州恒岳电气股份有限公司",
    ]  # fmt: skip
    assert names(Wanted(language="en")) == [
        "苏州恒岳电气股份有限公司", "空白公司", "Nordvik Packaging", "瑞丰机械", "瑞丰机械",
    ]  # fmt: skip
    assert names(Wanted(search="诺德")) == ["Nordvik Packaging"]
    assert names(Wanted(search="nordvik")) == ["Nordvik Packaging"]
    assert names(Wanted(tier="b")) == ["Nordvik Packaging", "瑞丰机械"]
    assert names(Wanted(sort="open_items", descending=True))[0] == "苏州恒岳电气股份有限公司"
    assert names(Wanted(sort="last_contact"))[0] == "苏州恒岳电气股份有限公司"
    assert names(Wanted(sort="records", descending=True))[0] == "苏州恒岳电气股份有限公司"
    assert names(Wanted(sort="tier"))[0] == "瑞丰机械"
    assert names(Wanted(limit=2)) + names(Wanted(offset=2, limit=9)) == names(Wanted())
    assert names(Wanted(offset=99)) == []
    assert names(Wanted(search="%")) == []
    wu = company.access(WU).person_id
    assert names(Wanted(owner=wu)) == ["Nordvik Packaging", "瑞丰机械"]
    assert names(Wanted(owner="nobody")) == []


def test_a_row_says_when_they_were_last_met_and_what_is_open(
    company: Application, li: Access
) -> None:
    [row] = company.customers.listed(Wanted(search="恒岳"), access=li).customers
    assert row.last_contact == date(2026, 6, 12)
    assert row.open_items == 1


def test_what_somebody_may_not_read_is_not_counted(company: Application) -> None:
    [seen] = company.customers.find("恒岳", access=company.access(LI))
    [less] = company.customers.find("恒岳", access=company.access(QIAN))
    assert seen.record_count == less.record_count + 1


def titles(company: Application, asker: str = LI, filters: Filters = UNFILTERED) -> list[str]:
    page = company.customers.timeline(
        the_id(company, "恒岳"),
        access=company.access(asker),
        filters=filters,
        limit=100,
    )
    assert page.total == len(page.entries)
    return [one.record.title for one in page.entries]


def test_the_timeline_goes_across_all_sources(company: Application) -> None:
    told = titles(company)
    assert told[:5] == ["恒岳二期", "报警 E-37", "销售周会", "恒岳拜访", "Quote"]
    assert "Hengyue Electric: review" in told
    assert "薪酬" not in told
    assert "恒岳电话" not in titles(company, QIAN)


def test_the_timeline_is_narrowed_by_kind_person_and_period(company: Application) -> None:
    assert titles(company, filters=Filters(kinds=("visit", "call"))) == ["恒岳拜访", "恒岳电话"]
    wu = company.access(WU).person_id
    assert set(titles(company, filters=Filters(people=(wu,)))) == {"恒岳电话", "恒岳三期"}
    assert titles(company, filters=Filters(people=("nobody",))) == []
    june = titles(company, filters=Filters(since=date(2026, 6, 1), until=date(2026, 6, 12)))
    assert june == ["恒岳拜访", "Quote"]
    assert titles(company, filters=Filters(until=date(2026, 5, 31), since=date(2026, 5, 1))) == []
    assert titles(company, filters=Filters(until=date.max, since=date(2026, 7, 1))) == ["恒岳二期"]
    assert titles(company, filters=Filters(until=date.min)) == []


def test_a_page_of_the_timeline_follows_the_one_before(company: Application, li: Access) -> None:
    one = the_id(company, "恒岳")
    whole = company.customers.timeline(one, access=li, limit=100)
    parts = [
        company.customers.timeline(one, access=li, offset=at, limit=4)
        for at in range(0, whole.total, 4)
    ]
    assert tuple(entry for part in parts for entry in part.entries) == whole.entries
    assert {part.total for part in parts} == {whole.total}
    assert {one.record.title for one in whole.entries if not one.about} == {
        "销售周会", "Hengyue Electric: review",
    }  # fmt: skip


def test_deals_say_how_they_came_to_where_they_stand(company: Application, li: Access) -> None:
    deals = company.customers.deals(the_id(company, "恒岳"), access=li)
    assert [(one.record.title, one.state) for one in deals] == [
        ("恒岳二期", "open"), ("恒岳一期", "won"), ("恒岳三期", "lost"),
    ]  # fmt: skip
    assert [(one.amount, one.currency) for one in deals] == [
        ("5860000", "CNY"), ("3200000", "CNY"), ("12.5", "USD"),
    ]  # fmt: skip
    assert [(change.day, change.stage) for change in deals[0].history] == [
        (date(2024, 9, 10), "机会确认"), (date(2025, 3, 12), "方案确认"),
    ]  # fmt: skip
    text = company.reads.record(deals[0].record.record_id, None, access=li).text
    for change in deals[0].history:
        assert text[change.start : change.end] == change.quote


def test_contracts_and_tickets_say_how_they_stand_today(company: Application, li: Access) -> None:
    one = the_id(company, "恒岳")
    contracts = company.customers.contracts(one, access=li)
    assert [(held.record.title, held.is_running, held.days_left) for held in contracts] == [
        ("HT-1", True, (date(2026, 9, 30) - TODAY).days), ("HT-2", False, None),
    ]  # fmt: skip
    tickets = company.customers.tickets(one, access=li)
    assert [(held.record.title, held.is_open, held.days) for held in tickets] == [
        ("报警 E-37", True, 10), ("停机", False, 10),
    ]  # fmt: skip
    assert tickets[0].assignee == "钱军"


def test_contacts_say_when_they_were_last_met(company: Application) -> None:
    def met(asker: str) -> dict[str, date | None]:
        contacts = company.customers.contacts(the_id(company, "恒岳"), access=company.access(asker))
        return {held.name: held.last_met_at for held in contacts}

    assert met(LI) == {"周平": date(2026, 6, 12), "吕敏": date(2026, 6, 12)}


def test_documents_are_those_about_them_and_those_that_name_them(
    company: Application, li: Access
) -> None:
    documents = company.customers.documents(the_id(company, "恒岳"), access=li)
    assert [(held.record.title, held.about) for held in documents] == [
        ("销售周会", False), ("Hengyue Electric: review", True),
    ]  # fmt: skip


def test_the_team_is_the_owner_those_involved_and_those_who_left(
    company: Application, li: Access
) -> None:
    team = company.customers.team(the_id(company, "恒岳"), access=li)
    assert team.owner
    assert team.owner.name == "李静"
    assert [one.person.name for one in team.members] == ["李静", "吴晨", "钱军"]
    assert [one.person.name for one in team.formerly] == ["高翔"]
    owner = team.members[0]
    assert owner.is_owner
    reasons = {reason.role: (reason.count, reason.last_at) for reason in owner.reasons}
    # The deal's own day is still to come.
    assert reasons["owner"] == (4, None)
    assert reasons["author"] == (2, date(2026, 6, 12))


def test_a_page_is_all_of_it_and_nothing_of_what_is_hidden(company: Application) -> None:
    page = company.customers.page(the_id(company, "恒岳"), access=company.access(QIAN))
    assert "恒岳电话" not in str(page)
    assert "薪酬" not in str(page)
    assert page.deals
    assert page.team.members[0].person.name == "李静"
    assert {one.kind: one.count for one in page.counts}["deal"] == 3
    assert (
        max(str(one.occurred_at) for one in page.timeline.entries if one.occurred_at)
        <= "2026-06-30"
    )


def test_a_customer_without_records_has_an_empty_page(company: Application, li: Access) -> None:
    page = company.customers.page(the_id(company, "空白公司"), access=li)
    assert (page.deals, page.tickets, page.contacts, page.contracts, page.documents) == ((),) * 5
    assert page.team.members == ()
    assert [one.record.title for one in page.timeline.entries] == []


@pytest.mark.parametrize(
    "part",
    ["view", "page", "timeline", "contacts", "deals", "contracts", "tickets", "documents", "team"],
)
def test_an_unknown_customer_is_not_found_and_a_hidden_one_neither(
    company: Application, li: Access, part: str
) -> None:
    # The fifth customer is the board's alone.
    for one in ("nobody", "c000005", "", "' or 1=1"):
        with pytest.raises(NotFoundError, match="There is no such customer"):
            getattr(company.customers, part)(one, access=li)


def test_an_empty_company_lists_nobody(tmp_path: Path) -> None:
    with opened(tmp_path, ()) as application:
        access = application.access(LI)
        assert application.customers.listed(Wanted(), access=access).total == 0
        assert application.customers.find("恒岳", access=access) == ()
