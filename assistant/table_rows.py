"""Leaves out the rows of a table that are about others than those whose codes a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading import Quote
from ingest.names import fold

_CODE = re.compile(r"(?<![a-z0-9])[a-z]{1,5}-?\d[a-z0-9]*(?![a-z0-9])")
_ROW = re.compile(r"[^:：·]{1,40}[:：] .+? · [^:：·]{1,40}[:：] ")


def of_those_named(quotes: Sequence[Quote], question: str) -> tuple[Quote, ...]:
    """The quotes without those rows that hold other codes alone, where a row of the same record holds
    one that the question names: of the price list not the V60 beside the G10 that is asked for."""
    asked = codes_in(question)
    rows = {one.place: codes_in(one.text) for one in quotes if _ROW.match(one.text)}
    telling = {
        one.passage.record_id for one in quotes if not asked.isdisjoint(rows.get(one.place, ()))
    }
    return tuple(
        one
        for one in quotes
        if one.passage.record_id not in telling
        or not rows.get(one.place)
        or not asked.isdisjoint(rows[one.place])
    )


def codes_in(text: str) -> frozenset[str]:
    """The codes of a text, folded, of a longer one also its end: HC-G10 is a G10."""
    return frozenset(_CODE.findall(fold(text)))
