"""The rows of one entity of a system that is asked, as what a listing yields of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from connectors.listing import Listed
from connectors.row_reader import RowReader
from connectors.rows import Row
from ingest.records import Failure, Tombstone, revision_of

_SHOWN_CELLS = 3
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class RowListing:
    """Tells new and changed rows from those known by their cells; a row's external id is "part#id"."""

    part: str
    reader: RowReader
    known: Mapping[str, str]
    met: set[str] = field(default_factory=set)
    """The external ids listed so far."""

    def listed(self, rows: Iterable[Row]) -> Iterator[Listed]:
        """Each row, unchanged, as a record, or as the failure that says what to do about it."""
        rules = self._rules()
        id_at = self.reader.columns.index(self.reader.mapping.id)
        for row in rows:
            row_id = row.cells[id_at]
            external_id = self.external_id(row_id)
            if not row_id or external_id in self.met:
                yield self._unnamed(row, row_id)
                continue
            self.met.add(external_id)
            revision = revision_of(rules, *row.cells)
            if self.known.get(external_id) == revision:
                yield Listed(external_id)
                continue
            try:
                yield Listed(external_id, self.reader.record(row, external_id, revision))
            except ValueError as error:
                # Nobody knows who may see it: what was read of it before goes out of sight at once.
                if external_id in self.known:
                    yield Listed(external_id, Tombstone(external_id, at_once=True))
                message = f"{self.part} {row_id}: {error}."
                yield Listed(external_id, Failure(external_id, "invalid", message))

    def external_id(self, row_id: str) -> str:
        return f"{self.part}#{row_id}"

    def _rules(self) -> str:
        """Whatever else decides what a row says: the mapping, who may see it, where times are from."""
        reader = self.reader
        return revision_of(
            reader.mapping.model_dump_json(),
            *reader.columns,
            "\n",
            *reader.audience,
            str(reader.timezone),
        )

    def _unnamed(self, row: Row, row_id: str) -> Listed:
        """A row goes by its cells where it has no id of its own: its place changes with every question."""
        external_id = f"{self.part}#row {revision_of(*row.cells)[:12]}"
        cells = [cell[:_SHOWN_CHARACTERS] for cell in row.cells if cell][:_SHOWN_CELLS]
        problem = (
            f"its id {row_id} is that of a row read before; let there be one row for each id"
            if row_id
            else f"it has no {self.reader.mapping.id}; name a column that every row fills"
        )
        message = f"{self.part}, the row {' · '.join(cells) or 'without any value'}: {problem}."
        might_read = self.reader.audience_if_broken(row)
        return Listed(external_id, Failure(external_id, "invalid", message, might_read))
