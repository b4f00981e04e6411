"""Lists how the relations with many customers go: signs, silence, changes, and who else is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from assistant.answers import RecordLink
from assistant.bilingual import Bilingual
from assistant.customer_questions.opened import Opened, last_day, lines_of, within
from assistant.customer_questions.relation import places_behind
from assistant.customers.brief import Window
from assistant.customers.citing import Place, Told
from assistant.customers.latest import dealings_at
from assistant.customers.portfolio import Account
from assistant.customers.stated import Stated
from assistant.customers.trait_views import SignalView
from assistant.period import Period
from assistant.portfolio_questions.asked import PortfolioAsked
from assistant.portfolio_questions.lines import (
    CUSTOMER,
    MOST_READ,
    MOST_ROWS,
    OWNER,
    Line,
    Listed,
    name_of,
    owner_of,
)

_CHANGES_DAYS = 30
_PLACES = 5
_SIGNS = Bilingual("{customer}：{text}{staying}。", "{customer}: {text}{staying}.")
_STAYING = Bilingual("（另有 {count} 个留存迹象）", " (and signs of staying: {count})")
_NEXT = Bilingual("；", "; ")
_QUOTED = Bilingual("{text}：「{quote}」", "{text}: “{quote}”")
_LAST = Bilingual("{customer}：最近一次在 {day}{owner}。", "{customer}: the last on {day}{owner}.")
_LAST_BEFORE = Bilingual(
    "{customer}：{since} 之前最近一次在 {day}{owner}。",
    "{customer}: before {since} the last on {day}{owner}.",
)
_NEVER = Bilingual("{customer}：没有查到{owner}。", "{customer}: none found{owner}.")
_NEVER_UNTIL = Bilingual(
    "{customer}：到 {until} 为止没有查到{owner}。", "{customer}: none found up to {until}{owner}."
)
_NONE = Bilingual("没有", "none")
_OWNED = Bilingual("（负责人{name}）", " (owner: {name})")
_CHANGED = Bilingual(
    "{customer}：{count} 项变化，其中：{text}",
    "{customer}: {count:change|changes}, among them: {text}",
)
_NAMED = Bilingual("{customer}：{name}（{day}）：{quote}", "{customer}: {name} ({day}): {quote}")
_UNNAMED = Bilingual("未具名的对手", "a competitor that is not named")
_SIGNS_COLUMNS = (CUSTOMER, OWNER, Bilingual("内容", "What"), Bilingual("迹象", "Signs"))
_SILENT_COLUMNS = (CUSTOMER, OWNER, Bilingual("最近一次", "The last"))
_SILENT_THEN_COLUMNS = (CUSTOMER, OWNER, Bilingual("此前最近一次", "The last before"))
_CHANGES_COLUMNS = (CUSTOMER, OWNER, Bilingual("其中", "Among them"), Bilingual("变化", "Changes"))
_NAMED_COLUMNS = (
    CUSTOMER,
    Bilingual("竞争对手", "Competitor"),
    Bilingual("日期", "Day"),
    Bilingual("原话", "In their words"),
)


def signals_listed(opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]) -> Listed:
    """Those with most signs of going first, of as many those with fewest of staying; or with the signs that are
    asked for alone."""
    read = accounts[:MOST_READ]
    found: list[tuple[Account, list[SignalView], int]] = []
    for account, signals in opened.pages.portfolio.signals(
        opened.connection, read, opened.language, access=opened.access
    ):
        if asked.signs:
            meant = [one for one in signals if one.name in asked.signs]
        else:
            meant = [one for one in signals if one.kind == "churn"]
        if meant:
            staying = 0 if asked.signs else len(signals) - len(meant)
            found.append((account, meant, staying))
    found.sort(key=lambda one: (-len(one[1]), one[2], one[0].customer.id))
    shown = found[:MOST_ROWS]
    stated = opened.stated(
        link.record_id for _, meant, _ in shown for one in meant for link in one.records
    )
    lines = [_signs(opened, account, meant, staying, stated) for account, meant, staying in shown]
    rests = _all_of(opened, read)
    return Listed(_SIGNS_COLUMNS, tuple(lines), len(found), len(found), len(read), record_ids=rests)


def _signs(
    opened: Opened,
    account: Account,
    meant: Sequence[SignalView],
    staying: int,
    stated: Mapping[str, Stated],
) -> Line:
    customer = name_of(opened, account)
    text = opened.says(_NEXT).join(
        opened.says(_QUOTED, text=one.text, quote=one.quotes[0].quote) if one.quotes else one.text
        for one in meant
    )
    more = opened.says(_STAYING, count=staying) if staying else ""
    said = opened.says(_SIGNS, customer=customer, text=text, staying=more)
    places = [place for one in meant for place in places_behind(one, stated)[:1]]
    cells = (customer, owner_of(opened, account), text, str(len(meant)))
    told = Told(said, tuple(dict.fromkeys(places)))
    return Line(told, cells, _links(meant), account.customer.id)


def silent_listed(opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]) -> Listed:
    """Those whose last up to the days that are asked for is longest ago first, and those without any last."""
    until = min(last_day(asked.period) or opened.today, opened.today)
    last = opened.pages.portfolio.last_dealings(
        opened.connection, accounts, asked.kinds, asked.people, until, access=opened.access
    )
    since = str(asked.period.since or "") if asked.period else ""
    silent = [
        (opened.day(last[one.customer.id]) if one.customer.id in last else "", one)
        for one in accounts
        if one.customer.id not in last or opened.day(last[one.customer.id]) < since
    ]
    silent.sort(key=lambda one: (not one[0], one[0], one[1].customer.id))
    shown = silent[:MOST_ROWS]
    # Who was met lately is left out, and tells as much: the record of their last is rested on as well.
    records = dealings_at(
        opened.connection, last, access=opened.access, kinds=asked.kinds, people=asked.people
    )
    stated = opened.stated(
        one
        for _, account in shown
        for one in (records.get(account.customer.id), account.record_id)
        if one
    )
    is_over = until < opened.today  # what was done since is no matter of these days
    last_said, none_said = (_LAST_BEFORE, _NEVER_UNTIL) if is_over else (_LAST, _NEVER)
    lines = []
    for day, one in shown:
        customer, owner = name_of(opened, one), owner_of(opened, one)
        owned = opened.says(_OWNED, name=owner) if owner else ""
        said = opened.says(
            last_said if day else none_said,
            customer=customer,
            day=day,
            owner=owned,
            since=since,
            until=str(until),
        )
        record = stated.get(records.get(one.customer.id, one.record_id))
        places = lines_of(record, ("date",) if day else ("name",))[:1]
        links = (record.link,) if record and day else ()
        cells = (customer, owner, day or opened.says(_NONE))
        lines.append(Line(Told(said, places), cells, links, one.customer.id))
    return Listed(
        _SILENT_THEN_COLUMNS if is_over else _SILENT_COLUMNS,
        tuple(lines),
        len(silent),
        len(silent),
        len(accounts),
        record_ids=tuple(records.values()),
    )


def changes_listed(opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]) -> Listed:
    """Those with most changes first; of thirty days up to today where no days are named."""
    days, read = asked.period, accounts[:MOST_READ]
    until = min(last_day(days) or opened.today, opened.today)
    since = (days.since if days else None) or until - timedelta(days=_CHANGES_DAYS - 1)
    window = Window(since, until, opened.today, opened.language)
    found: list[tuple[int, Line]] = []
    for one in read:
        kinds = opened.pages.changes(one.customer.id, window, access=opened.access)
        if told := [change for kind in kinds for change in kind]:
            found.append((len(told), _changed(opened, one, told)))
    found.sort(key=lambda one: -one[0])
    lines = tuple(line for _, line in found)
    return Listed(
        _CHANGES_COLUMNS,
        lines[:MOST_ROWS],
        len(lines),
        len(lines),
        len(read),
        None if days else Period(since, until + timedelta(days=1)),
        _all_of(opened, read),
    )


def _changed(opened: Opened, account: Account, told: Sequence[Told]) -> Line:
    customer = name_of(opened, account)
    said = opened.says(_CHANGED, customer=customer, count=len(told), text=told[0].text)
    places = tuple(dict.fromkeys(place for one in told for place in one.places))[:_PLACES]
    stated = opened.stated(place.record_id for place in told[0].places[:1])
    cells = (customer, owner_of(opened, account), told[0].text, str(len(told)))
    links = tuple(one.link for one in stated.values())
    return Line(Told(said, places), cells, links, account.customer.id)


def competitors_listed(
    opened: Opened, asked: PortfolioAsked, accounts: Sequence[Account]
) -> Listed:
    """Those mentioned last first, each with the words that last do."""
    read = accounts[:MOST_READ]
    found: list[tuple[str, Line]] = []
    for account in read:
        for one in opened.pages.competitors(account.customer.id, access=opened.access):
            quote = one.quotes[0]
            if not within(opened.on(quote.occurred_at), asked.period):
                continue
            customer, day = name_of(opened, account), opened.day(quote.occurred_at)
            name = one.name or opened.says(_UNNAMED)
            said = opened.says(_NAMED, customer=customer, name=name, day=day, quote=quote.quote)
            place = Place(quote.record.record_id, quote.start, quote.end, quote.quote)
            cells = (customer, name, day, quote.quote)
            line = Line(Told(said, (place,)), cells, (quote.record,), account.customer.id)
            found.append((day, line))
    found.sort(key=lambda one: one[0], reverse=True)
    lines = tuple(line for _, line in found)
    return Listed(
        _NAMED_COLUMNS,
        lines[:MOST_ROWS],
        len(lines),
        len({line.customer_id for line in lines}),
        len(read),
        record_ids=_all_of(opened, read),
    )


def _all_of(opened: Opened, accounts: Sequence[Account]) -> tuple[str, ...]:
    """All that was read of them: whoever is left out is so by records of theirs."""
    ids = [one.customer.id for one in accounts]
    return opened.pages.portfolio.records(opened.connection, ids, access=opened.access)


def _links(signals: Sequence[SignalView]) -> tuple[RecordLink, ...]:
    return tuple(dict.fromkeys(link for one in signals for link in one.records))
