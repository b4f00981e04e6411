"""Tells a part of a customer's page in sentences, behind one that says which part, of which days, and how
much of it there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from assistant.answers import PagePart
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.cards import person_cards
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.dealings import DEALINGS, dealings_told, kind_words
from assistant.customer_questions.items import open_told, promises_told
from assistant.customer_questions.opened import Found, OpenPage, last_day
from assistant.customer_questions.relation import competitors_told, signals_told, team_told
from assistant.customer_questions.structured import (
    contacts_told,
    contracts_told,
    deals_told,
    documents_told,
    tickets_told,
)
from assistant.customers.brief import Window
from assistant.customers.citing import Told
from assistant.customers.pages import BRIEF_DAYS
from assistant.period import period_words

_LEAD = Bilingual(
    "{customer} · {what}{days}：共 {total} {unit}{told}。",
    "{customer} · {what}{days}: {total} in all{told}.",
)
_DAYS = Bilingual("（{days}）", " ({days})")
_LAST_DAYS = Bilingual("近 {count} 天，{days}", "last {count} days, {days}")
_TO = Bilingual("{since} 至 {until}", "{since} to {until}")
_FIRST = Bilingual("，先列 {most} {unit}", ", the first {most} here")
_UNITS: Mapping[PagePart, str] = {
    "timeline": "次", "contacts": "位", "team": "位", "deals": "个", "contracts": "份", "tickets": "个", "documents": "份", "competitors": "家",
}  # fmt: skip
_NOTHING = Bilingual(
    "没有查到「{customer} · {what}」{days}：看过的是你能看到的{looked}。",
    "Nothing found for “{customer} · {what}”{days}, in {looked} that you may read.",
)
_WHAT: Mapping[PagePart, Bilingual] = {
    "changes": Bilingual("变化", "changes"),
    "promises": Bilingual("当前承诺", "current promises"),
    "open": Bilingual("未了事项", "open items"),
    "contacts": Bilingual("联系人", "contacts"),
    "deals": Bilingual("商机", "deals"),
    "contracts": Bilingual("合同", "contracts"),
    "tickets": Bilingual("工单", "tickets"),
    "documents": Bilingual("文档", "documents"),
    "signals": Bilingual("流失与留存迹象", "signs of going and of staying"),
    "team": Bilingual("参与的同事", "colleagues involved"),
    "competitors": Bilingual("提到的竞争对手", "competitors mentioned"),
}
_OF_PEOPLE = Bilingual("{names}的{what}", "{what} of {names}")
_WITH_PEOPLE = Bilingual("与{names}有关的{what}", "{what} that involve {names}")
_PAST_DUE = Bilingual("已过期的{what}", "{what} past due")
_ONLY_OPEN = Bilingual("未结的{what}", "{what} that are open")
_LATEST = Bilingual("最近一次{what}", "latest {what}")
_SPOKEN = Bilingual(
    "拜访、电话、会议、邮件、群聊、合同和文档",
    "the visits, calls, meetings, mails, chats, contracts and documents",
)
_LOOKED: Mapping[PagePart, Bilingual] = {
    "changes": Bilingual("商机、合同、工单、往来和承诺", "the deals, contracts, tickets, contacts and promises"),
    "timeline": Bilingual("往来记录", "the dealings"),
    "promises": Bilingual(f"近期的{_SPOKEN.zh}", f"the recent {_SPOKEN.en.removeprefix('the ')}"),
    "open": Bilingual(f"任务、工单和近期的{_SPOKEN.zh}", f"the tasks, tickets and recent {_SPOKEN.en.removeprefix('the ')}"),
    "documents": Bilingual("文件和文章", "the files and articles"),
    "signals": Bilingual("往来、工单、合同、商机和承诺", "the contacts, tickets, contracts, deals and promises"),
    "competitors": Bilingual("近三年的拜访、电话、会议、邮件、群聊和工单", "the visits, calls, meetings, mails, chats and tickets of three years"),
}  # fmt: skip
_RECORDS = Bilingual("业务系统记录", "the records")
_TELLERS: Mapping[PagePart, Callable[[OpenPage, PartAsked], Found]] = {
    "timeline": dealings_told,
    "promises": promises_told,
    "open": open_told,
    "deals": deals_told,
    "contracts": contracts_told,
    "tickets": tickets_told,
    "documents": documents_told,
}
_TELLERS_OF_ALL: Mapping[PagePart, Callable[[OpenPage], Found]] = {
    "contacts": contacts_told,
    "signals": signals_told,
    "team": team_told,
    "competitors": competitors_told,
}


def told_of(page: OpenPage, asked: PartAsked) -> Found:
    """The sentences of the part that is asked for."""
    if asked.part in _TELLERS_OF_ALL:
        return _TELLERS_OF_ALL[asked.part](page)
    return _TELLERS[asked.part](page, asked) if asked.part in _TELLERS else _changes(page, asked)


def with_lead(page: OpenPage, asked: PartAsked, name: str, found: Found) -> tuple[Told, ...]:
    """The same behind a sentence that says what they are of; nothing of nothing, and the latest alone says
    it itself."""
    if asked.latest or not found.told:
        return found.told
    shown = len(found.told)
    unit = _UNITS.get(asked.part, "项")
    first = page.says(_FIRST, most=shown, unit=unit) if shown < found.total else ""
    text = page.says(
        _LEAD,
        customer=name,
        what=_what(page, asked, found),
        days=_days(page, asked),
        total=found.total,
        unit=unit,
        told=first,
    )
    places = tuple(dict.fromkeys(place for one in found.told for place in one.places[:1]))
    return (Told(text, places), *found.told)


def nothing_told(page: OpenPage, asked: PartAsked, name: str, found: Found) -> str:
    """What was looked for, and where, in vain."""
    return page.says(
        _NOTHING,
        customer=name,
        what=_what(page, asked, found),
        days=_days(page, asked),
        looked=page.says(_LOOKED.get(asked.part, _RECORDS)),
    )


def window_of(page: OpenPage, asked: PartAsked) -> Window:
    """The days that changes are told of: those of the period up to today, else as many as a brief tells of."""
    until = min(last_day(asked.period) or page.today, page.today)
    usual = until - timedelta(days=BRIEF_DAYS - 1)
    since = asked.period.since if asked.period and asked.period.since else usual
    return Window(since, until, page.today, page.language)


def _changes(page: OpenPage, asked: PartAsked) -> Found:
    """Of every kind of change some, in the order of the brief."""
    window = window_of(page, asked)
    held = page.pages.changes(page.customer.id, window, access=page.access)
    chosen: set[tuple[int, int]] = set()
    for place in range(max(map(len, held), default=0)):
        for kind, of_a_kind in enumerate(held):
            if place < len(of_a_kind) and len(chosen) < page.most:
                chosen.add((kind, place))
    told = tuple(held[kind][place] for kind, place in sorted(chosen))
    return Found(told, sum(map(len, held)))


def _what(page: OpenPage, asked: PartAsked, found: Found) -> str:
    """What is told: the part, its state where one is asked for, and whose of us."""
    if asked.part == "timeline":
        kinds = kind_words(page, asked.kinds or DEALINGS)
        what = page.says(_LATEST, what=kinds) if asked.latest else kinds
    else:
        what = found.what or page.says(_WHAT[asked.part])
    if asked.only == "past_due":
        what = page.says(_PAST_DUE, what=what)
    elif asked.only == "open" and asked.part not in ("open", "promises"):
        what = page.says(_ONLY_OPEN, what=what)
    if not asked.people:
        return what
    cards = person_cards(page.connection, asked.people, access=page.access)
    names = [called(card).said(page.language) for card in cards.values()]
    whose = _WITH_PEOPLE if asked.part == "timeline" else _OF_PEOPLE
    return page.says(whose, what=what, names=page.listed(names))


def _days(page: OpenPage, asked: PartAsked) -> str:
    if asked.part == "changes":
        window = window_of(page, asked)
        if asked.period:
            days = period_words(window.since, window.until + timedelta(days=1), page.language)
            return page.says(_DAYS, days=days)
        dates = page.says(_TO, since=str(window.since), until=str(window.until))
        return page.says(_DAYS, days=page.says(_LAST_DAYS, count=window.days, days=dates))
    if asked.period is None:
        return ""
    period = asked.period
    if asked.part == "open":
        period = period.ahead or period
    return page.says(_DAYS, days=period.words(page.language))
