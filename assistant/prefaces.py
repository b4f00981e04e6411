"""Says before a quote what must be known of its source: that it is an older edition, or whose word it
is where sources disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from assistant.answers import Passage
from assistant.called import called
from assistant.cards import person_cards
from assistant.disagreeing import contrary, disagreeing
from assistant.editions import edition_of, older_editions
from assistant.fielded import FieldFact
from assistant.found import Found
from assistant.questions import Language
from assistant.reading import Quote
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import day_of
from ingest.store import Store

_SAYING = ("author", "owner", "resolver", "assignee", "participant")  # who says it, likeliest first
_OLDER = {"zh": "旧版（{}）：", "en": "Older edition ({}): "}
_NEWER = {"zh": "新版（{}）：", "en": "Newer edition ({}): "}
_WORD = {"zh": "{}：", "en": "{}: "}
_BETWEEN = {"zh": "，", "en": ", "}


def prefaced(
    quotes: Sequence[Quote],
    found: Found,
    facts: Sequence[FieldFact],
    *,
    store: Store,
    access: Access,
) -> tuple[Quote, ...]:
    """The quotes, those of an older edition named as such, and the newest beside them too; those that
    disagree, among themselves or with the field that answers, with the date and the colleague of their
    record, as far as the asker may see."""
    language = found.language
    editions = _editions(quotes, found, language)
    against = disagreeing(quotes, found)
    against |= {quote.place for quote in contrary(facts, quotes, found)}
    if not editions and not against:
        return tuple(quotes)
    speakers: Mapping[str, str] = {}
    if against:
        with store.catalog.reading() as connection:
            records = {quote.passage.record_id for quote in quotes if quote.place in against}
            speakers = _speakers(connection, sorted(records), language, access=access)
    return tuple(
        replace(
            quote,
            preface=editions.get(quote.passage.record_id, "")
            or (
                _source(quote.passage, speakers.get(quote.passage.record_id, ""), language)
                if quote.place in against
                else ""
            ),
        )
        for quote in quotes
    )


def _editions(quotes: Sequence[Quote], found: Found, language: Language) -> dict[str, str]:
    """By record id, of those whose older edition is quoted: which edition it is."""
    newest = older_editions(found.passages, found.question)
    named: dict[str, str] = {}
    for quote in quotes:
        newer = newest.get(quote.passage.record_id)
        if newer:
            named[quote.passage.record_id] = _OLDER[language].format(
                _BETWEEN[language].join(edition_of(quote.passage))
            )
            named[newer.record_id] = _NEWER[language].format(
                _BETWEEN[language].join(edition_of(newer))
            )
    return named


def _source(passage: Passage, speaker: str, language: Language) -> str:
    day = str(day_of(passage.occurred_at)) if passage.occurred_at else ""
    parts = [part for part in (day, speaker) if part]
    said = _BETWEEN[language].join(parts or [passage.title])
    return _WORD[language].format(said)


def _speakers(
    connection: Connection, record_ids: Sequence[str], language: Language, *, access: Access
) -> Mapping[str, str]:
    """By record id whoever says it."""
    ties = visible(access=access).involvements
    rows = connection.execute(
        select(ties.c.record_id, ties.c.person_id, ties.c.role)
        .where(ties.c.record_id.in_(record_ids), ties.c.role.in_(_SAYING))
        .order_by(ties.c.record_id, ties.c.ordinal)
    ).all()
    cards = person_cards(connection, sorted({row.person_id for row in rows}), access=access)
    speakers: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: _SAYING.index(row.role)):
        if row.person_id in cards:
            speakers.setdefault(row.record_id, called(cards[row.person_id]).said(language))
    return speakers
