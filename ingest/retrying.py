"""Has what failed read again, though nothing about it changed."""

from __future__ import annotations

from ingest.catalog import runs
from ingest.store import Store


def let_failures_be_tried(
    store: Store, source: str | None, external_id: str | None
) -> tuple[str, ...]:
    """Let the next sync try every failed item, or those of a source, or the one; gives the sources that
    they are of. A source that is asked only for what changed is listed whole then."""
    with store.catalog.writing() as connection:
        return runs.let_failures_be_tried(connection, source, external_id)
