"""What a question asks of many customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.period import Period
from assistant.promises.reading import Side
from ingest.records import Kind

Matter = Literal[
    "open", "promises", "tickets", "signals", "silent", "ending", "changes", "competitors"
]


@dataclass(frozen=True, slots=True)
class PortfolioAsked:
    """A matter of the customers whom a colleague owns, or of all: of what is open, only what is in the `hands`
    of one where that is asked, of one `side`, or `past_due`. `period` holds the days it was or is to be; `due`
    says that it is the day something is due. Whoever is `silent` has had no record of these `kinds`, of `people`
    where there are any; `signs` are the names of the signals that are asked for, where not all are."""

    matter: Matter
    owner: str = ""
    hands: str = ""
    period: Period | None = None
    kinds: tuple[Kind, ...] = ()
    people: tuple[str, ...] = ()
    side: Side = ""
    past_due: bool = False
    due: bool = False
    signs: tuple[str, ...] = ()
