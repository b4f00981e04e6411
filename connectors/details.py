"""Rows that belong to a row of another table, as a section of its record: a deal's stages, an order's lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from connectors.cells import label
from connectors.paths import PathInside
from connectors.row_mapping import Columns
from connectors.table_file import read_table
from ingest.records import Failure, Section


class DetailMapping(BaseModel):
    """A table of details: its file, the column that names the row they belong to, and what is told of each.

    `heading` stands over them. `columns` are told in their order; all others when none is named.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: PathInside
    sheet: str = ""
    parent: str
    heading: Annotated[str, BeforeValidator(str.strip)] = Field(min_length=1)
    columns: Columns = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What one table of details says: the id of a row -> its details, one a line, in the table's order."""

    place: str
    heading: str
    lines: Mapping[str, tuple[str, ...]]

    def section(self, row_id: str) -> tuple[Section, ...]:
        """The details of a row as a section; none where there are none."""
        lines = self.lines.get(row_id, ())
        return (Section("\n".join(lines), (self.heading,)),) if lines else ()

    def of_no_row(self, row_ids: Collection[str]) -> Failure | None:
        """What is to be said of details that belong to none of the rows."""
        strays = [parent for parent in self.lines if parent not in row_ids]
        if not strays:
            return None
        count = sum(len(self.lines[parent]) for parent in strays)
        return Failure(
            f"{self.place}#of no row",
            "invalid",
            f"{self.place}: {count} of its rows belong to none that was read; check the ids they name.",
        )


def read_details(root: Path, mapping: DetailMapping) -> Details:
    """Raises PermanentError if the table cannot be read, or lacks a column. A row that names no
    parent is kept under the empty id."""
    place = f"{mapping.file}:{mapping.sheet}" if mapping.sheet else mapping.file
    path = root if root.is_file() else root / mapping.file
    table = read_table(
        path, sheet=mapping.sheet, needed=(mapping.parent, *mapping.columns), shown=place
    )
    told = mapping.columns or [name for name in table.columns if name != mapping.parent]
    lines: dict[str, list[str]] = {}
    for row in table.rows:
        cells = dict(zip(table.columns, row.cells, strict=True))
        line = " · ".join(f"{label(name)}: {cells[name]}" for name in told if cells[name])
        if line:
            lines.setdefault(cells[mapping.parent], []).append(" ".join(line.split()))
    return Details(place, mapping.heading, {parent: tuple(of) for parent, of in lines.items()})
