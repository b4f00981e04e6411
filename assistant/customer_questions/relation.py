"""Tells how the relation with a customer goes: signs of going and staying, who of us and who else is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.customer_questions.opened import Found, OpenPage, lines_of
from assistant.customers.citing import Place, Told
from assistant.customers.stated import Stated
from assistant.customers.trait_views import QuotedLine, SignalView
from assistant.customers.views import TeamMember
from assistant.role_words import done

_SIGNAL = {
    "churn": Bilingual("流失迹象：{text}", "A sign of going: {text}"),
    "loyalty": Bilingual("留存迹象：{text}", "A sign of staying: {text}"),
}
_SIGNALS = Bilingual(
    "流失迹象（{going}）与留存迹象（{staying}）",
    "signs of going ({going}) and of staying ({staying})",
)
_QUOTED = Bilingual("{text}：{quote}", "{text}: {quote}")
_MEMBER = Bilingual("{name}{post}：{did}。", "{name}{post}: {did}.")
_POST = Bilingual("（{post}）", " ({post})")
_OWNER = Bilingual("客户负责人", "owns the account")
_LEFT = Bilingual("已离职", "has left")
_NAMED = Bilingual("{name}（{day}）：{quote}", "{name} ({day}): {quote}")
_UNNAMED = Bilingual("未具名的对手", "A competitor that is not named")
_OF_A_TIE = ("owner", "assignee", "author", "participant", "resolver", "reviewer")


def signals_told(page: OpenPage) -> Found:
    """Those that speak for going first, so that those for staying are not crowded out."""
    held = page.pages.traits(page.customer.id, access=page.access, language=page.language).signals
    going = [one for one in held if one.kind == "churn"]
    staying = [one for one in held if one.kind == "loyalty"]
    first = going[: max(page.most - min(len(staying), 2), 1)]
    shown = [*first, *staying[: page.most - len(first)]]
    stated = page.stated(link.record_id for one in shown for link in one.records)
    told = []
    for one in shown:
        text = page.says(_SIGNAL[one.kind], text=one.text)
        if one.quotes:
            text = page.says(_QUOTED, text=text, quote=one.quotes[0].quote)
        told.append(Told(text, places_behind(one, stated)))
    what = page.says(_SIGNALS, going=len(going), staying=len(staying)) if held else ""
    return Found(tuple(told), len(held), what)


def places_behind(signal: SignalView, stated: Mapping[str, Stated]) -> tuple[Place, ...]:
    """The words that a signal is read from, or else the fields."""
    rows = [
        place
        for link in signal.records
        for place in lines_of(stated.get(link.record_id), _lines_behind(signal))[:1]
    ]
    return _places(signal.quotes) or tuple(rows)


def team_told(page: OpenPage) -> Found:
    """The owner first, then whoever has to do with most; who has left only where nobody else is told."""
    team = page.pages.team(page.customer.id, access=page.access)
    members = team.members or team.formerly
    shown = members[: page.most]
    newest = {one.person.id: _newest(one) for one in shown}
    account = page.account()
    stated = page.stated(chain([account], *newest.values()))
    told = []
    for one in shown:
        tied = [
            place
            for record_id in newest[one.person.id]
            for place in lines_of(stated.get(record_id), _OF_A_TIE)
        ]
        owns = lines_of(stated.get(account), ("owner", "assignee")) if one.is_owner else ()
        told.append(Told(_member(page, one), tuple(dict.fromkeys((*owns, *tied)))))
    return Found(tuple(told), len(members))


def competitors_told(page: OpenPage) -> Found:
    """Those mentioned last first, each with the words that last do."""
    held = page.pages.competitors(page.customer.id, access=page.access)
    told = []
    for one in held[: page.most]:
        quote = one.quotes[0]
        text = page.says(
            _NAMED,
            name=one.name or page.says(_UNNAMED),
            day=page.day(quote.occurred_at),
            quote=quote.quote,
        )
        told.append(Told(text, _places(one.quotes[:1])))
    return Found(tuple(told), len(held))


def _member(page: OpenPage, member: TeamMember) -> str:
    person = member.person
    post = page.joined((person.department, person.title))
    said = page.joined(
        (
            page.says(_OWNER) if member.is_owner else "",
            "" if member.active else page.says(_LEFT),
            done(member.reasons).said(page.language),
        )
    )
    shown = page.says(_POST, post=post) if post else ""
    return page.says(_MEMBER, name=called(person).said(page.language), post=shown, did=said)


def _newest(member: TeamMember) -> tuple[str, ...]:
    """The newest record of each tie."""
    return tuple(reason.records[0].record_id for reason in member.reasons if reason.records)


def _places(quotes: Sequence[QuotedLine]) -> tuple[Place, ...]:
    return tuple(Place(one.record.record_id, one.start, one.end, one.quote) for one in quotes)


def _lines_behind(signal: SignalView) -> tuple[str, ...]:
    """The fields that a signal is read from."""
    if signal.name.startswith("ticket"):
        return ("opened_on", "status")
    if signal.name == "contract_ending":
        return ("end_date",)
    return ("close_date", "due_date", "signed_on", "date")
