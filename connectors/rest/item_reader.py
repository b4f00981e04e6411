"""One item of a REST system as a row, and the row as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from connectors.listing import Listed
from connectors.rest.columns import CellReader
from connectors.rest.options import RestEntity, RestOptions
from connectors.rest.templates import Tree
from connectors.row_reader import RowReader
from connectors.rows import Row
from connectors.table_json import flattened
from ingest.records import Failure, Tombstone, revision_of


@dataclass(slots=True)
class ItemReader:
    """Reads the items of one entity; `lookups` holds what its ids mean, `known` the revisions held."""

    source: str
    part: str
    entity: RestEntity
    options: RestOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    lookups: Mapping[str, Mapping[str, str]]
    known: Mapping[str, str]
    _cells: CellReader = field(init=False)
    _rules: str = field(init=False)
    _count: int = field(default=0, init=False)
    _met: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._cells = CellReader(self.timezone, self.lookups, self.options.false_is_nothing)
        self._rules = revision_of(
            self.entity.model_dump_json(), "\n", *self.audience, str(self.timezone)
        )

    def listed(self, item: Tree) -> Iterator[Listed]:
        """What an item comes to; nothing for one that a page before had, which paging may give again."""
        self._count += 1
        by_number = f"{self.part}#item {self._count}"
        if not isinstance(item, dict):
            message = f"{by_number}: it is no object."
            yield Listed(by_number, Failure(by_number, "invalid", message))
            return
        try:
            cells = self._cells_of(item)
        except RecursionError:
            message = f"{by_number}: it is nested too deeply; name what is wanted under columns."
            yield Listed(by_number, Failure(by_number, "invalid", message))
            return
        reader = RowReader(
            self.source,
            self.entity,
            tuple(cells),
            self.audience,
            self.timezone,
            self.entity.canonical_names(),
            self.part,
        )
        row = Row(self._count, tuple(cells.values()), 0)
        row_id = cells[self.entity.id]
        external_id = f"{self.part}#{row_id}"
        if not row_id:
            message = f"{by_number}: it has no id under {self.entity.id!r}."
            might_read = reader.audience_if_broken(row)
            yield Listed(by_number, Failure(by_number, "invalid", message, might_read))
            return
        if external_id in self._met:
            return
        self._met.add(external_id)
        if self.entity.is_gone(item):
            if external_id in self.known:
                yield Listed(external_id, Tombstone(external_id))
            return
        yield from self._read(reader, row, external_id, tuple(cells))

    def _read(
        self, reader: RowReader, row: Row, external_id: str, columns: tuple[str, ...]
    ) -> Iterator[Listed]:
        named = () if self.entity.columns_of else columns
        revision = revision_of(self._rules, *named, "\n", *row.cells)
        if self.known.get(external_id) == revision:
            yield Listed(external_id)
            return
        try:
            yield Listed(external_id, reader.record(row, external_id, revision))
        except ValueError as error:
            # Nobody knows who may see it: what was read of it before goes out of sight at once.
            if external_id in self.known:
                yield Listed(external_id, Tombstone(external_id, at_once=True))
            failed = f"{external_id} unread"
            yield Listed(failed, Failure(failed, "invalid", f"{external_id}: {error}."))

    def _cells_of(self, item: Mapping[str, Tree]) -> dict[str, str]:
        entity = self.entity
        if entity.columns_of:
            return {
                name: self._cells.cell(column, item) for name, column in entity.columns_of.items()
            }
        cells = dict.fromkeys(entity.columns(), "")
        for name, text in flattened(item):
            dropped = any(name == one or name.startswith(f"{one}.") for one in entity.drop)
            if name in cells or not dropped:
                cells[name] = text.strip()
        return cells
