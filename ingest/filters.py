"""Explicit narrowing of a search."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class Filters:
    """Strict: a passage must meet all. Empty means all. Dates are inclusive; ids are the catalog's."""

    customers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: Moment | None = None
    until: Moment | None = None


UNFILTERED = Filters()
