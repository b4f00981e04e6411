"""Tells what is open with a customer and what was promised, each by its words, its day and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.bilingual import Bilingual
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.opened import Found, Opened, OpenPage, lines_of, within
from assistant.customers.citing import Place, Told
from assistant.customers.open_views import OpenItem, OpenKind
from assistant.period import Period
from assistant.promises.reading import Side

_ITEM = Bilingual("{kind}（{about}）：{words}", "{kind} ({about}): {words}")
_KINDS: dict[OpenKind, Bilingual] = {
    "task": Bilingual("任务", "Task"),
    "ticket": Bilingual("工单", "Ticket"),
    "deal": Bilingual("商机", "Deal"),
    "promise": Bilingual("承诺", "Promised"),
    "request": Bilingual("要求", "Asked for"),
    "date": Bilingual("将至", "To come"),
}
_SAID = Bilingual("{day} 提出", "said on {day}")
_DUE = Bilingual("{day} 到期", "due {day}")
_PAST = Bilingual("{day} 到期，已过期", "due {day}, past due")
_NO_DAY = Bilingual("无期限", "no due date")
_THEIRS = Bilingual("等对方", "their turn")
_UNSAID = Bilingual("未写明是哪一方", "of a side that is not named")
_OF_A_SIDE: dict[Side, Bilingual] = {
    "us": Bilingual("我方当前承诺", "current promises of ours"),
    "customer": Bilingual("对方当前承诺", "current promises of theirs"),
}
AND_UNSAID = Bilingual("{what}（或未写明是哪一方的）", "{what} (or of a side that is not named)")
_STATED = frozenset({"task", "ticket", "deal"})


def promises_told(page: OpenPage, asked: PartAsked) -> Found:
    """The promises of the side that is asked for, said in the period."""
    items = [
        one
        for one in page.pages.open_items(page.customer.id, access=page.access)
        if one.kind == "promise"
        and (not asked.side or one.side in ("", asked.side))
        and _is_wanted(one, asked)
        and within(page.on(one.said_at), asked.period)
    ]
    return _told(page, items, _of_a_side(page, asked, items))


def open_told(page: OpenPage, asked: PartAsked) -> Found:
    """What is past due first, then by day; what is due in the period, where one is said."""
    ahead = (asked.period.ahead or asked.period) if asked.period else None
    items = [
        one
        for one in page.pages.open_items(page.customer.id, access=page.access)
        if _is_wanted(one, asked) and _is_due(one, ahead)
    ]
    return _told(page, items)


def _is_wanted(item: OpenItem, asked: PartAsked) -> bool:
    theirs = not asked.people or (item.person is not None and item.person.id in asked.people)
    return theirs and (asked.only != "past_due" or item.past_due)


def _is_due(item: OpenItem, period: Period | None) -> bool:
    return period is None or within(item.due, period)


def _of_a_side(page: OpenPage, asked: PartAsked, items: list[OpenItem]) -> str:
    """Whose promises they are said to be; empty where no side is asked for, or colleagues are."""
    if not asked.side or asked.people:
        return ""
    what = page.says(_OF_A_SIDE[asked.side])
    unsaid = any(not one.side for one in items)
    return page.says(AND_UNSAID, what=what) if unsaid else what


def _told(page: OpenPage, items: list[OpenItem], what: str = "") -> Found:
    shown = items[: page.most]
    return Found(tuple(items_told(page, shown)), len(items), what)


def items_told(opened: Opened, items: Sequence[OpenItem]) -> list[Told]:
    """Each item in a sentence."""
    stated = opened.stated(one.record.record_id for one in items if one.kind in _STATED)
    told = []
    for one in items:
        places: tuple[Place, ...] = (Place(one.record.record_id, one.start, one.end, one.quote),)
        if one.kind in _STATED:
            places = lines_of(stated.get(one.record.record_id), ("due_date", "status", "stage"))
        about = _about(opened, one)
        told.append(
            Told(
                opened.says(_ITEM, kind=kind_of(opened, one), about=about, words=one.words), places
            )
        )
    return told


def kind_of(opened: Opened, item: OpenItem) -> str:
    """What sort of thing is open."""
    return opened.says(_KINDS[item.kind])


def _about(page: Opened, item: OpenItem) -> str:
    """When it was said and is due, how it stands, and whose turn it is."""
    said = item.said_at is not None and item.kind not in _STATED
    due = page.says(_NO_DAY)
    if item.due:
        due = page.says(_PAST if item.past_due else _DUE, day=str(item.due))
    who = item.name_in(page.language)
    unsaid = item.kind == "promise" and not item.side
    whose = page.says(_THEIRS) if item.side == "customer" else page.says(_UNSAID) if unsaid else ""
    return page.joined(
        (
            page.says(_SAID, day=page.day(item.said_at)) if said else "",
            due,
            item.status,
            who or whose,
        )
    )
