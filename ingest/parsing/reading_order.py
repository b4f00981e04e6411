"""The order in which a person reads the lines on a page: rows from the top, columns of text one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FULL_WIDTH = 0.6  # of the page: such a line belongs to no column
_RUNNING_TEXT = 12  # heights of a line: a column of text is wider, a cell of a table is not
_LINES_OF_A_COLUMN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text in its box; y grows downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    certainty: float = 1.0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def in_order(lines: Sequence[Line]) -> list[str]:
    """The text of each row; what stands side by side in a table or a form is one row."""
    if not lines:
        return []
    width = max(line.right for line in lines) - min(line.left for line in lines)
    rows: list[str] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda one: one.middle):
        if line.width > _FULL_WIDTH * width:
            rows.extend(_columns(band))
            rows.append(line.text)
            band = []
        else:
            band.append(line)
    return [*rows, *_columns(band)]


def _columns(band: list[Line]) -> list[str]:
    for gutter in sorted({line.right for line in band}):
        left = [line for line in band if line.right <= gutter]
        right = [line for line in band if line.right > gutter]
        if right and all(line.left > gutter for line in right) and _runs(left) and _runs(right):
            return [*_columns(left), *_columns(right)]
    return _rows(band)


def _runs(column: Sequence[Line]) -> bool:
    wide = sum(line.width > _RUNNING_TEXT * line.height for line in column)
    return len(column) >= _LINES_OF_A_COLUMN and wide * 2 >= len(column)


def _rows(band: Sequence[Line]) -> list[str]:
    rows: list[list[Line]] = []
    for line in sorted(band, key=lambda one: one.middle):
        if (
            rows
            and abs(rows[-1][0].middle - line.middle) < min(rows[-1][0].height, line.height) / 2
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [" ".join(one.text for one in sorted(row, key=lambda one: one.left)) for row in rows]
