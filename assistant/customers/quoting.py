"""Finds the sentences of a customer's records that say certain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, or_, select

from assistant.customers.dealings import Dealing, about_customer
from assistant.customers.dossier import Dossier
from assistant.customers.trait_views import QuotedLine
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Kind
from ingest.sentences import sentence_spans

SPOKEN: tuple[Kind, ...] = ("visit", "call", "meeting", "mail", "chat", "ticket")
_LONGEST = 300


def sentences_saying(
    connection: Connection,
    dossier: Dossier,
    since: date,
    hints: Collection[str],
    pattern: re.Pattern[str],
    *,
    access: Access,
) -> Iterator[tuple[QuotedLine, re.Match[str]]]:
    """Sentences in which the pattern is found, of what was said since that day about a customer, the newest
    record first. `hints` are texts of which one stands in whatever the pattern finds: the catalog looks for
    them, so that few records are read."""
    if not hints:
        return
    records = visible(access=access).records.c
    texts = {
        row.record_id: row.text
        for row in connection.execute(
            select(records.record_id, records.text).where(
                records.record_id.in_(about_customer(dossier.customer.id, access=access)),
                records.kind.in_(SPOKEN),
                records.occurred_at >= since,
                or_(*(records.text.contains(hint, autoescape=True) for hint in hints)),
            )
        )
    }
    for one in dossier.dealings:
        if one.record_id in texts:
            yield from _sentences(one, texts[one.record_id], pattern)


def sentences_read(
    dossier: Dossier, since: date, hints: Collection[str], pattern: re.Pattern[str]
) -> Iterator[tuple[QuotedLine, re.Match[str]]]:
    """The same of texts that the dossier holds."""
    for one in dossier.dealings:
        if one.day is None or one.day < since:
            break  # the newest stand first
        if one.kind not in SPOKEN:
            continue
        stated = dossier.stated.get(one.record_id)
        text = dossier.texts.get(one.record_id) or (stated.text if stated else "")
        if any(hint in text for hint in hints):
            yield from _sentences(one, text, pattern)


def _sentences(
    dealing: Dealing, text: str, pattern: re.Pattern[str]
) -> Iterator[tuple[QuotedLine, re.Match[str]]]:
    for start, end in sentence_spans(text):
        quote = text[start:end]
        if len(quote) <= _LONGEST and (found := pattern.search(quote)):
            line = QuotedLine(dealing.link, dealing.version, dealing.occurred_at, quote, start, end)
            yield line, found
