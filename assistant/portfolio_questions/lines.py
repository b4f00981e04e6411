"""The lines that a matter of many customers is listed in."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers import RecordLink
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.customer_questions.opened import Opened
from assistant.customers.citing import Told
from assistant.customers.portfolio import Account
from assistant.period import Period

MOST_ROWS = 50
"""Rows of a table; the rest is counted."""
MOST_READ = 100
"""Customers whose records are read one by one, the busiest first."""

CUSTOMER = Bilingual("客户", "Customer")
OWNER = Bilingual("负责人", "Owner")


@dataclass(frozen=True, slots=True)
class Line:
    """One of what is listed: as it is told, its cells, the last of which leads to the records
    that it rests on, and whom it is of."""

    told: Told
    cells: tuple[str, ...]
    records: tuple[RecordLink, ...]
    customer_id: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines of a matter under their columns, the first of `total` with so many `customers`, of whom `read`
    were looked at. `days` are those that are meant where the question names none; `record_ids` what
    all of the lines rest on, of which not all are here, and that others are left out.
    `unsaid` where a side is asked for and some are of a side that is not named."""

    columns: tuple[Bilingual, ...]
    lines: tuple[Line, ...]
    total: int
    customers: int
    read: int
    days: Period | None = None
    record_ids: tuple[str, ...] = ()
    unsaid: bool = False


def name_of(opened: Opened, account: Account) -> str:
    """What readers of the language call the customer."""
    return called(account.customer).said(opened.language)


def owner_of(opened: Opened, account: Account) -> str:
    """The same of the colleague who owns it; empty where nobody does."""
    return called(account.owner).said(opened.language) if account.owner else ""
