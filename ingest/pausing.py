"""What stops a source from being read, and how a sync that was stopped is told of."""

from __future__ import annotations

from ingest.catalog import runs
from ingest.store import Store


def keep_paused(store: Store, source: str, kind: str) -> None:
    """Keep that nothing may read the source for now."""
    with store.catalog.writing() as connection:
        runs.set_paused(connection, source, kind, paused=True)


def keep_resumed(store: Store, source: str, kind: str) -> None:
    """Keep that the source may be read again."""
    with store.catalog.writing() as connection:
        runs.set_paused(connection, source, kind, paused=False)


def paused_sources(store: Store) -> frozenset[str]:
    """The sources that nothing may read for now."""
    with store.catalog.reading() as connection:
        return runs.paused_sources(connection)


def say_why_it_ended(store: Store, source: str, state: str) -> None:
    """The last run of the source did not come to its end: it was paused or cancelled, or an error nobody foresaw ended it."""
    with store.catalog.writing() as connection:
        runs.end_otherwise(connection, source, state)
