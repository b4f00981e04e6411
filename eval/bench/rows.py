"""A CRM of many rows, made up: customers, contacts, deals and activities, in editions of which each
changes one row in a hundred."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_TOWNS = "宁波 苏州 无锡 常州 嘉兴 绍兴 温州 台州 合肥 芜湖 青岛 烟台 佛山 东莞 长沙 株洲 成都 绵阳 西安 郑州".split()
_MARKS = "恒岳 启辰 樾璟 汇川 众诚 博远 天泽 明筑 金桥 瑞丰 华信 远图 凌云 浩洋 嘉禾 百川 鼎盛 新澜 中拓 云帆".split()
_TRADES = "电气 汽车零部件 包装机械 食品 新材料 精密仪器 纺织 医疗器械 光伏 物流设备".split()
_STAGES = "线索 需求确认 方案 商务谈判 合同 交付 验收".split()
_TOPICS = (
    "客户关心换型时间，要求从四十分钟缩短到十五分钟以内",
    "现场网关固件偶发掉线，已约定下周三远程升级",
    "对方采购提出付款条件改为三六一，需要财务评估",
    "验收测试第二轮通过，遗留两项：报警文案和备件清单",
    "竞争对手报价低百分之八，但不含培训和两年质保",
    "生产经理希望看到同行业案例，安排参观样板线",
    "The line manager asked for a trial of the G20 before the budget closes in autumn",
    "Spare parts arrived late; service credits of two days were agreed on the phone",
)
_COLLEAGUES = 200
_EDITIONS = 100


@dataclass(frozen=True, slots=True)
class _Table:
    """A file, what config.toml says of it, and its share of the rows."""

    mapping: Mapping[str, object]
    share: float
    columns: tuple[str, ...]
    row: Callable[[int, int, int], tuple[str, ...]]
    """Cells by the row's number, its edition and how many customers there are."""


def table_options() -> dict[str, object]:
    """What config.toml would say of the tables."""
    return {"tables": [dict(table.mapping) for table in _TABLES]}


def write_rows(rows: int, edition: int, folder: Path) -> int:
    """Writes the tables as they are after so many editions; gives the number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    customers = max(1, round(rows * _TABLES[0].share))
    written = 0
    for table in _TABLES:
        count = max(1, round(rows * table.share))
        path = folder / str(table.mapping["file"])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            for number in range(count):
                # In edition e the rows e, e + 100, … change.
                changes = (edition - number % _EDITIONS + _EDITIONS - 1) // _EDITIONS
                writer.writerow(table.row(number, max(0, changes), customers))
        written += count
    return written


def files_of(folder: Path) -> Iterator[Path]:
    """The tables' files."""
    return (folder / str(table.mapping["file"]) for table in _TABLES)


def _colleague(number: int) -> str:
    return f"colleague{number % _COLLEAGUES}@rows.example"


def _name(number: int) -> str:
    town, rest = _TOWNS[number % 20], number // 20
    return f"{town}{_MARKS[rest % 20]}{_TRADES[rest // 20 % 10]}{rest // 200 or ''}有限公司"


def _customer(number: int, changes: int, _: int) -> tuple[str, ...]:
    return (
        f"C{number}",
        _name(number),
        _TRADES[number % 10],
        _TOWNS[number * 7 % 20],
        "ABC"[(number + changes) % 3],
        _colleague(number),
    )


def _contact(number: int, changes: int, customers: int) -> tuple[str, ...]:
    customer = number % customers
    changes += number // _EDITIONS  # so that in every edition some get theirs
    return (
        f"P{number}",
        f"{_MARKS[number % 20][0]}{_TOWNS[number // 20 % 20]}{number}",
        f"C{customer}",
        _name(customer),
        # Now and then somebody gets another address, by which texts may be theirs.
        f"contact{number}.{changes // 4}@c{customer}.example",
        f"+86 138 {number:05} {changes:03}",
    )


def _deal(number: int, changes: int, customers: int) -> tuple[str, ...]:
    customer = number * 3 % customers
    return (
        f"D{number}",
        f"{_name(customer)[:4]}{_TRADES[number % 10]}改造 {number}",
        f"C{customer}",
        _STAGES[(number + changes) % 7],
        str(10_000 + number * 37 % 900_000),
        _colleague(number),
        f"{_TOPICS[(number + changes) % 8]}。下一步：{_STAGES[(number + 1 + changes) % 7]}，第 {number} 号。",
    )


def _activity(number: int, changes: int, customers: int) -> tuple[str, ...]:
    customer = number * 11 % customers
    said = (
        f"{_TOPICS[number % 8]}；{_TOPICS[(number // 8 + changes) % 8]}。记录 {number}-{changes}。"
    )
    return (
        f"A{number}",
        f"拜访 {_name(customer)}",
        f"C{customer}",
        f"2026-0{1 + number % 6}-{1 + number % 28:02}",
        _colleague(number * 5),
        said,
    )


_TABLES = (
    _Table(
        {
            "entity": "customers",
            "file": "customers.csv",
            "id": "id",
            "name": "name",
            "people": {"owner": ["owner"]},
            "fields": {"owner": "owner", "tier": "tier"},
        },
        0.05,
        ("id", "name", "industry", "town", "tier", "owner"),
        _customer,
    ),
    _Table(
        {
            "entity": "contacts",
            "file": "contacts.csv",
            "id": "id",
            "name": ["name", "account"],
            "emails": ["email"],
            "customer": "customer",
            "fields": {"email": "email", "phone": "phone"},
        },
        0.1,
        ("id", "name", "customer", "account", "email", "phone"),
        _contact,
    ),
    _Table(
        {
            "entity": "deals",
            "file": "deals.csv",
            "id": "id",
            "name": "name",
            "customer": "customer",
            "text": ["history"],
            "people": {"owner": ["owner"]},
            "fields": {"stage": "stage", "amount": "amount", "owner": "owner"},
        },
        0.25,
        ("id", "name", "customer", "stage", "amount", "owner", "history"),
        _deal,
    ),
    _Table(
        {
            "entity": "activities",
            "file": "activities.csv",
            "id": "id",
            "name": "subject",
            "customer": "customer",
            "date": "day",
            "text": ["notes"],
            "people": {"author": ["author"]},
        },
        0.6,
        ("id", "subject", "customer", "day", "author", "notes"),
        _activity,
    ),
)
