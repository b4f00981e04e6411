"""A CRM's export: each row of its tables is a record, read again only when its cells change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from connectors.details import read_details
from connectors.listing import Listed, with_checkpoints
from connectors.row_reader import RowReader
from connectors.rows import Row
from connectors.table_file import read_table
from connectors.table_mapping import TableMapping, TableOptions
from ingest.records import Change, Failure, Tombstone, revision_of


@dataclass(frozen=True, slots=True)
class TableConnector:
    """Yields a record for each row; its external id is the file's name, "#" and the row's id."""

    name: str
    options: TableOptions
    root: Path
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError if a table cannot be read."""
        return with_checkpoints(
            listed for mapping in self.options.tables for listed in self._table(mapping, known)
        )

    def _table(self, mapping: TableMapping, known: Mapping[str, str]) -> Iterator[Listed]:
        place = f"{mapping.file}:{mapping.sheet}" if mapping.sheet else mapping.file
        path = self.root if self.root.is_file() else self.root / mapping.file
        table = read_table(
            path,
            sheet=mapping.sheet,
            needed=mapping.columns(),
            shown=place,
            passwords=self.options.passwords().of(mapping.file),
        )
        reader = RowReader(
            self.name,
            mapping,
            table.columns,
            self.audience,
            self.timezone,
            mapping.canonical_names(),
            mapping.file,
        )
        # Whatever else decides what a row says: the mapping, who may see it, where times are from.
        rules = revision_of(
            mapping.model_dump_json(), *table.columns, "\n", *reader.audience, str(self.timezone)
        )
        details = [read_details(self.root, one) for one in mapping.details]
        id_at = table.columns.index(" ".join(mapping.id.split()))
        met: dict[str, int] = {}
        for row in table.rows:
            row_id = row.cells[id_at]
            external_id = f"{place}#{row_id}"
            by_number = f"{place}#row {row.number}"
            problem = _problem(row, row_id, len(table.columns), met)
            if problem:
                # What was read of a row stays while it is broken.
                failed = external_id if row_id and row_id not in met else by_number
                message = f"{place}, row {row.number}: {problem}"
                might_read = reader.audience_if_broken(row)
                yield Listed(failed, Failure(failed, "invalid", message, might_read))
                continue
            met[row_id] = row.number
            told = tuple(section for one in details for section in one.section(row_id))
            revision = revision_of(rules, *row.cells, *(section.text for section in told))
            if known.get(external_id) == revision:
                yield Listed(external_id)
            else:
                try:
                    record = reader.record(row, external_id, revision)
                    yield Listed(external_id, replace(record, sections=record.sections + told))
                except ValueError as error:
                    # Nobody knows who may see it: what was read of it before goes out of sight at once.
                    if external_id in known:
                        yield Listed(external_id, Tombstone(external_id, at_once=True))
                    message = f"{place}, row {row.number}: {error}."
                    yield Listed(by_number, Failure(by_number, "invalid", message))
        for one in details:
            if (strays := one.of_no_row(met)) is not None:
                yield Listed(strays.external_id, strays)


def _problem(row: Row, row_id: str, width: int, met: Mapping[str, int]) -> str:
    """What is wrong with a row as a row, empty if nothing is."""
    if row.excess:
        return (
            f"it has {width + row.excess} cells for {width} columns; "
            "put cells that hold the delimiter in double quotes."
        )
    if not row_id:
        return "it has no id; give it one in the id column."
    if row_id in met:
        return (
            f"its id {row_id} is that of row {met[row_id]}, which was read; give it one of its own."
        )
    return ""
