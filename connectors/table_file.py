"""A CSV, XLSX or JSON file as named columns and numbered rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from connectors.rows import Row
from connectors.table_json import JSON_ENDINGS, json_rows
from ingest.errors import PermanentError, UnreadableError
from ingest.parsing.sheets import read_csv
from ingest.parsing.worker import ParserWorker
from ingest.records import File

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_HEADER_WITHIN_ROWS = 20
_WORKBOOK_SECONDS = 120.0
_WORKBOOK_MEMORY_BYTES = 2 * 1024**3
_TABLE_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class TableFile:
    """The columns and rows of a table; rows without any text are left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    path: Path,
    *,
    sheet: str,
    needed: Sequence[str],
    shown: str,
    passwords: tuple[str, ...] = (),
) -> TableFile:
    """The table in `path`, whose header is the first row that has the `needed` columns.

    A locked workbook is opened with one of the `passwords`.

    Raises PermanentError, naming the file as `shown`, if it is absent, unreadable, or lacks a column.
    """
    rows = _rows(path, sheet, shown, passwords)
    wanted = {_tidy(name) for name in needed}
    of_objects = path.suffix.lower() in JSON_ENDINGS
    headers = rows[: 1 if of_objects else _HEADER_WITHIN_ROWS]
    candidates = [tuple(map(_tidy, row)) for row in headers]
    at = next((i for i, row in enumerate(candidates) if wanted <= set(row)), None)
    if at is None:
        raise PermanentError(_no_header(wanted, candidates, shown))
    columns = _distinct(candidates[at])
    first = 1 if of_objects else at + 2
    return TableFile(columns, tuple(_numbered(rows[at + 1 :], first, len(columns))))


def _rows(path: Path, sheet: str, shown: str, passwords: tuple[str, ...]) -> list[list[str]]:
    try:
        if path.stat().st_size > _TABLE_BYTES:
            raise PermanentError(
                f"{shown}: it is larger than {_TABLE_BYTES // 1_000_000} MB; export it in parts.",
                reason="too_large",
            )
        data = path.read_bytes()
    except OSError as error:
        raise PermanentError(
            f"{shown}: the file cannot be read ({error.strerror}); check its name in config.toml.",
            reason="unavailable",
        ) from error
    if (ending := path.suffix.lower()) in JSON_ENDINGS:
        return json_rows(data, ending, sheet, shown)
    if ending not in _WORKBOOKS:
        try:
            return read_csv(data)
        except UnicodeError as error:
            raise PermanentError(
                f"{shown}: its encoding is not recognised; save it as CSV in UTF-8.",
                reason="damaged",
            ) from error
    return _sheet_rows(File(path.name, data, passwords), sheet, shown)


def _sheet_rows(file: File, sheet: str, shown: str) -> list[list[str]]:
    try:
        with ParserWorker(_WORKBOOK_SECONDS, _WORKBOOK_MEMORY_BYTES, _TABLE_BYTES) as worker:
            sheets = worker.sheets(file, only=sheet)
    except UnreadableError as error:
        raise PermanentError(str(error), reason=error.reason) from error
    if not sheets:
        raise PermanentError(
            f"{shown}: it has no sheet named {sheet!r} with rows in it."
            if sheet
            else f"{shown}: it has no rows."
        )
    return sheets[0].rows


def _numbered(rows: Sequence[Sequence[str]], first: int, width: int) -> Iterator[Row]:
    for number, row in enumerate(rows, start=first):
        cells = [cell.strip() for cell in row]
        if any(cells):
            excess = sum(1 for cell in cells[width:] if cell)
            padded = (*cells[:width], *([""] * (width - len(cells))))
            yield Row(number, padded, excess)


def _distinct(header: Sequence[str]) -> tuple[str, ...]:
    """The column names; a second of the same name is numbered, one without a name counted."""
    last = max(index for index, name in enumerate(header) if name)
    columns: list[str] = []
    for index, name in enumerate(header[: last + 1], start=1):
        name = name or f"column {index}"
        columns.append(name if name not in columns else f"{name} ({index})")
    return tuple(columns)


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _no_header(wanted: set[str], candidates: Sequence[tuple[str, ...]], shown: str) -> str:
    filled = [row for row in candidates if any(row)]
    if not filled:
        return f"{shown}: the table is empty; export it again, or leave it out of config.toml."
    best = max(filled, key=lambda row: len(wanted & set(row)))
    missing = sorted(wanted - set(best))
    nearest = get_close_matches(missing[0], best, n=1, cutoff=0.5)
    hint = f" Did you mean {nearest[0]!r}?" if nearest else ""
    columns = ", ".join(name for name in best if name)
    return f"{shown}: no column named {', '.join(map(repr, missing))}.{hint} It has: {columns}."
