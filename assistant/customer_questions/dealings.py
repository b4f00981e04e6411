"""Tells what was dealt with a customer: the latest records, each with what it begins with."""

from __future__ import annotations

from assistant.bilingual import Bilingual
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.opened import Found, OpenPage, last_day
from assistant.customers.citing import Place, Told
from assistant.customers.dealings import Dealing, dealings_of
from assistant.customers.first_sentences import first_sentences
from assistant.query.lexicon import lexicon
from ingest.filters import Filters
from ingest.records import Kind

DEALINGS: tuple[Kind, ...] = ("visit", "call", "meeting", "mail", "chat")
"""What people mean by dealings with a customer."""
_ENTRY = Bilingual("{day} {kind}《{title}》：{quote}", '{day}, {kind} "{title}": {quote}')
_LAST = Bilingual("最近一次{kind}：{day}《{title}》。", 'The latest {kind}: {day}, "{title}".')


def dealings_told(page: OpenPage, asked: PartAsked) -> Found:
    """Those asked for up to today, the newest first; of the latest alone what was said."""
    until = last_day(asked.period)
    filters = Filters(
        people=asked.people,
        kinds=asked.kinds or DEALINGS,
        since=asked.period.since if asked.period else None,
        until=min(until, page.today) if until else page.today,
    )
    shown = page.pages.timeline(
        page.customer.id,
        access=page.access,
        filters=filters,
        limit=1 if asked.latest else page.most,
    )
    ids = [one.record.record_id for one in shown.entries]
    held = dealings_of(page.connection, ids, page.timezone, access=page.access)
    held.sort(key=lambda one: ids.index(one.record_id))
    if asked.latest:
        return Found(_said_last(page, held), len(held))
    begun = dict(first_sentences(page.connection, held, access=page.access))
    told = tuple(_entry(page, one, place) for one, place in begun.items())
    return Found(told, shown.total)


def kind_words(page: OpenPage, kinds: tuple[Kind, ...]) -> str:
    """What the kinds of record are called, side by side."""
    joiner = "、" if page.language == "zh" else ", "
    return joiner.join(lexicon().kind_word(kind, page.language) for kind in kinds)


def _entry(page: OpenPage, one: Dealing, place: Place) -> Told:
    kind = lexicon().kind_word(one.kind, page.language, many=False)
    text = page.says(_ENTRY, day=str(one.day), kind=kind, title=one.title, quote=place.quote)
    return Told(text, (place,))


def _said_last(page: OpenPage, held: list[Dealing]) -> tuple[Told, ...]:
    """When it was, and its sentences."""
    said = list(first_sentences(page.connection, held, most=page.most, access=page.access))
    if not said:
        return ()
    one = said[0][0]
    kind = lexicon().kind_word(one.kind, page.language, many=False)
    when = page.says(_LAST, kind=kind, day=str(one.day), title=one.title)
    places = tuple(place for _, place in said)
    return (Told(when, places[:1]), *(Told(place.quote, (place,)) for place in places))
