"""Leaves out what is said of other customers than the one that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.found import Found
from assistant.reading import Quote

_OF_OTHERS_TOO = re.compile(
    r"其他|其它|别的|别家|另外|类似|同类|同样|一样|相比|除了|"
    r"\b(?:others?|else|elsewhere|similar|same|besides|apart from|than|like)\b",
    re.IGNORECASE,
)


def of_customers_named(quotes: Sequence[Quote], found: Found) -> tuple[Quote, ...]:
    """The quotes without those of records that tell of other customers alone, where one is of a customer that
    the question names: when this one's line is accepted, the date of another's does not answer.

    All stay where none is of those named, and where the question asks of others too."""
    named = frozenset(found.customers)
    own = [one for one in quotes if not named.isdisjoint(one.passage.customers)]
    if not own or _OF_OTHERS_TOO.search(found.question):
        return tuple(quotes)
    return tuple(
        one
        for one in quotes
        if not one.passage.customers or not named.isdisjoint(one.passage.customers)
    )
