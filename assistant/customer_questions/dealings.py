"""Tells what was dealt with a customer: the latest records, each with what it begins with."""

from __future__ import annotations

from assistant.bilingual import Bilingual
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.opened import Found, Opened, OpenPage, last_day
from assistant.customers.citing import Place, Told
from assistant.customers.dealings import Dealing, dealings_of
from assistant.customers.first_sentences import first_lines, first_sentences
from assistant.query.lexicon import lexicon
from ingest.filters import Filters
from ingest.records import Kind

DEALINGS: tuple[Kind, ...] = ("visit", "call", "meeting", "mail", "chat")
"""What people mean by dealings with a customer."""
_ENTRY = Bilingual("{day} {kind}《{title}》：{quote}", '{day}, {kind} "{title}": {quote}')
_BARE = Bilingual("{day} {kind}《{title}》。", '{day}, {kind} "{title}".')
_LAST = Bilingual("最近一次{kind}：{day}《{title}》。", 'The latest {kind}: {day}, "{title}".')


def dealings_told(page: OpenPage, asked: PartAsked) -> Found:
    """Those asked for up to today, the newest first; of the latest alone what was said. What only names the
    customer was dealt with somebody else."""
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
        naming=False,
    )
    ids = [one.record.record_id for one in shown.entries]
    held = dealings_of(page.connection, ids, page.timezone, access=page.access)
    held.sort(key=lambda one: ids.index(one.record_id))
    if asked.latest:
        return Found(_said_last(page, held), len(held))
    begun = dict(first_sentences(page.connection, held, access=page.access))
    bare = dict(first_lines(page.connection, held, access=page.access))
    told = tuple(
        _entry(page, one, _ENTRY, begun[one])
        if one in begun
        else _entry(page, one, _BARE, bare[one])
        for one in held
        if one in begun or one in bare
    )
    return Found(told, shown.total)


def kind_words(page: Opened, kinds: tuple[Kind, ...]) -> str:
    """What the kinds of record are called, side by side."""
    return page.listed(lexicon().kind_word(kind, page.language) for kind in kinds)


def _entry(page: OpenPage, one: Dealing, words: Bilingual, place: Place) -> Told:
    kind = lexicon().kind_word(one.kind, page.language, many=False)
    text = page.says(words, day=str(one.day), kind=kind, title=one.title, quote=place.quote)
    return Told(text, (place,))


def _said_last(page: OpenPage, held: list[Dealing]) -> tuple[Told, ...]:
    """When it was, and its sentences where it has any."""
    said = list(first_sentences(page.connection, held, most=page.most, access=page.access))
    begun = said or list(first_lines(page.connection, held, access=page.access))
    if not begun:
        return ()
    one, first = begun[0]
    kind = lexicon().kind_word(one.kind, page.language, many=False)
    when = page.says(_LAST, kind=kind, day=str(one.day), title=one.title)
    return (Told(when, (first,)), *(Told(place.quote, (place,)) for _, place in said))
