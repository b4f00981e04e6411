"""Sheets: XLSX, XLS and CSV, each row one line that can be read without its header."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.parsing import properties
from ingest.parsing.rows import header_index, row_line
from ingest.parsing.text import decode
from ingest.records import Section

_DELIMITERS = ",\t;|"
Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows as text; `name` is empty for CSV. Excel shows a `hidden` one to nobody who does not ask."""

    name: str
    rows: list[list[str]]
    hidden: bool = False


def parse_csv(data: bytes) -> Parsed:
    """Raises UnicodeError for bytes that are no text."""
    return Parsed(_sections([Sheet("", read_csv(data))]))


def parse_workbook(data: bytes) -> Parsed:
    """Raises UnreadableError for a locked workbook, calamine's errors for a damaged one."""
    sections = _sections(read_workbook(data))
    if not data.startswith(b"PK"):
        return Parsed(sections)
    return properties.office(sections, properties.core_of_package(data), "")


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

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return [
                Sheet(
                    stated.name,
                    [[cell_text(cell) for cell in row] for row in rows],
                    stated.visible != SheetVisibleEnum.Visible,
                )
                for stated in workbook.sheets_metadata
                if only in ("", stated.name)
                if (rows := workbook.get_sheet_by_name(stated.name).to_python())
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


def _sections(sheets: Sequence[Sheet]) -> tuple[Section, ...]:
    sections = []
    for sheet in sheets:
        header_at = header_index(sheet.rows)
        header: list[str] = []
        lines = []
        for index, row in enumerate(sheet.rows):
            if index == header_at:
                header = [" ".join(cell.split()) for cell in row]
            elif line := row_line(header, row):
                lines.append(line)
        if not lines and header:
            lines = [row_line((), header)]
        if lines:
            label = f"{sheet.name} (hidden)" if sheet.hidden else sheet.name
            sections.append(Section("\n".join(lines), (), label))
    return tuple(sections)
