"""The glossary as a table: CSV with the columns term, synonyms, abbreviations, code_names and note;
several spellings in one cell are divided by semicolons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.errors import PermanentError
from ingest.glossary import GlossaryEntry

COLUMNS = ("term", "synonyms", "abbreviations", "code_names", "note")
_LIMIT_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Imported:
    """How many entries of a table were new, and how many took the place of others."""

    added: int
    changed: int


def write_table(entries: Iterable[GlossaryEntry]) -> str:
    """The entries, one a row."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in entries:
        several = (one.synonyms, one.abbreviations, one.code_names)
        table.writerow([one.term, *("; ".join(spellings) for spellings in several), one.note])
    return written.getvalue()


def read_table(text: str) -> list[GlossaryEntry]:
    """The rows as entries without ids; PermanentError says which row cannot be read."""
    if len(text) > _LIMIT_CHARACTERS:
        raise PermanentError(
            f"The table is longer than {_LIMIT_CHARACTERS:,} characters; divide it"
        )
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        raise PermanentError(f"This is no CSV: {error}") from error
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if "term" not in header or not set(header) <= {*COLUMNS}:
        raise PermanentError(f"The first row names the columns: {', '.join(COLUMNS)}")
    found = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            raise PermanentError(f"Row {number} has more cells than there are columns")
        found.append(_entry(dict(zip(header, row, strict=False)), number))
    return found


def _entry(row: dict[str, str], number: int) -> GlossaryEntry:
    term = row.get("term", "").strip()
    if not term:
        raise PermanentError(f"Row {number} has no term")
    synonyms, abbreviations, code_names = (
        _several(row.get(name, "")) for name in ("synonyms", "abbreviations", "code_names")
    )
    return GlossaryEntry("", term, synonyms, abbreviations, code_names, row.get("note", ""))


def _several(cell: str) -> tuple[str, ...]:
    parts: Sequence[str] = cell.replace("；", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())
