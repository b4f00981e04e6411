"""Rows of tables as lines that can be read, found and quoted alone: "column: value · column: value"."""

from __future__ import annotations

from collections.abc import Sequence

BETWEEN_CELLS = " · "


def row_line(header: Sequence[str], cells: Sequence[str]) -> str:
    """One row as a line; empty cells are left out, a cell without a column name stands alone."""
    parts = []
    for index, cell in enumerate(cells):
        value = " ".join(cell.split())
        if not value:
            continue
        name = header[index] if index < len(header) else ""
        parts.append(f"{name}: {value}" if name and name != value else value)
    return BETWEEN_CELLS.join(parts)


def table_lines(rows: Sequence[Sequence[str]], *, has_header: bool | None = None) -> list[str]:
    """The lines of a table in a document.

    `has_header` is None where the format does not say. A table of two columns then reads as
    "left: right", which suits a form and a list alike; a wider one takes its first row as header.
    """
    width = max((len(row) for row in rows), default=0)
    if has_header is None and width == 2:
        lines = [": ".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in rows]
    elif has_header is False or width < 2 or len(rows) < 2:
        lines = [row_line((), row) for row in rows]
    else:
        header = [" ".join(cell.split()) for cell in rows[0]]
        lines = [row_line(header, row) for row in rows[1:]]
    return [line for line in lines if line]


def header_index(rows: Sequence[Sequence[str]]) -> int | None:
    """Which row of a sheet names its columns, or None: the first at least half as full as the fullest.

    Fuller rows above the data are titles and notes; a row with a number in it is data.
    """
    fullest = max((_filled(row) for row in rows), default=0)
    if fullest < 2:
        return None
    for index, row in enumerate(rows[:20]):
        if _filled(row) * 2 >= fullest and _filled(row) >= 2:
            return None if any(_is_number(cell) for cell in row) else index
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "").rstrip("%"))
    except ValueError:
        return False
    return True
