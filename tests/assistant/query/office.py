"""A small company's CRM for counting: three customers, two colleagues, deals, tickets, visits and tasks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ingest.access import Access
from ingest.records import (
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    Kind,
    PersonFacts,
    PersonRef,
    Record,
    Role,
    Section,
)
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

TODAY = date(2026, 6, 30)
SALES = frozenset({"everyone", "dept:sales"})
ANYBODY = frozenset({"everyone"})
LI, SUN = "li@acme.example", "sun@acme.example"
_EVERYONE = ("everyone",)


def made_store(folder: Path) -> Store:
    """The company, read."""
    store = Store(folder, HashEmbedder())
    run(store, Listing(*_people()), "directory")
    run(store, Listing(*_customers(), *_deals(), *_tickets(), *_others()), "crm")
    return store


def access_of(store: Store, email: str, tokens: frozenset[str] = ANYBODY) -> Access:
    """The colleague at an address, with tokens."""
    person = store.entities().person_at(email)
    assert person is not None
    return Access(person, tokens)


def _people() -> list[Record]:
    return [
        record(
            email,
            name,
            kind="person",
            title=name,
            entity=PersonFacts(email, name, emails=(email,), department="sales"),
        )
        for email, name in ((LI, "李静"), (SUN, "Grace Sun"))
    ]


def _row(
    external_id: str,
    kind: Kind,
    title: str,
    day: str,
    customer: str,
    owner: str,
    fields: dict[str, str],
    *,
    text: str = "",
    role: Role = "owner",
    audience: tuple[str, ...] = _EVERYONE,
) -> Record:
    return record(
        external_id,
        "",
        kind=kind,
        title=title,
        occurred_at=date.fromisoformat(day) if day else None,
        sections=(Section(text),) if text else (),
        fields=tuple(
            Field(name.partition("|")[0], name.partition("|")[2] or name, value)
            for name, value in {**fields, f"{role}|负责人邮箱": owner}.items()
        ),
        involvements=(Involvement(role, PersonRef(email=owner)),),
        customers=(CustomerRef(customer),) if customer else (),
        audience=audience,
    )


def _customers() -> list[Record]:
    rows = (
        ("C1", "恒岳电气", "华东", "A", "2024-03-01", LI, "30"),
        ("C2", "Nordvik Packaging", "海外", "B", "2025-02-10", SUN, "60"),
        ("C3", "澜海新能源", "华东", "B", "2026-01-15", LI, "45"),
    )
    return [
        Record(
            external_id=one,
            revision="1",
            kind="account",
            title=name,
            audience=_EVERYONE,
            occurred_at=date.fromisoformat(day),
            fields=(
                Field("date", "建档日期", day),
                Field("region", "区域", region),
                Field("tier", "等级", tier),
                Field("owner", "负责人", owner),
                Field("credit_days", "账期天数", credit),
            ),
            involvements=(Involvement("owner", PersonRef(email=owner)),),
            customers=(CustomerRef(one),),
            entity=CustomerFacts(one, name),
        )
        for one, name, region, tier, day, owner, credit in rows
    ]


def _deals() -> list[Record]:
    rows = (
        ("D1", "开关柜产线", "2026-07-20", "C1", LI, "商务谈判", "1200000.50", "CNY", _EVERYONE),
        ("D2", "局放监测", "2026-06-12", "C1", LI, "方案确认", "300000", "CNY", _EVERYONE),
        ("D3", "Case packer", "2026-06-25", "C2", SUN, "商务谈判", "58000", "EUR", _EVERYONE),
        ("D4", "电芯检测", "2026-05-08", "C3", LI, "商务谈判", "799999.50", "CNY", ("dept:sales",)),
    )
    return [
        _row(
            one, "deal", title, day, customer, owner,
            {"stage|阶段": stage, "amount|金额": amount, "currency|币种": currency, "close_date|预计签约": day},
            audience=audience,
        )
        for one, title, day, customer, owner, stage, amount, currency, audience in rows
    ]  # fmt: skip


def _tickets() -> list[Record]:
    rows = (
        (
            "T1",
            "柜门异响",
            "2026-02-03",
            "2026-02-10",
            "C1",
            "closed",
            "high",
            "投诉交付晚了三天。",
        ),
        (
            "T2",
            "Late delivery of spare parts",
            "2026-03-20",
            "",
            "C2",
            "open",
            "high",
            "Complaint: the delivery came late.",
        ),
        (
            "T3",
            "相机过热",
            "2026-05-06",
            "2026-05-07",
            "C3",
            "closed",
            "low",
            "运行 20 分钟后过热。",
        ),
        ("T4", "交付文件缺页", "2026-03-28", "", "C1", "open", "low", "客户投诉：交付资料不全。"),
    )
    return [
        _row(
            one, "ticket", title, opened, customer, SUN,
            {"opened_on": opened, "status": status, "priority": priority} | ({"closed_on": closed} if closed else {}),
            text=text, role="assignee",
        )
        for one, title, opened, closed, customer, status, priority, text in rows
    ]  # fmt: skip


def _others() -> list[Record]:
    visits = [
        _row(
            f"V{at}",
            "visit",
            f"拜访 {at}",
            day,
            customer,
            LI,
            {"date|日期": day},
            text="谈了进度。",
            role="author",
        )
        for at, (day, customer) in enumerate(
            (("2026-06-22", "C1"), ("2026-06-28", "C3"), ("2026-05-11", "C1"), ("2025-06-03", "C1"))
        )
    ]
    tasks = [
        _row(
            "K1",
            "task",
            "补交资料",
            "2026-06-10",
            "C1",
            LI,
            {"due_date": "2026-06-10", "status": "进行中"},
            role="assignee",
        ),
        _row(
            "K2",
            "task",
            "寄样机",
            "2026-07-10",
            "C2",
            SUN,
            {"due_date": "2026-07-10", "status": "未开始"},
            role="assignee",
        ),
    ]
    return [*visits, *tasks]
