"""A Tryton server: parties, opportunities, sales and products, of which only what changed is read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from connectors import marks
from connectors.increments import Increment
from connectors.listing import Listed
from connectors.marks import Mark, later
from connectors.row_listing import RowListing
from connectors.row_reader import RowReader
from connectors.rows import Row
from connectors.secrets import read_secret
from connectors.tryton_client import TrytonClient, signed_in
from connectors.tryton_options import ID, TrytonMapping, TrytonOptions, preset_entities
from connectors.tryton_paths import FieldPath
from connectors.typed_values import cell_of
from ingest.errors import PermanentError
from ingest.records import Change, Failure, Tombstone

_IDS_AT_A_TIME = 5000
_ROWS_AT_A_TIME = 100
_STAMPS = ("write_date", "create_date")
"""When a record was last changed, and when it was made; without a change it has the second alone."""


@dataclass(frozen=True, slots=True)
class TrytonConnector:
    """Yields a record for each of the mapped models' records; its external id is "entity#id"."""

    name: str
    options: TrytonOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every run names all that is there, so every listing is complete; read is what changed, and
        everything once in `full_listing_hours`. Raises TransientError, PermanentError or SettingsError."""
        mappings = self.options.entities or preset_entities()
        increment = Increment.begin(
            cursor,
            self.options.model_dump_json(),
            *(mapping.model_dump_json() for mapping in mappings),
            *self.audience,
            str(self.timezone),
            full_listing_hours=self.options.full_listing_hours,
        )
        return increment.changes(self._listed(mappings, known, increment), complete=True)

    def _listed(
        self,
        mappings: tuple[TrytonMapping, ...],
        known: Mapping[str, str],
        increment: Increment,
    ) -> Iterator[Listed]:
        options = self.options
        with signed_in(
            options.url,
            options.database,
            options.user,
            read_secret(options.password_env, key="password_env"),
            language=options.language,
            allow_private=options.allow_private,
            timeout_seconds=options.timeout_seconds,
        ) as client:
            offered = client.methods()
            for mapping in mappings:
                if f"model.{mapping.model}.read" in offered:
                    listing = RowListing(mapping.called, self._reader(mapping), known)
                    yield from _Reading(client, offered, mapping, listing, increment, self).listed()
                elif options.entities:
                    raise PermanentError(
                        f"{options.url}: it has no model {mapping.model}; activate its module, "
                        f"or leave {mapping.called} out."
                    )

    def _reader(self, mapping: TrytonMapping) -> RowReader:
        if self.options.web_url and not mapping.link:
            web, database = self.options.web_url.rstrip("/"), self.options.database
            link = f"{web}/#{database}/model/{mapping.model}/{{{ID}}}"
            mapping = mapping.model_copy(update={"link": link})
        return RowReader(
            self.name,
            mapping,
            (ID, *mapping.read),
            self.audience,
            self.timezone,
            mapping.canonical_names(),
            mapping.called,
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """One entity of a run."""

    client: TrytonClient
    offered: frozenset[str]
    mapping: TrytonMapping
    listing: RowListing
    increment: Increment
    source: TrytonConnector

    def listed(self) -> Iterator[Listed]:
        """Every record that is there, unread where it did not change."""
        columns = {name: FieldPath.read(path) for name, path in self.mapping.read.items()}
        domain: list[object] = [
            *([self.mapping.domain] if self.mapping.domain else []),
            *self._left_out(),
        ]
        since = marks.read(self.increment.since(self.mapping.called))
        changed = self._changed(domain, columns, since)
        to_read = []
        for record_id in self._ids(self.mapping.model, domain):
            external_id = self.listing.external_id(str(record_id))
            if since is not None and record_id not in changed and external_id in self.listing.known:
                yield Listed(external_id)
            else:
                to_read.append(record_id)
        failures: list[Listed] = []
        yield from self.listing.listed(self._rows(to_read, columns, since, failures))
        for failed in failures:
            # Only the record could have said who may read it: what is held goes out of sight at once.
            if self.mapping.row_decides and failed.external_id in self.listing.known:
                yield Listed(failed.external_id, Tombstone(failed.external_id, at_once=True))
            yield failed

    def _left_out(self) -> Iterator[list[object]]:
        for relation in self.mapping.without:
            model, _, field = relation.rpartition(".")
            if f"model.{model}.read" in self.offered:
                found = self.client.read(model, list(self._ids(model, [])), [field])
                ids = {one for row in found if isinstance(one := row.get(field), int)}
                yield ["id", "not in", sorted(ids)]

    def _changed(
        self, domain: list[object], columns: Mapping[str, FieldPath], since: Mark | None
    ) -> frozenset[int]:
        """Whatever was changed itself, or by a change of what its columns are read from."""
        if since is None:
            return frozenset()
        moment = marks.before(since, timedelta(minutes=self.source.options.overlap_minutes))
        relations = {relation for path in columns.values() for relation in path.relations()}
        stamps = [*_STAMPS, *(f"{one}.{stamp}" for one in sorted(relations) for stamp in _STAMPS)]
        later_than = ["OR", *([stamp, ">=", moment] for stamp in stamps)]
        return frozenset(self._ids(self.mapping.model, [*domain, later_than]))

    def _ids(self, model: str, domain: list[object]) -> Iterator[int]:
        """Each id once, by its size: a record that is made or removed meanwhile shifts no other."""
        last = 0
        while page := self.client.ids(model, [*domain, ["id", ">", last]], _IDS_AT_A_TIME):
            if page[0] <= last:
                raise PermanentError(f"{model}: the server lists the same records again and again.")
            yield from page
            last = page[-1]

    def _rows(
        self,
        ids: list[int],
        columns: Mapping[str, FieldPath],
        since: Mark | None,
        failures: list[Listed],
    ) -> Iterator[Row]:
        """The records as rows; those that the server cannot give are added to `failures`."""
        there = self._there(columns)
        names = sorted({name for column in there for name in columns[column].names()})
        mark = since
        for start in range(0, len(ids), _ROWS_AT_A_TIME):
            batch = ids[start : start + _ROWS_AT_A_TIME]
            for record in self._read(batch, [*_STAMPS, *names], failures):
                for stamp in _STAMPS:
                    mark = later(mark, record.get(stamp), self.increment.begun)
                number = int(str(record[ID]))
                values = {column: columns[column].values(record) for column in there}
                try:
                    cells = [self._cell(column, values.get(column, [])) for column in columns]
                except PermanentError as error:
                    failures.append(self._failed(number, error))
                else:
                    yield Row(number, (str(number), *cells), excess=0)
        if mark is not None:
            self.increment.marks[self.mapping.called] = marks.written(mark)

    def _there(self, columns: Mapping[str, FieldPath]) -> list[str]:
        """The columns whose field the server has. Raises PermanentError if config.toml asks for another."""
        fields = self.client.fields(self.mapping.model)
        missing = [column for column, path in columns.items() if path.first not in fields]
        if missing and self.source.options.entities:
            path = self.mapping.read[missing[0]]
            raise PermanentError(
                f"{self.mapping.called}: {self.mapping.model} has no field for {path!r}, or "
                f"{self.source.options.user} may not see it."
            )
        return [column for column in columns if column not in missing]

    def _read(
        self, ids: list[int], names: list[str], failures: list[Listed]
    ) -> list[dict[str, object]]:
        """One record that the server stumbles over does not stop the others."""
        try:
            return self.client.read(self.mapping.model, ids, names)
        except PermanentError as error:
            if len(ids) == 1:
                failures.append(self._failed(ids[0], error))
                return []
        return [row for one in ids for row in self._read([one], names, failures)]

    def _failed(self, record_id: int, error: PermanentError) -> Listed:
        external_id = self.listing.external_id(str(record_id))
        mapping = self.mapping
        audience = () if mapping.row_decides else mapping.audience or self.source.audience
        message = f"{mapping.called} {record_id} cannot be read: {error}"
        return Listed(external_id, Failure(external_id, "damaged", message, audience))

    def _cell(self, column: str, values: list[object]) -> str:
        return cell_of(self.mapping.called, column, values, self.source.timezone)
