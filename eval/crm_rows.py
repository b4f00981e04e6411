"""Reads the exported CRM tables as plain rows, apart from the connectors, to know what is true."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from eval.phrasing import Language

Cells = Mapping[str, str]
PEOPLE = frozenset({"owner", "assignee", "author", "participant"})
DAYS = frozenset({"last_contact", "next_contact", "close_date", "end_date", "closed_on"})


@dataclass(frozen=True, slots=True)
class Row:
    """A record as its table states it: its id in the source, its names by language, its fields."""

    id: str
    names: Mapping[Language, tuple[str, ...]]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a field refers to: as questions write them, as answers may."""

    written: Mapping[Language, tuple[str, ...]]
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """One company's rows by table. `today` is the day on which questions are asked.

    `doubtful` are rows that some readers would count too: nothing is asked that would touch them.
    `named` holds people by the address that rows refer to them with.
    """

    source: str
    today: date
    rows: Mapping[str, tuple[Row, ...]]
    named: Mapping[str, Named]
    doubtful: Mapping[str, tuple[Row, ...]]


def workbench_tables(folder: Path, source: str) -> Tables:
    """The tables of WorkBench, asked at the end of its November 2023."""
    customers = _rows(
        folder / "customer_relationship_manager_data.csv",
        "customer_id",
        {
            "owner": "assigned_to_email",
            "status": "status",
            "last_contact": "last_contact_date",
            "next_contact": "follow_up_by",
            "product": "product_interest",
            "phone": "customer_phone",
        },
        ("customer_name",),
    )
    tasks = _rows(
        folder / "project_tasks.csv",
        "task_id",
        {"assignee": "assigned_to_email", "status": "list_name", "due_date": "due_date"},
    )
    events = _rows(
        folder / "calendar_events.csv",
        "event_id",
        {"participant": "participant_email", "on": "event_start"},
    )
    mails = _rows(
        folder / "emails.csv",
        "email_id",
        {"participant": "sender/recipient", "on": "sent_datetime"},
    )
    rows = {"customers": customers, "tasks": tasks, "events": events, "mails": mails}
    people = {
        row.values[field]
        for table in rows.values()
        for row in table
        for field in PEOPLE & row.values.keys()
    }
    named = {address: _by_address(address) for address in people}
    return Tables(source, date(2023, 11, 30), rows, named, {})


def demo_tables(folder: Path, source: str, today: date) -> Tables:
    """The demo's tables as everyone may read them; `folder` holds directory.csv and crm."""
    crm = folder / "crm"
    customers = _rows(
        crm / "customers.csv",
        "客户编号",
        {
            "owner": "负责人邮箱",
            "status": "状态",
            "region": "区域",
            "tier": "等级",
            "last_contact": "最近联系",
        },
        ("简称", "客户名称"),
        ("英文简称", "英文名称"),
    )
    contacts = _rows(crm / "contacts.csv", "contact_id", {"phone": "phone"}, ("name",))
    deals = _rows(
        crm / "deals.xlsx",
        "商机编号",
        {
            "owner": "负责人邮箱",
            "stage": "阶段",
            "close_date": "预计签约",
            "amount": "金额",
            "currency": "币种",
            "product": "产品方向",
        },
        ("商机名称",),
    )
    contracts = _rows(
        crm / "contracts.csv",
        "合同编号",
        {"end_date": "到期日期", "amount": "合同金额", "currency": "币种"},
        ("合同名称", "合同编号"),
    )
    tickets = _rows(
        crm / "tickets.csv",
        "ticket_id",
        {
            "priority": "priority",
            "opened_on": "opened_on",
            "closed_on": "closed_on",
        },
        ("subject",),
    )
    tasks = _rows(crm / "tasks.csv", "task_id", {"assignee": "assignee", "status": "status"})
    activities = [
        row
        for row in _rows(
            crm / "activities.csv",
            "记录编号",
            {
                "type": "类型",
                "author": "记录人",
                "with": "同行人",
                "on": "日期",
                "audience": "可见范围",
            },
        )
        if not row.values["audience"]
    ]
    visits = tuple(row for row in activities if row.values["type"] == "拜访")
    services = tuple(row for row in activities if row.values["type"] == "现场服务")
    rows = {
        "customers": customers,
        "contacts": contacts,
        "deals": deals,
        "contracts": contracts,
        "tickets": tickets,
        "tasks": tasks,
        "visits": visits,
    }
    doubtful = {"visits": (*services, *_accompanied((*visits, *services)))}
    return Tables(source, today, rows, _people(folder), doubtful)


def _rows(
    path: Path,
    id_column: str,
    fields: Mapping[str, str],
    zh: Sequence[str] = (),
    en: Sequence[str] = (),
) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{path.name}#{cells[id_column]}",
            {"zh": _names(cells, zh), "en": _names(cells, en or zh)},
            {field: cells[column] for field, column in fields.items()},
        )
        for cells in _cells(path)
    )


def _cells(path: Path) -> Iterator[Cells]:
    if path.suffix == ".xlsx":
        sheet = load_workbook(path, read_only=True).worksheets[0]
        head, *filled = [
            ["" if cell is None else str(cell) for cell in line]
            for line in sheet.iter_rows(values_only=True)
        ]
        for line in filled:
            yield dict(zip(head, line, strict=True))
        return
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def _names(cells: Cells, columns: Sequence[str]) -> tuple[str, ...]:
    """The first of the names in each column: further ones are abbreviations of it."""
    return tuple(cells[column].split(";")[0] for column in columns if cells[column])


def _accompanied(rows: Sequence[Row]) -> Iterator[Row]:
    """Each row once more for everyone who went along."""
    for row in rows:
        for companion in row.values["with"].split(";"):
            yield replace(row, values={**row.values, "author": companion})


def _by_address(address: str) -> Named:
    name = address.split("@")[0].replace(".", " ")
    return Named({"zh": (name.title(),), "en": (name.title(),)}, (name, address))


def _people(folder: Path) -> dict[str, Named]:
    """The colleagues by address; whom two share a name with cannot be asked about by it."""
    cells = list(_cells(folder / "directory.csv"))
    times = Counter(name for each in cells for name in (each["姓名"], each["英文名"]))

    def written(name: str) -> tuple[str, ...]:
        return (name,) if times[name] == 1 else ()

    return {
        each["邮箱"]: Named(
            {"zh": written(each["姓名"]), "en": written(each["英文名"])},
            (each["姓名"], each["英文名"], each["邮箱"]),
        )
        for each in cells
    }
