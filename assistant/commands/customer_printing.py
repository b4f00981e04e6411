"""What the command line shows of customers, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Console

from assistant.answers import Expert, PersonCard
from assistant.commands.customer_words import WORDS, kind_word
from assistant.commands.customers import FoundCustomer
from assistant.commands.experts_printing import print_experts
from assistant.commands.lines import line, short
from assistant.customers.open_views import OpenItem
from assistant.customers.trait_views import CompetitorView, Traits
from assistant.customers.views import (
    Brief,
    ContractView,
    CustomerList,
    CustomerPage,
    CustomerRow,
    DealView,
    Team,
    TicketView,
)
from assistant.questions import Language
from assistant.views import CustomerView
from ingest.moments import to_text
from ingest.records import Moment

_SHOWN = 10
_UNSAID = frozenset({"name", "aliases", "owner", "id", "customer_id", "email"})


def print_customer(
    console: Console, found: FoundCustomer, *, said: str, language: Language
) -> None:
    """The page; of several customers of a name who they are, and that none is where that is so."""
    words = WORDS[language]
    if found.page:
        _print_page(console, found.page, found.experts, language)
    elif found.matches:
        line(console, words["several"].format(said, len(found.matches)), "yellow")
        _print_rows(console, found.matches, language)
    else:
        line(console, words["none"].format(said), "yellow")


def print_customers(console: Console, listed: CustomerList, *, language: Language) -> None:
    """A line each, and how many there are."""
    words = WORDS[language]
    _print_rows(console, listed.customers, language)
    line(console, words["of"].format(len(listed.customers), listed.total), "dim")


def _print_rows(console: Console, rows: Iterable[CustomerRow], language: Language) -> None:
    words = WORDS[language]
    for row in rows:
        told = [
            row.tier,
            row.status,
            row.city,
            row.owner_name,
            f"{words['last_contact']} {_day(row.last_contact)}" if row.last_contact else "",
            words["open"].format(row.open_items) if row.open_items else "",
        ]
        line(console, f"{row.id}  {row.name}  {_joined(told)}")


def _print_page(
    console: Console, page: CustomerPage, experts: Sequence[Expert], language: Language
) -> None:
    words = WORDS[language]
    _print_head(console, page.customer)
    counts = _joined(f"{kind_word(one.kind, language)} {one.count}" for one in page.counts)
    _section(console, words["on_record"], [counts] if counts else [])
    _print_team(console, page.team, language)
    _print_traits(console, page.traits, words)
    _print_brief(console, page.brief, words)
    items = [_open_line(one, words) for one in page.open_items]
    _section(console, words["open_items"], items, words["more"], 20)
    if experts:
        line(console, f"\n{words['experts']}", "bold")
        print_experts(console, experts, language)
    _section(
        console,
        words["contacts"],
        [
            _joined([one.name, one.title, one.phone, one.email, _met(one.last_met_at, words)])
            for one in page.contacts
        ],
        words["more"],
    )
    _section(
        console,
        words["competitors"],
        [one for view in page.competitors for one in _competitor_lines(view, words)],
        words["more"],
    )
    _section(console, words["deals"], list(_deal_lines(page.deals, words)), words["more"], 40)
    contracts = [_contract_line(one, words) for one in page.contracts]
    _section(console, words["contracts"], contracts, words["more"])
    tickets = [_ticket_line(one, words) for one in page.tickets]
    _section(console, words["tickets"], tickets, words["more"])
    documents = [
        _joined([one.record.title, _day(one.occurred_at), "" if one.about else words["named"]])
        for one in page.documents
    ]
    _section(console, words["documents"], documents, words["more"])
    latest = [
        _joined(
            [
                _day(one.occurred_at),
                kind_word(one.kind, language),
                one.record.title,
                "" if one.about else words["named"],
            ]
        )
        for one in page.timeline.entries
    ]
    left = page.timeline.total - len(latest)
    _section(console, words["timeline"], latest, words["more"], more_by=left)


def _print_traits(console: Console, traits: Traits, words: dict[str, str]) -> None:
    lines = [
        _joined([words.get(f"class_{one.name}", one.name), one.why])
        for one in traits.classes
        if one.name
    ]
    lines.append(
        _joined(
            f"{words[name]} {_money(figure, traits.currency)}"
            for name, figure in (("value", traits.value), ("pipeline", traits.pipeline))
            if figure not in ("", "0")
        )
    )
    scores = [
        words[f"score_{one.name}"].format(_money(one.figure, ""), one.score)
        for one in traits.scores
    ]
    lines.append(_joined(scores))
    lines += [
        words["also_bought"].format(
            one.bought, one.also, f"{one.confidence:.0%}", f"{one.lift:.1f}", len(one.others)
        )
        for one in traits.associations
    ]
    _section(console, words["traits"], [one for one in lines if one])
    for kind in ("churn", "loyalty"):
        shown = []
        for signal in traits.signals:
            if signal.kind != kind:
                continue
            shown.append(signal.text)
            shown += [
                f"  “{quote.quote}” · {_joined([quote.record.title, _day(quote.occurred_at)])}"
                for quote in signal.quotes[:2]
            ]
            if not signal.quotes:
                shown.append("  " + _joined(record.title for record in signal.records[:3]))
        _section(console, words[kind], shown, "", 40)


def _print_brief(console: Console, brief: Brief, words: dict[str, str]) -> None:
    line(console, f"\n{words['brief'].format((brief.until - brief.since).days)}", "bold")
    for one in brief.sentences:
        numbers = "".join(f"[{number}]" for number in one.citations)
        line(console, f"  {one.text} {numbers}")
    if not brief.sentences:
        line(console, f"  {words['unchanged']}")
    for citation in brief.citations:
        place = _joined([citation.title, _day(citation.occurred_at)])
        line(console, f"    [{citation.number}] {place}: {short(citation.quote)}", "dim")


def _print_head(console: Console, customer: CustomerView) -> None:
    line(console, f"{customer.name}  {customer.id}", "bold green")
    if customer.aliases:
        line(console, f"  {_joined(customer.aliases)}", "dim")
    facts = [f"{one.label} {one.value}" for one in customer.fields if one.name not in _UNSAID]
    if facts:
        line(console, f"  {_joined(facts)}")


def _print_team(console: Console, team: Team, language: Language) -> None:
    words = WORDS[language]
    _section(console, words["owner"], [_card(team.owner)] if team.owner else [])
    _section(
        console,
        words["team"],
        [
            f"{_card(one.person)}  {words['records'].format(one.record_count)}"
            for one in team.members
        ],
        words["more"],
    )
    _section(console, words["formerly"], [_card(one.person) for one in team.formerly])


def _open_line(one: OpenItem, words: dict[str, str]) -> str:
    said = one.record.title if one.kind in ("task", "ticket") else f"“{one.quote}”"
    due = _day(one.due) or words["no_day"]
    whose = one.who.title() if one.who.isascii() else one.who
    if not whose and one.side and one.kind != "date":
        whose = words[f"side_{one.side}"]
    late = words["past_due"] if one.past_due else ""
    from_ = "" if one.kind in ("task", "ticket") else f"{one.record.title} {_day(one.said_at)}"
    later = words["later"].format(one.later.title) if one.later else ""
    kind = words[f"open_{one.kind}"]
    return _joined([due, late, kind, whose, short(said), one.status, from_, later])


def _competitor_lines(view: CompetitorView, words: dict[str, str]) -> Iterator[str]:
    for one in view.quotes[:3]:
        name = view.name or words["unnamed"]
        yield _joined([name, f"“{one.quote}”", one.record.title, _day(one.occurred_at)])


def _deal_lines(deals: Iterable[DealView], words: dict[str, str]) -> Iterator[str]:
    for one in deals:
        said = words["close"] if one.state == "open" else words["closed_on"]
        close = f"{said} {one.close_date}" if one.close_date else ""
        state = words["open_deal" if one.state == "open" else one.state]
        yield _joined(
            [state, one.record.title, one.stage, _money(one.amount, one.currency), close, one.owner]
        )
        if one.next_step and one.state == "open":
            yield f"  {words['next']}: {one.next_step}"
        if one.history:
            yield "  " + " → ".join(f"{change.day} {change.stage}" for change in one.history)


def _contract_line(one: ContractView, words: dict[str, str]) -> str:
    ends = f"{words['ends']} {one.end_date}" if one.end_date else ""
    if one.days_left is not None:
        ends += " " + words["days_left"].format(one.days_left)
    return _joined([one.record.title, one.status, _money(one.amount, one.currency), ends])


def _ticket_line(one: TicketView, words: dict[str, str]) -> str:
    state = words["ticket_open"] if one.is_open else words["ticket_closed"]
    days = words["days"].format(one.days) if one.days is not None else ""
    return _joined([state, _day(one.opened_on), one.record.title, one.priority, days, one.assignee])


def _section(
    console: Console,
    heading: str,
    lines: list[str],
    more: str = "",
    most: int = _SHOWN,
    *,
    more_by: int = 0,
) -> None:
    """A heading and its lines; nothing where there are none."""
    if not lines:
        return
    line(console, f"\n{heading}", "bold")
    for one in lines[:most]:
        line(console, f"  {short(one) if not one.startswith(' ') else '  ' + short(one)}")
    left = len(lines) - most if len(lines) > most else 0
    if left + more_by > 0 and more:
        line(console, f"  {more.format(left + more_by)}", "dim")


def _card(person: PersonCard) -> str:
    return _joined([person.name, person.title, person.department, person.email])


def _met(moment: Moment | None, words: dict[str, str]) -> str:
    return f"{words['met']} {_day(moment)}" if moment else ""


def _money(amount: str, currency: str) -> str:
    if not amount:
        return ""
    whole, point, cents = amount.partition(".")
    return f"{int(whole):,}{point}{cents} {currency}".rstrip()


def _day(moment: Moment | date | None) -> str:
    return to_text(moment)[:10] if moment else ""


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
