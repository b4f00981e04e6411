"""Lists what is open with many customers, or in the hands of a colleague, and the contracts that end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.customer_questions.items import items_told, kind_of
from assistant.customer_questions.opened import Opened, last_day, lines_of, within
from assistant.customers.citing import Told
from assistant.customers.open_views import OpenItem, OpenKind
from assistant.customers.portfolio import Account
from assistant.period import Period
from assistant.portfolio_questions.asked import Matter, PortfolioAsked
from assistant.portfolio_questions.lines import (
    CUSTOMER,
    MOST_ROWS,
    OWNER,
    Line,
    Listed,
    name_of,
    owner_of,
)

_SOON = timedelta(days=30)
_ENDING_SOON = timedelta(days=90)
_OF = Bilingual("{customer} · {text}", "{customer} · {text}")
_ITEM_COLUMNS = (
    CUSTOMER,
    Bilingual("类别", "Kind"),
    Bilingual("期限", "Due"),
    Bilingual("由谁", "Whose turn"),
    Bilingual("内容", "What"),
)
_CONTRACT_COLUMNS = (CUSTOMER, OWNER, Bilingual("到期", "Ends"), Bilingual("合同", "Contract"))
_ENDS = Bilingual(
    "{customer}：合同《{title}》{day} 到期（{left}）。",
    "{customer}: contract “{title}” ends on {day} ({left}).",
)
_LEFT = Bilingual("还有 {days} 天", "days left: {days}")
_GONE = Bilingual("已到期", "over")
_KINDS: dict[Matter, frozenset[OpenKind]] = {
    "promises": frozenset({"promise"}),
    "tickets": frozenset({"ticket"}),
    "open": frozenset({"task", "ticket", "promise", "request", "date"}),
}


def items_listed(opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]) -> Listed:
    """What is past due first, then by day. Promises and tickets are of the days they are from, unless it is asked
    what falls due; of what soon does, without days, thirty from today on."""
    days = asked.period
    if asked.due and not asked.past_due and days is None:
        days = Period(opened.today, opened.today + _SOON + timedelta(days=1))
    held = (
        opened.pages.open_for(asked.hands, access=opened.access)
        if asked.hands
        else opened.pages.portfolio.open_items(accounts, access=opened.access)
    )
    items = [one for one in held if _is_wanted(opened, one, asked, days)]
    shown = items[:MOST_ROWS]
    told = items_told(opened, shown)
    return Listed(
        _ITEM_COLUMNS,
        tuple(_line(opened, one, said) for one, said in zip(shown, told, strict=True)),
        len(items),
        len({one.customer.id for one in items if one.customer}),
        len(accounts),
        None if asked.period else days,
        tuple(dict.fromkeys(one.record.record_id for one in items)),
        bool(asked.side) and any(not one.side for one in items),
    )


def _is_wanted(opened: Opened, item: OpenItem, asked: PortfolioAsked, days: Period | None) -> bool:
    if item.kind not in _KINDS[asked.matter] or (asked.past_due and not item.past_due):
        return False
    if asked.side and item.side not in ("", asked.side):
        return False
    return (
        within(item.due, days and (days.ahead or days))
        if asked.due
        else within(opened.on(item.said_at), days)
    )


def _line(opened: Opened, item: OpenItem, told: Told) -> Line:
    customer = called(item.customer).said(opened.language) if item.customer else ""
    text = opened.says(_OF, customer=customer, text=told.text) if customer else told.text
    due = str(item.due) if item.due else ""
    cells = (customer, kind_of(opened, item), due, item.name_in(opened.language), item.words)
    of = item.customer.id if item.customer else ""
    return Line(Told(text, told.places), cells, (item.record,), of)


def contracts_listed(opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]) -> Listed:
    """The contracts that end within the days that are named, or within ninety; the first to end first."""
    today = opened.today
    days = asked.period.ahead or asked.period if asked.period else None
    since = (days.since if days else None) or today
    until = (last_day(days) if days else None) or max(since, today) + _ENDING_SOON
    found = opened.pages.portfolio.ending(
        opened.connection, accounts, since, until, access=opened.access
    )
    stated = opened.stated(one.record_id for _, one, _ in found[:MOST_ROWS])
    lines = []
    for account, contract, end in found[:MOST_ROWS]:
        customer, left = name_of(opened, account), (end - today).days
        told = opened.says(_LEFT, days=left) if left >= 0 else opened.says(_GONE)
        title = contract.link.title
        said = opened.says(_ENDS, customer=customer, title=title, day=str(end), left=told)
        places = lines_of(stated.get(contract.record_id), ("end_date",))
        cells = (customer, owner_of(opened, account), str(end), title)
        lines.append(Line(Told(said, places), cells, (contract.link,), account.customer.id))
    return Listed(
        _CONTRACT_COLUMNS,
        tuple(lines),
        len(found),
        len({account.customer.id for account, _, _ in found}),
        len(accounts),
        Period(since, until + timedelta(days=1)),
        tuple(one.record_id for _, one, _ in found),
    )
