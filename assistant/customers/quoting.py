"""Finds the sentences of a customer's records that say certain words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, or_, select

from assistant.answers import RecordLink
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
    seen = visible(access=access)
    ties, records = seen.record_customers.c, seen.records.c
    about = select(ties.record_id).where(ties.customer_id == dossier.customer.id)
    rows = {
        row.record_id: row
        for row in connection.execute(
            select(seen.records).where(
                records.record_id.in_(about),
                records.kind.in_(SPOKEN),
                records.occurred_at >= since,
                or_(*(records.text.contains(hint, autoescape=True) for hint in hints)),
            )
        )
    }
    for one in dossier.dealings:
        if row := rows.get(one.record_id):
            for start, end in sentence_spans(row.text):
                quote = row.text[start:end]
                if len(quote) <= _LONGEST and (found := pattern.search(quote)):
                    line = QuotedLine(
                        RecordLink(row.record_id, row.title),
                        row.version,
                        row.occurred_at,
                        quote,
                        start,
                        end,
                    )
                    yield line, found
