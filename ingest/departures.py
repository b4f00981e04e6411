"""What a source no longer has: removed at the end of its listing, unless it is too much of it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from sqlalchemy import Connection

from ingest.catalog import runs
from ingest.records import Checkpoint, record_id
from ingest.store import Store
from ingest.sync_rules import SyncRules


class Departures:
    """Gathers what one sync of a source would remove. A cursor beyond something that is still to be removed
    is saved only once that is, so that a sync cut short, or one that asks, hears of it again."""

    def __init__(self, source: str, store: Store, rules: SyncRules) -> None:
        self._source = source
        self._store = store
        self._rules = rules
        self._gone: set[str] = set()
        self._unsaved: Checkpoint | None = None
        self.waiting = 0
        """How many are not removed, because somebody must confirm it."""

    def leave(self, external_id: str) -> None:
        """The source says that it is gone."""
        self._gone.add(external_id)

    def stay(self, external_id: str) -> None:
        """The source has it after all."""
        self._gone.discard(external_id)

    def save_cursor(self, connection: Connection, checkpoint: Checkpoint) -> None:
        """Save the checkpoint's cursor, now or when what is gone is removed."""
        self._unsaved = checkpoint
        if not self._gone and not checkpoint.complete:
            runs.save_cursor(connection, self._source, checkpoint.cursor)
            self._unsaved = None

    def remove(
        self,
        held: AbstractSet[str],
        listed: AbstractSet[str],
        *,
        complete: bool,
        confirmed: bool,
    ) -> int:
        """Remove what the source says is gone, and after a complete listing what that lacks; gives how
        many. It is all of them or, where that is too much and not confirmed, none."""
        with self._store.catalog.writing() as connection:
            vanished = held - listed if complete else frozenset[str]()
            gone = runs.live_among(connection, self._source, self._gone | vanished)
            if complete:
                failed = runs.failed_ids(connection, self._source)
                runs.clear_failures(connection, self._source, failed - listed)
        if self._rules.is_too_much(len(gone), len(held | listed)) and not confirmed:
            self.waiting = len(gone)
            return 0
        if gone:
            self._store.remove([record_id(self._source, one) for one in sorted(gone)])
        if self._unsaved and (complete or not self._unsaved.complete):
            with self._store.catalog.writing() as connection:
                runs.save_cursor(connection, self._source, self._unsaved.cursor)
        return len(gone)
