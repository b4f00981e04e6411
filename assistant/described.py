"""The customers whom a question describes instead of naming: the tyre maker, our customer in Jinan."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pypinyin import lazy_pinyin
from sqlalchemy import Connection, Select, select

from assistant.found import Found
from ingest.access import Access
from ingest.catalog.reading import StoredChunk
from ingest.catalog.statements import kept, listed
from ingest.catalog.visible import Visible, visible
from ingest.names import fold
from ingest.segmentation import telling_terms

_MOST = 3  # customers; what fits more describes none
_LEAST = 2  # characters that tell


def described_customers(
    connection: Connection, found: Found, chunks: Iterable[StoredChunk], *, access: Access
) -> tuple[str, ...]:
    """Of the customers whose account is among what was found, those whose industry or city the question
    says, in either language or in pinyin; nobody where it fits many."""
    customers = {chunk.record_id: chunk.customers for chunk in chunks if chunk.kind == "account"}
    rows = connection.execute(_descriptions(visible(access=access)), {"ids": list(customers)})
    question = fold(found.question)
    described = {
        customer
        for row in rows
        if (
            _is_said(fold(row.value), question)
            if row.name == "city"
            else _is_meant(fold(row.value), found)
        )
        for customer in customers[row.record_id]
    }
    return tuple(sorted(described)) if len(described) <= _MOST else ()


@kept
def _descriptions(seen: Visible) -> Select[tuple[str, str, str]]:
    fields = seen.fields.c
    return select(fields.record_id, fields.name, fields.value).where(
        listed(fields.record_id), fields.name.in_(("industry", "city"))
    )


def _is_said(city: str, question: str) -> bool:
    if len(city) < _LEAST:
        return False
    spelled = city if city.isascii() else "".join(lazy_pinyin(city))
    return city in question or bool(re.search(rf"\b{re.escape(spelled)}\b", question))


def _is_meant(industry: str, found: Found) -> bool:
    said = (frozenset({term}) for term in telling_terms(industry) if len(term) >= _LEAST)
    return any(found.covered(term) & found.focus for term in said)
