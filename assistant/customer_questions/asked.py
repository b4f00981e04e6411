"""What a question asks of a customer's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answers import PagePart
from assistant.period import Period
from assistant.promises.reading import Side
from ingest.records import Kind

Only = Literal["", "open", "past_due"]


@dataclass(frozen=True, slots=True)
class PartAsked:
    """A part of the page of whoever a name means: `customers` are all who bear it, as it is `said` in
    `start`..`end` of the folded question. Of a timeline `kinds` of record, and only the `latest` where that
    is asked; `people` are colleagues; `side` is whose promises. `bare` says that a field may tell it as well.
    """

    part: PagePart
    customers: tuple[str, ...]
    said: str
    start: int
    end: int
    period: Period | None = None
    kinds: tuple[Kind, ...] = ()
    people: tuple[str, ...] = ()
    side: Side = ""
    only: Only = ""
    latest: bool = False
    bare: bool = False
