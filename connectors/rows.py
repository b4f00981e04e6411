"""A row of some table as texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the number that a spreadsheet shows for it, an object by its place; `cells` has one text per column."""

    number: int
    cells: tuple[str, ...]
    excess: int
    """How many filled cells stand to the right of the last column."""
