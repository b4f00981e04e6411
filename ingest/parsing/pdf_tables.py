"""Tables with rules in a PDF: their rows as lines, in their place in the text of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from ingest.parsing.pdf_rules import Grid, grids
from ingest.parsing.rows import table_lines

ROW = "\v"
"""How a line begins that is a row of a table: no text of a page holds one, and it counts as a blank."""
_MANY_LINES = 4  # side by side in two cells, they are no row
_LONGEST_NAME = 60  # of a column, in characters
_EDGE_LINES = 2
_SAME = 3.0  # points by which a table's columns may shift from page to page


@dataclass(frozen=True, slots=True)
class _Table:
    grid: Grid
    rows: list[list[str]]


@dataclass(slots=True)
class TableReader:
    """Reads the pages of one document in order, for a table may go on from page to page."""

    _xs: tuple[float, ...] = ()
    _header: Sequence[str] = ()

    def text(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> str:
        """The page's text; each row of a table is a line that begins with ROW."""
        tables = [
            table
            for grid in grids(page)
            if (table := _table(grid, textpage)) and _stands_alone(table.grid, page, textpage)
        ]
        if not tables:
            self._xs = ()
            return str(textpage.get_text_bounded())
        left, bottom, right, top = page.get_mediabox()
        parts: list[str] = []
        for table in tables:
            if table.grid.ys[0] > top:
                continue  # within or beside one that was read
            above = str(textpage.get_text_bounded(left, table.grid.ys[0], right, top))
            if parts or _is_more_than_an_edge(above):
                self._xs = ()
            parts += [above, *(f"{ROW}{line}" for line in self._lines(table))]
            top = table.grid.ys[-1]
        below = str(textpage.get_text_bounded(left, bottom, right, top))
        if _is_more_than_an_edge(below):
            self._xs = ()
        parts.append(below)
        return "\n".join(part for part in parts if part.strip())

    def _lines(self, table: _Table) -> list[str]:
        titles, rows = _without_titles(table.rows)
        if max(map(len, rows[0])) > _LONGEST_NAME:
            return [*titles, *table_lines(rows, has_header=False)]
        goes_on = len(self._xs) == len(table.grid.xs) and all(
            abs(a - b) <= _SAME for a, b in zip(self._xs, table.grid.xs, strict=True)
        )
        if goes_on and list(rows[0]) != list(self._header):
            rows = [list(self._header), *rows]
        self._xs, self._header = table.grid.xs, rows[0]
        return [*titles, *table_lines(rows)]


def _is_more_than_an_edge(text: str) -> bool:
    """Whether it is more than a running head or foot."""
    return len(text.strip().splitlines()) > _EDGE_LINES


def _without_titles(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """The lines that stand across the whole table above its header, and the rows from this on."""
    start = next(index for index, row in enumerate(rows) if _filled(row) > 1)
    return ["".join(row) for row in rows[:start]], rows[start:]


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _table(grid: Grid, textpage: pypdfium2.PdfTextPage) -> _Table | None:
    """What stands in the grid's cells; None for one that frames columns of
    text, or decorates."""
    rows: list[list[str]] = []
    for top, bottom in zip(grid.ys, grid.ys[1:], strict=False):
        middle = (top + bottom) / 2
        row: list[str] = []
        start = high = 0
        for column in range(1, len(grid.xs)):
            last = column == len(grid.xs) - 1
            if last or grid.is_ruled(upright=True, at=grid.xs[column], middle=middle):
                text = textpage.get_text_bounded(grid.xs[start], bottom, grid.xs[column], top)
                centre = (grid.xs[start] + grid.xs[column]) / 2
                high += str(text).strip().count("\n") >= _MANY_LINES
                text = _tidy(text)
                if rows and not text and not grid.is_ruled(upright=False, at=top, middle=centre):
                    text = rows[-1][start]  # a cell that spans rows says the same in each
                row += [text, *[""] * (column - start - 1)]
                start = column
        if high > 1:
            return None
        rows.append(row)
    if sum(_filled(row) > 1 for row in rows) < 2:
        return None
    return _Table(grid, [row for row in rows if any(row)])


def _tidy(text: str) -> str:
    return " ".join(str(text).replace("\ufffe", "").split())


def _stands_alone(grid: Grid, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> bool:
    """Whether nothing is written beside it, as in another column of the page."""
    left, _, right, _ = page.get_mediabox()
    top, bottom = grid.ys[0], grid.ys[-1]
    beside = textpage.get_text_bounded(left, bottom, grid.xs[0], top)
    beside += textpage.get_text_bounded(grid.xs[-1], bottom, right, top)
    return not beside.strip()
