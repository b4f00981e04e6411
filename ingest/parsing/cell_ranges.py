"""Where the rows of a sheet stand, in the words that Excel has for it: `报价!A2:F20,A25:F30`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_RUN = r"[A-Z]{1,3}[1-9]\d*(?::[A-Z]{1,3}[1-9]\d*)?"
_RANGES = re.compile(rf"(?:(?P<sheet>.*)!)?(?P<runs>{_RUN}(?:,{_RUN})*)", re.S)
_CORNERS = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")

Run = tuple[int, int]
"""First and last of some rows without a gap, counted from 1."""


def runs_of(rows: Iterable[int]) -> list[Run]:
    """Ascending rows as runs."""
    runs: list[Run] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs


def cell_ranges(sheet: str, columns: tuple[int, int], runs: Sequence[Run]) -> str:
    """The page of a section whose lines are these rows, one a line. Columns count from 0, first and last."""
    first, last = map(column_name, columns)
    return _written(sheet, [(first, run, last) for run in runs])


def narrowed(page: str, line: int, more: int = 0) -> str:
    """The page of a section's line number `line`, counted from 0, and of so many `more` after it.

    A page that is no range of cells, or has no such line, stays as it is.
    """
    found = _RANGES.fullmatch(page)
    if not found:
        return page
    kept = []
    passed = 0
    for first, top, last, bottom in _CORNERS.findall(found["runs"]):
        begin, end = int(top), int(bottom or top)
        upper = max(begin, begin + line - passed)
        lower = min(end, begin + line + more - passed)
        passed += end - begin + 1
        if upper <= lower:
            kept.append((first, (upper, lower), last or first))
    return _written(found["sheet"] or "", kept) if kept else page


def column_name(index: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def cell_at(name: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell's name. Raises ValueError for what is none."""
    found = _CORNERS.fullmatch(name.replace("$", ""))
    if not found:
        raise ValueError(f"{name!r} names no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _written(sheet: str, runs: Sequence[tuple[str, Run, str]]) -> str:
    written = ",".join(
        f"{first}{top}" if (first, top) == (last, bottom) else f"{first}{top}:{last}{bottom}"
        for first, (top, bottom), last in runs
    )
    return f"{sheet}!{written}" if sheet else written
