"""Tells the contacts, deals, contracts, tickets and documents of a customer from their fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from assistant.bilingual import Bilingual
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.opened import Found, OpenPage, lines_of, within
from assistant.customers.citing import Told
from assistant.customers.views import ContactView, ContractView, DealView, TicketView
from ingest.moments import day_of
from ingest.records import Moment
from ingest.typed_values import number_of

_LINE = Bilingual("{title}：{about}。", "{title}: {about}.")
_PLAIN = Bilingual("{title}。", "{title}.")
_MET = Bilingual("最近见面 {day}", "last met {day}")
_CLOSES = Bilingual("预计签约 {day}", "expected to close {day}")
_CLOSED_DEAL = Bilingual("结单日期 {day}", "close date {day}")
_NEXT = Bilingual("下一步 {step}", "next: {step}")
_SIGNED = Bilingual("{day} 签订", "signed {day}")
_ENDS = Bilingual("{day} 到期", "ends {day}")
_ENDED = Bilingual("已于 {day} 到期", "ended {day}")
_LEFT = Bilingual("还有 {days} 天", "days left: {days}")
_OPENED = Bilingual("{day} 提出", "opened {day}")
_CLOSED = Bilingual("{day} 关闭", "closed {day}")
_OPEN = Bilingual("尚未关闭", "still open")

_OF_A_DEAL = ("stage", "status", "amount", "currency", "close_date", "signed_on", "next_step")

View = TypeVar("View", ContactView, DealView, ContractView, TicketView)


def contacts_told(page: OpenPage) -> Found:
    """Those met last first, each cited to the record of that meeting too."""
    held = page.pages.contacts(page.customer.id, access=page.access)
    found = _told(page, held, _contact, ("title", "phone", "email"))
    links = [one.last_met for one in held[: page.most]]
    met = page.stated(link.record_id for link in links if link)
    told = tuple(
        replace(one, places=(*one.places, *lines_of(met.get(link.record_id), ("contact", "date"))))
        if link
        else one
        for one, link in zip(found.told, links, strict=True)
    )
    return replace(found, told=told)


def deals_told(page: OpenPage, asked: PartAsked) -> Found:
    """Open ones first; these alone, where it is asked so."""
    held = page.pages.deals(page.customer.id, access=page.access)
    wanted = [one for one in held if one.state == "open" or asked.only != "open"]
    return _told(page, wanted, _deal, _OF_A_DEAL)


def contracts_told(page: OpenPage, asked: PartAsked) -> Found:
    """Those that run first; these alone, where it is asked so."""
    held = page.pages.contracts(page.customer.id, access=page.access)
    wanted = [one for one in held if one.is_running or asked.only != "open"]
    return _told(page, wanted, _contract, ("amount", "currency", "signed_on", "end_date", "status"))


def tickets_told(page: OpenPage, asked: PartAsked) -> Found:
    """Open ones first, then those opened last, in the period."""
    held = page.pages.tickets(page.customer.id, access=page.access)
    wanted = [
        one
        for one in held
        if (one.is_open or asked.only != "open") and within(one.opened_on, asked.period)
    ]
    return _told(page, wanted, _ticket, ("status", "opened_on", "closed_on", "assignee"))


def documents_told(page: OpenPage, asked: PartAsked) -> Found:
    """The newest first: those about them before those that only name them."""
    held = [
        one
        for one in page.pages.documents(page.customer.id, access=page.access)
        if within(_day(one.occurred_at), asked.period)
    ]
    wanted = [*(one for one in held if one.about), *(one for one in held if not one.about)]
    shown = page.stated(one.record.record_id for one in wanted[: page.most])
    told = []
    for one in wanted[: page.most]:
        text = page.says(_PLAIN, title=one.record.title)
        if day := page.day(one.occurred_at):
            text = page.says(_LINE, title=one.record.title, about=day)
        told.append(Told(text, lines_of(shown.get(one.record.record_id), ())))
    return Found(tuple(told), len(wanted))


def _told(
    page: OpenPage,
    held: Sequence[View],
    about: Callable[[OpenPage, View], tuple[str, str]],
    fields: Sequence[str],
) -> Found:
    """The first of them, each by what it is called and what `about` says, cited to those of its fields."""
    shown = held[: page.most]
    stated = page.stated(one.record.record_id for one in shown)
    told = []
    for one in shown:
        title, said = about(page, one)
        text = page.says(_LINE, title=title, about=said) if said else page.says(_PLAIN, title=title)
        told.append(Told(text, lines_of(stated.get(one.record.record_id), fields)))
    return Found(tuple(told), len(held))


def _contact(page: OpenPage, one: ContactView) -> tuple[str, str]:
    met = page.day(one.last_met_at)
    last = page.says(_MET, day=met) if met else ""
    return one.name, page.joined((one.title, one.phone, one.email, last))


def _deal(page: OpenPage, one: DealView) -> tuple[str, str]:
    close = _CLOSES if one.state == "open" else _CLOSED_DEAL
    closes = page.says(close, day=str(one.close_date)) if one.close_date else ""
    step = page.says(_NEXT, step=one.next_step.rstrip("。.")) if one.next_step else ""
    money = _money(one.amount, one.currency)
    return one.record.title, page.joined((one.stage, money, closes, step))


def _contract(page: OpenPage, one: ContractView) -> tuple[str, str]:
    signed = page.says(_SIGNED, day=str(one.signed_on)) if one.signed_on else ""
    ends = ""
    if one.end_date:
        ended = one.end_date < page.today
        ends = page.says(_ENDED if ended else _ENDS, day=str(one.end_date))
    left = page.says(_LEFT, days=one.days_left) if one.is_running and one.days_left else ""
    money = _money(one.amount, one.currency)
    return one.record.title, page.joined((money, one.status, signed, ends, left))


def _ticket(page: OpenPage, one: TicketView) -> tuple[str, str]:
    opened = page.says(_OPENED, day=str(one.opened_on)) if one.opened_on else ""
    closed = page.says(_CLOSED, day=str(one.closed_on)) if one.closed_on else one.status
    state = page.says(_OPEN) if one.is_open else closed
    return one.record.title, page.joined((opened, state, one.assignee))


def _money(amount: str, currency: str) -> str:
    number = number_of(amount)
    return f"{number:,f} {currency}".strip() if number is not None else amount


def _day(moment: Moment | None) -> date | None:
    return day_of(moment) if moment else None
