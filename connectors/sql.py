"""A database of the company's: a query for each entity, of which only what changed is asked for again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO
from zoneinfo import ZoneInfo

from connectors import marks
from connectors.database import Database, opened
from connectors.increments import Increment
from connectors.listing import Listed
from connectors.marks import Mark, later
from connectors.row_listing import RowListing
from connectors.row_reader import RowReader
from connectors.rows import Row
from connectors.sql_options import SqlMapping, SqlOptions
from connectors.typed_values import cell_of, is_set, text_of
from ingest.errors import PermanentError
from ingest.records import Change, Tombstone

_MEMORY_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class SqlConnector:
    """Yields a record for each row; its external id is the entity (or the query's `part`), "#" and the row's id."""

    name: str
    options: SqlOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Everything, or what changed since the cursor's marks while the last whole listing is recent. Raises
        TransientError, PermanentError or SettingsError if a query cannot be answered."""
        rules = (self.options.model_dump_json(), *self.audience, str(self.timezone))
        increment = Increment.begin(
            cursor, *rules, full_listing_hours=self.options.full_listing_hours
        )
        # Where no query tells what changed, every run reads everything.
        none_tells = not any(mapping.cursor_column for mapping in self.options.entities)
        items = self._listed(known, increment)
        return increment.changes(items, complete=increment.whole or none_tells)

    def _listed(self, known: Mapping[str, str], increment: Increment) -> Iterator[Listed]:
        for mapping in self.options.entities:
            held = marks.read(increment.since(mapping.called))
            # The rows lie aside while they are embedded, so that no transaction waits for that.
            with SpooledTemporaryFile(_MEMORY_BYTES, "w+", encoding="utf-8") as file:
                copied = self._copied(mapping, held, increment.begun, file)
                if copied.mark is not None:
                    increment.marks[mapping.called] = marks.written(copied.mark)
                yield from self._read(mapping, copied, known)

    def _copied(
        self, mapping: SqlMapping, held: Mark | None, now: datetime, file: IO[str]
    ) -> _Copied:
        overlap = timedelta(minutes=self.options.overlap_minutes)
        since = None if held is None else marks.before(held, overlap)
        with opened(self.options) as database:
            deleted = self._deleted(mapping, database)
            asked = database.asked(mapping.called, mapping.query, mapping.cursor_column, since)
            with asked as answer:
                _require(mapping, answer.columns)
                copied = _Copied(answer.columns, file, deleted, held)
                for values in answer.rows:
                    self._copy(mapping, values, copied, now)
        return copied

    def _copy(
        self, mapping: SqlMapping, values: Sequence[object], copied: _Copied, now: datetime
    ) -> None:
        value_of = dict(zip(copied.columns, values, strict=True))
        if mapping.cursor_column:
            try:
                copied.mark = later(copied.mark, value_of[mapping.cursor_column], now)
            except TypeError as error:
                raise PermanentError(
                    f"{mapping.called}: column {mapping.cursor_column!r} holds values of which none "
                    f"is later ({error}); let the query make one type of them."
                ) from error
        if mapping.deleted_column and is_set(value_of[mapping.deleted_column]):
            copied.deleted.add(text_of(value_of[mapping.id], self.timezone))
            return
        cells = [
            cell_of(mapping.called, column, value, self.timezone)
            for column, value in value_of.items()
        ]
        copied.file.write(json.dumps(cells) + "\n")

    def _deleted(self, mapping: SqlMapping, database: Database) -> set[str]:
        if mapping.deleted_query is None:
            return set()
        with database.asked(f"{mapping.called}, deleted_query", mapping.deleted_query) as answer:
            return {text_of(values[0], self.timezone) for values in answer.rows}

    def _read(
        self, mapping: SqlMapping, copied: _Copied, known: Mapping[str, str]
    ) -> Iterator[Listed]:
        reader = RowReader(
            self.name,
            mapping,
            copied.columns,
            self.audience,
            self.timezone,
            mapping.canonical_names(),
            mapping.called,
        )
        listing = RowListing(mapping.called, reader, known)
        yield from listing.listed(copied.rows())
        for row_id in copied.deleted:
            external_id = listing.external_id(row_id)
            if external_id in known and external_id not in listing.met:
                yield Listed(external_id, Tombstone(external_id))


@dataclass(slots=True)
class _Copied:
    """What a query gave, kept in a file as the texts of each row."""

    columns: tuple[str, ...]
    file: IO[str]
    deleted: set[str]
    mark: Mark | None

    def rows(self) -> Iterator[Row]:
        self.file.seek(0)
        for number, line in enumerate(self.file, 1):
            yield Row(number, tuple(json.loads(line)), excess=0)


def _require(mapping: SqlMapping, columns: tuple[str, ...]) -> None:
    missing = [column for column in mapping.asked_columns() if column not in columns]
    if missing:
        raise PermanentError(
            f"{mapping.called}: the query gives no column {', '.join(map(repr, missing))}; "
            f"it gives {', '.join(columns)}."
        )
