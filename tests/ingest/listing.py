"""A connector over a list that a test changes, and what readers see after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from ingest.access import Access
from ingest.catalog.reading import readable_chunks
from ingest.catalog.schema import chunks
from ingest.documents import Parsed
from ingest.errors import TransientError, UnreadableError
from ingest.filters import Filters
from ingest.pipeline import Source, sync
from ingest.records import (
    Change,
    Checkpoint,
    Connector,
    File,
    Record,
    Section,
)
from ingest.store import Store
from ingest.sync_reports import SyncReport
from ingest.sync_rules import SyncRules

AT_ONCE = SyncRules(retry_after=timedelta())
"""Everything that failed is read again at each sync."""

EVERYONE = Access("", frozenset({"everyone"}))


class Listing:
    """A connector over a list that the test changes."""

    def __init__(self, *changes: Change, complete: bool = True) -> None:
        self.items = list(changes)
        self.complete = complete
        self.breaks = False

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        seen = set()
        for item in self.items:
            if isinstance(item, Record) and known.get(item.external_id) == item.revision:
                seen.add(item.external_id)
            else:
                yield item
        if self.breaks:
            raise TransientError("the line went dead; try again later")
        yield Checkpoint(cursor="c", complete=self.complete, seen=frozenset(seen))


def no_files(file: File) -> Parsed:
    raise UnreadableError(f"{file.name} cannot be read", reason="damaged")


def record(external_id: str, text: str, **more: object) -> Record:
    made = Record(
        external_id=external_id,
        revision="1",
        kind="file",
        title=external_id,
        audience=("everyone",),
        sections=(Section(text),),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def run(
    store: Store,
    listing: Connector,
    name: str = "s",
    *,
    rules: SyncRules = AT_ONCE,
    confirm_removal: bool = False,
) -> SyncReport:
    source = Source(name, "test", listing, domains=("huace.example",))
    return sync(
        source,
        store,
        no_files,
        chunk_tokens=64,
        rules=rules,
        confirm_removal=confirm_removal,
        pause=lambda _: None,
    )


def texts(store: Store, access: Access = EVERYONE) -> set[str]:
    with store.catalog.reading() as connection:
        ids = list(store.vectors.chunk_ids())
        found = readable_chunks(connection, ids, access=access, filters=Filters())
    return {chunk.text for chunk in found.values()}


def agree(store: Store) -> bool:
    with store.catalog.reading() as connection:
        held = set(connection.scalars(select(chunks.c.chunk_id)))
    return held == set(store.vectors.chunk_ids()) == set(store.keywords.chunk_ids())
