"""Explicit narrowing of a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import Kind, Moment

Knowledge = Literal["about", "for", "from", "with", "none"]
"""What a chunk is to the company and its customers: facts about them, what they need from us, their own voice,
what was made with them; or none of these, our own affairs alone."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Strict: a passage must meet all. Empty means all. Dates are inclusive; ids are the catalog's."""

    customers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: Moment | None = None
    until: Moment | None = None
    knowledge: tuple[Knowledge, ...] = ()


UNFILTERED = Filters()
