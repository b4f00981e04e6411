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


def forget_failures(store: Store, source: str) -> None:
    """What of a source could not be read is nobody's concern any more."""
    with store.catalog.writing() as connection:
        runs.clear_failures(connection, source, runs.failed_ids(connection, source))
