"""What an open item says for people: of a row of a table, what does not stand beside it already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ingest.names import fold

_BETWEEN = " · "
_CELLS = 2


def item_words(quote: str, due: date | None, who: Iterable[str]) -> str:
    """The quote; of the row "No.: 3 · Item: manual · By: Ann Li · Due: 2026-07-10" the manual alone, where the
    day and the person are told beside it."""
    cells = [_cell(each) for each in quote.strip().split(_BETWEEN)]
    rows = [cell for cell in cells if cell is not None]
    if len(rows) < max(len(cells), _CELLS):
        return quote
    if rows[0][1].isdigit():
        rows = rows[1:]
    beside = {*map(fold, who), str(due)}
    left = [(label, value) for label, value in rows if fold(value) not in beside]
    if len(left) == 1:
        return left[0][1]
    return _BETWEEN.join(f"{label}: {value}" for label, value in left) or quote


def _cell(text: str) -> tuple[str, str] | None:
    label, colon, value = text.partition(": ")
    return (label, value.strip()) if colon and value.strip() else None
