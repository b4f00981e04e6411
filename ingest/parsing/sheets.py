"""Sheets: XLSX, XLS and CSV, each row one line that can be read without its header."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ingest.documents import Parsed, normalise
from ingest.errors import UnreadableError
from ingest.parsing import properties
from ingest.parsing.cell_ranges import Run, cell_ranges, runs_of
from ingest.parsing.compound import COMPOUND
from ingest.parsing.rows import header_index, row_line
from ingest.parsing.text import decode
from ingest.records import Section

_Remarks = Mapping[tuple[int, int], str]
_DELIMITERS = ",\t;|"
_MOST_RUNS = 20
"""Blocks of rows that one section's page names before another section begins."""
Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows as text; `name` is empty for CSV. Excel shows a `hidden` one to nobody who does not ask.

    `corner` is the row and column of the first cell, from 0.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    corner: tuple[int, int] = (0, 0)


def parse_csv(data: bytes) -> Parsed:
    """Raises UnicodeError for bytes that are no text."""
    return Parsed(_sections([Sheet("", read_csv(data))]))


def parse_workbook(data: bytes) -> Parsed:
    """Raises UnreadableError for a locked workbook, calamine's errors for a damaged one."""
    sheets = read_workbook(data)
    remarks = _remarks(data)
    named = {sheet.name for sheet in sheets}
    sheets += [Sheet(name, []) for name in remarks if name not in named]
    sections = _sections(sheets, remarks)
    if not data.startswith(b"PK"):
        return Parsed(sections)
    return properties.office(sections, properties.core_of_package(data), "")


def _remarks(data: bytes) -> Mapping[str, _Remarks]:
    # Here, because whoever reads rows alone needs neither XML nor compound files.
    if data.startswith(b"PK"):
        from ingest.parsing.comments import sheet_comments

        return sheet_comments(data)
    if data.startswith(COMPOUND):
        from ingest.parsing.old_sheets import old_sheet_comments

        return old_sheet_comments(data)
    return {}


def read_csv(data: bytes) -> list[list[str]]:
    """The rows of a CSV in any common encoding, its delimiter (, ; | or tab) found by looking."""
    text = decode(data)
    csv.field_size_limit(sys.maxsize)
    first = text[:20_000]
    delimiter = max(_DELIMITERS, key=lambda mark: _regularity(first, mark))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def read_workbook(data: bytes, *, only: str = "") -> list[Sheet]:
    """Every sheet in order, or the one named `only`; dates as ISO, whole numbers without ".0"."""
    # Here, because whoever reads CSV alone needs no Excel.
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    if data.startswith(COMPOUND):
        from ingest.parsing.old_sheets import in_unicode

        data = in_unicode(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                Sheet(
                    stated.name,
                    [[cell_text(cell) for cell in row] for row in rows],
                    stated.visible != SheetVisibleEnum.Visible,
                    sheet.start or (0, 0),
                )
                for stated in workbook.sheets_metadata
                if only in ("", stated.name)
                if (sheet := workbook.get_sheet_by_name(stated.name))
                if (rows := sheet.to_python())
            ]
    except PasswordError as error:
        raise UnreadableError(
            "it asks for a password; save a copy without one, or exclude it", reason="encrypted"
        ) from error


def cell_text(cell: Cell) -> str:
    """A cell as a reader of the sheet would write it."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
        case datetime():
            if cell.time() == time():
                return cell.date().isoformat()
            return cell.isoformat(" ", "minutes" if cell.second == 0 else "seconds")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows share the first row's width, and that width; width 1 says nothing."""
    rows = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append(len(row))
        if len(rows) == 20:
            break
    width = rows[0] if rows else 0
    return (rows.count(width), width) if width > 1 else (0, 0)


def _sections(
    sheets: Sequence[Sheet], remarks: Mapping[str, _Remarks] | None = None
) -> tuple[Section, ...]:
    return tuple(
        section for sheet in sheets for section in _of_sheet(sheet, (remarks or {}).get(sheet.name))
    )


def _of_sheet(sheet: Sheet, remarks: _Remarks | None) -> Iterator[Section]:
    top, left = sheet.corner
    label = f"{sheet.name} (hidden)" if sheet.hidden else sheet.name
    rest = dict(remarks or {})
    header_at = header_index(sheet.rows)
    header: list[str] = []
    lines: list[str] = []
    rows: list[int] = []
    for index, row in enumerate(sheet.rows):
        if index == header_at:
            header = [" ".join(cell.split()) for cell in row]
            continue
        if rest:
            row = [
                f"{cell} {rest.pop((top + index, left + at), '')}" for at, cell in enumerate(row)
            ]
        line = row_line(header, row)
        if line and (line.isprintable() or normalise(line)):
            lines.append(line)
            rows.append(top + index + 1)
    if not lines and header:
        lines, rows = [row_line((), header)], [top + (header_at or 0) + 1]
    width = max(map(len, sheet.rows), default=1)
    yield from _blocks(label, (left, left + max(width, 1) - 1), lines, runs_of(rows))
    for (number, column), said in sorted(rest.items()):
        at = column - left
        above = header[at] if number - top == header_at and 0 <= at < len(header) else ""
        yield Section(
            f"{above} {said}".strip(),
            (),
            cell_ranges(label, (column, column), [(number + 1, number + 1)]),
        )


def _blocks(
    label: str, columns: tuple[int, int], lines: Sequence[str], runs: Sequence[Run]
) -> Iterator[Section]:
    begin = 0
    for first in range(0, len(runs), _MOST_RUNS):
        block = runs[first : first + _MOST_RUNS]
        end = begin + sum(bottom - top + 1 for top, bottom in block)
        yield Section("\n".join(lines[begin:end]), (), cell_ranges(label, columns, block))
        begin = end
