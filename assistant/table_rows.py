"""Leaves out the rows of a table that are about others than those whose codes a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading import Quote
from ingest.names import fold

_CODE = re.compile(r"(?<![a-z0-9])[a-z]{1,5}-?\d[a-z0-9]*(?![a-z0-9])")
_STRETCH = re.compile(r"(?:q[1-4]|h[12]|[fc]y-?\d{2,4}|wk-?\d{1,2})")
_ROW = re.compile(r"[^:：·]{1,40}[:：] .+? · [^:：·]{1,40}[:：] ")


def of_those_named(quotes: Sequence[Quote], question: str) -> tuple[Quote, ...]:
    """The quotes without those rows that hold other codes alone, where a row of the same record holds
    one that the question names: of the price list not the V60 beside the G10 that is asked for.

    Codes of things and of stretches of time (Q3) are told apart: a row of the V60 is no other than Q3.
    """
    for of_time in (False, True):
        quotes = _without_others(quotes, question, of_time=of_time)
    return tuple(quotes)


def _without_others(quotes: Sequence[Quote], question: str, *, of_time: bool) -> tuple[Quote, ...]:
    def codes(text: str) -> frozenset[str]:
        found = codes_in(text)
        return frozenset(one for one in found if bool(_STRETCH.fullmatch(one)) is of_time)

    asked = codes(question)
    rows = {one.place: codes(one.text) for one in quotes if _ROW.match(one.text)}
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
