"""Copies of the demo told by two hundred colleagues, or all about one customer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from eval.bench.material import varied_records
from eval.demo.content import address, rows
from ingest.records import (
    CustomerRef,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
    Role,
    Section,
    revision_of,
)

COLLEAGUES = 200
CUSTOMER = "C001"
"""The demo's customer whom `about_one_customer` tells of."""
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "安博春德恩芳国华健凯乐敏宁平"
_ROLES: tuple[Role, ...] = ("author", "participant", "resolver", "assignee")
_FIRST, _DAYS = date(2024, 7, 1), 728


def told_by_many(copy: int) -> tuple[Record, ...]:
    """A copy of the demo's documents and interactions: each has an author and up to three further people
    by lot among two hundred, and a day. The first copy brings those whom the demo has not."""
    told = tuple(_shared_out(record, copy) for record in varied_records(copy))
    return (*_newcomers(), *told) if copy == 1 else told


def about_one_customer(copy: int) -> tuple[Record, ...]:
    """The interactions of a copy alone, all with the one customer."""
    one = (CustomerRef(external_id=CUSTOMER, source="crm"),)
    people = _newcomers() if copy == 1 else ()
    told = (_shared_out(record, copy) for record in varied_records(copy) if record.customers)
    return (*people, *(replace(record, customers=one) for record in told))


def _shared_out(record: Record, copy: int) -> Record:
    lot = hashlib.blake2b(f"{record.external_id}\0{copy}".encode(), digest_size=16).digest()
    people = dict.fromkeys(
        int.from_bytes(lot[2 * at : 2 * at + 2], "big") % COLLEAGUES
        for at in range(1 + lot[8] % len(_ROLES))
    )
    return replace(
        record,
        occurred_at=_FIRST + timedelta(days=int.from_bytes(lot[9:13], "big") % _DAYS),
        involvements=tuple(
            Involvement(role, PersonRef(email=_address(number)))
            for role, number in zip(_ROLES, people, strict=False)
        ),
    )


@cache
def _staff() -> tuple[str, ...]:
    return tuple(row["key"] for row in rows("staff") if not row["left"])


def _address(number: int) -> str:
    staff = _staff()
    return address(staff[number] if number < len(staff) else f"colleague{number}")


def _newcomers() -> Iterator[Record]:
    for number in range(len(_staff()), COLLEAGUES):
        name = f"{_FAMILY[number % 16]}{_GIVEN[number // 16 % 14]}{_GIVEN[number % 14]}"
        facts = PersonFacts(f"N{number}", name, (), (_address(number),), "工程师")
        yield Record(
            external_id=f"N{number}",
            revision=revision_of(name),
            kind="person",
            title=name,
            audience=("everyone",),
            sections=(Section(f"{name}，工程师"),),
            entity=facts,
        )
