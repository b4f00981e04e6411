"""The write path: what a source says now becomes what readers find."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ingest.batches import Batch, Prepared
from ingest.catalog import entities as entity_rows
from ingest.catalog import runs, writing
from ingest.catalog.draft_rows import Row
from ingest.catalog.live import audience_of, audiences_of
from ingest.departures import Departures
from ingest.documents import Parsed, assemble, with_what_the_file_states
from ingest.edition import stamped, unstamped
from ingest.errors import TransientError, UnreadableError, ZhikeError
from ingest.failing import Failing
from ingest.half_characters import mended
from ingest.outside import changes_of, found_again
from ingest.records import (
    Change,
    Checkpoint,
    Connector,
    Failure,
    File,
    Record,
    Tombstone,
    record_id,
)
from ingest.resolving import resolve
from ingest.retagging import retag
from ingest.splitting import split
from ingest.stating import state_entities
from ingest.store import Store
from ingest.sync_reports import AudienceChange, State, SyncProgress, SyncReport
from ingest.sync_rules import SyncRules, pause_seconds
from ingest.tagging import draft

_log = logging.getLogger(__name__)

Parse = Callable[[File], Parsed]
_RULES = SyncRules()
_MOST_TRIED = 200
"""Items that failed and are asked for again by one sync that does not list everything."""


@dataclass(frozen=True, slots=True)
class Source:
    """One configured connector instance. Addresses under `domains` belong to colleagues."""

    name: str
    kind: str
    connector: Connector
    domains: tuple[str, ...] = ()


def sync(
    source: Source,
    store: Store,
    parse: Parse,
    *,
    chunk_tokens: int,
    on_progress: Callable[[SyncProgress], None] | None = None,
    on_audience: Callable[[Sequence[AudienceChange]], None] | None = None,
    rules: SyncRules = _RULES,
    confirm_removal: bool = False,
    pause: Callable[[float], object] = time.sleep,
) -> SyncReport:
    """Bring what is held of a source up to what the source says now.

    What failed is reported and kept for `zhike doctor`; an error of the source as a whole ends the
    run after everything before it has been saved, and removes nothing that was only not listed. One that
    may pass is waited for by `pause`, in seconds, and the listing begun again. Where more is gone than
    the rules let go, nothing is removed unless `confirm_removal`.
    """
    run = _Run(source, store, parse, chunk_tokens, rules, on_progress, on_audience)
    return run.carry_out(confirm_removal, pause)


class _Run:
    def __init__(
        self,
        source: Source,
        store: Store,
        parse: Parse,
        chunk_tokens: int,
        rules: SyncRules,
        on_progress: Callable[[SyncProgress], None] | None,
        on_audience: Callable[[Sequence[AudienceChange]], None] | None,
    ) -> None:
        self._source = source
        self._store = store
        self._parse = parse
        self._chunk_tokens = chunk_tokens
        self._rules = rules
        self._on_progress = on_progress
        self._on_audience = on_audience
        self._started = time.monotonic()
        self._held: frozenset[str] = frozenset()
        self._listed: set[str] = set()
        self._departures = Departures(source.name, store, rules)
        self._failing = Failing()
        self._changed = self._removed = self._chunks = 0
        self._complete = False

    def carry_out(self, confirm_removal: bool, pause: Callable[[float], object]) -> SyncReport:
        store, name = self._store, self._source.name
        store.require_vectors()
        store.recover()
        with store.catalog.writing() as connection:
            run_id = runs.begin_run(connection, name, self._source.kind)
        state: State = "interrupted"
        error = fault = ""
        try:
            stopped = self._read_all(pause)
            if not stopped:
                with store.catalog.writing() as connection:
                    well = self._listed - self._failing.not_in(self._listed)
                    runs.clear_failures(connection, name, well)
            self._removed += self._departures.remove(
                self._held, self._listed, complete=self._complete, confirmed=confirm_removal
            )
            resolve(store.catalog, threshold=self._rules.likely_score)
            retag(store)
            self._erase_what_was_kept_long_enough()
            state, error = self._ending(stopped)
            fault = type(stopped).__name__ if stopped else ""
        except ZhikeError as failure:
            _log.warning("sync of %s stopped: %s", name, failure)
            state, error, fault = "failed", str(failure), type(failure).__name__
        finally:
            with store.catalog.writing() as connection:
                counts = self._counts()
                runs.end_run(connection, run_id, counts, state=state, error=error, fault=fault)
        return self._report(state, error)

    def _read_all(self, pause: Callable[[float], object]) -> ZhikeError | None:
        """Read and write everything the source yields; gives what stopped it, if anything did."""
        attempt = 1
        while True:
            try:
                self._read()
                return None
            except TransientError as error:
                if attempt >= self._rules.attempts:
                    return error
                _log.warning("%s: %s; trying again", self._source.name, error)
            except ZhikeError as error:
                return error
            pause(pause_seconds(attempt))
            attempt += 1

    def _read(self) -> None:
        name = self._source.name
        with self._store.catalog.reading() as connection:
            kept = runs.known_revisions(connection, name)
            cursor = runs.cursor_of(connection, name)
            waiting = runs.waiting_failures(connection, name, self._rules.retry_after)
        self._held = self._held or frozenset(kept)
        known = {external_id: unstamped(revision) for external_id, revision in kept.items()}
        known |= {external_id: failed.revision for external_id, failed in waiting.items()}
        self._failing.wait(waiting)
        for batch in self._batches(changes_of(self._source.connector, name, known, cursor)):
            self._write(batch)
        for batch in self._batches(self._tried_again(known)):
            self._write(batch)

    def _tried_again(self, known: Mapping[str, str]) -> Iterator[Change]:
        """What failed before and is due, of a source that told only what changed."""
        name, connector = self._source.name, self._source.connector
        if not self._complete:
            with self._store.catalog.reading() as connection:
                due = runs.due_failures(connection, name, self._rules.retry_after, most=_MOST_TRIED)
            wanted = [one for one in due if one not in self._listed]
            yield from found_again(connector, name, known, wanted)

    def _write(self, batch: Batch) -> None:
        self._tell_audiences(batch)
        shut_out = self._state_entities(batch)
        self._replace(batch)
        if shut_out:
            with self._store.catalog.writing() as connection:
                writing.give_back(connection, shut_out)
        if batch.hidden:
            self._store.remove(batch.hidden)
            self._removed += len(batch.hidden)
        self._save(batch)

    def _batches(self, changes: Iterator[Change]) -> Iterator[Batch]:
        """Changes, parsed and split, in batches; a failing source still yields what came before."""
        batch = Batch()
        try:
            for change in map(mended, changes):
                match change:
                    case Record():
                        self._is_here(change.external_id)
                        batch.take_back(record_id(self._source.name, change.external_id))
                        self._prepare(change, batch)
                    case Tombstone(at_once=True):
                        batch.hidden.append(record_id(self._source.name, change.external_id))
                    case Tombstone():
                        self._departures.leave(change.external_id)
                    case Failure():
                        self._is_here(change.external_id)
                        self._failing.fail(change, batch)
                        if change.audience:
                            self._hide_from_those_shut_out(change, batch)
                    case Checkpoint():
                        self._listed.update(change.seen)
                        self._complete = self._complete or change.complete
                        batch.checkpoint = change
                if batch.is_full:
                    yield batch
                    batch = Batch()
                self._tell()
        except ZhikeError:
            self._complete = False
            batch.checkpoint = None
            yield batch
            raise
        yield batch

    def _is_here(self, external_id: str) -> None:
        self._listed.add(external_id)
        self._departures.stay(external_id)
        self._failing.is_here(external_id)

    def _prepare(self, record: Record, batch: Batch) -> None:
        try:
            parsed = mended(self._parse(record.file)) if record.file else None
            document = assemble(record, parsed)
            if not document.text:
                raise UnreadableError(
                    f"{record.external_id} holds no text; nothing of it was taken in",
                    reason="empty",
                )
        except UnreadableError as error:
            failure = Failure(
                record.external_id, error.reason, str(error), record.audience, record.revision
            )
            self._failing.fail(failure, batch)
            self._hide_from_those_shut_out(failure, batch)
            return
        pieces = split(document, self._store.embedder, chunk_tokens=self._chunk_tokens)
        if parsed:
            record = with_what_the_file_states(record, parsed)
        record = replace(record, revision=stamped(record.revision))
        batch.add(Prepared(record, document, pieces))

    def _hide_from_those_shut_out(self, failure: Failure, batch: Batch) -> None:
        """What is held of an unreadable item stays, unless somebody who sees it no longer may."""
        if "everyone" in failure.audience:
            return
        own_id = record_id(self._source.name, failure.external_id)
        with self._store.catalog.reading() as connection:
            if not audience_of(connection, own_id) <= set(failure.audience):
                batch.hidden.append(own_id)

    def _tell_audiences(self, batch: Batch) -> None:
        """Who may read what is held from now on, before anybody does."""
        if self._on_audience:
            wanted = self._audiences(batch.prepared)
            with self._store.catalog.reading() as connection:
                held = audiences_of(connection, wanted.keys())
            changes = [
                AudienceChange(one, before, wanted[one])
                for one, before in held.items()
                if before != wanted[one]
            ]
            if changes:
                self._on_audience(changes)

    def _audiences(self, items: Iterable[Prepared]) -> dict[str, frozenset[str]]:
        """Record id -> who may read it as the source says now; of one that it names twice, the later."""
        name = self._source.name
        return {
            record_id(name, item.record.external_id): frozenset(item.record.audience)
            for item in items
        }

    def _state_entities(self, batch: Batch) -> list[Row]:
        """Customers, contacts and people first, so that the batch itself is tagged with them.

        Their names are read with the record that gives them, so that whoever is not to read that any
        more is shut out with the same stroke; gives what was taken from them.
        """
        stating = [item for item in batch.prepared if item.record.entity]
        with self._store.catalog.writing() as connection:
            shut_out = writing.narrow(connection, self._audiences(stating))
            state_entities(connection, self._source.name, batch, domains=self._source.domains)
        return shut_out

    def _replace(self, batch: Batch) -> None:
        entities = self._store.entities()
        # A source that names one item twice means the later.
        latest = {item.record.external_id: item for item in batch.prepared}
        drafts = [
            draft(self._source.name, item.record, item.document, item.pieces, entities)
            for item in latest.values()
        ]
        self._chunks += self._store.replace(drafts)
        self._changed += len(drafts)
        self._tell()

    def _erase_what_was_kept_long_enough(self) -> None:
        now = datetime.now(UTC)
        self._store.purge(
            deleted_before=now - self._rules.keep_deleted,
            superseded_before=now - self._rules.keep_versions,
        )

    def _save(self, batch: Batch) -> None:
        with self._store.catalog.writing() as connection:
            done = [item.record.external_id for item in batch.prepared]
            runs.clear_failures(connection, self._source.name, done)
            runs.record_failures(connection, self._source.name, batch.failures)
            entity_rows.grant_nothing(connection, batch.granting_nothing(self._source.name))
            if batch.checkpoint:
                self._departures.save_cursor(connection, batch.checkpoint)

    def _ending(self, stopped: ZhikeError | None) -> tuple[State, str]:
        name = self._source.name
        if stopped:
            _log.warning("sync of %s stopped: %s", name, stopped)
            return "failed", str(stopped)
        if self._departures.waiting:
            return "held", (
                f"{self._departures.waiting:,} of the {len(self._held):,} records of {name} are gone there, and nothing was "
                f"removed. If that is right, run zhike sync {name} --confirm-removal; "
                "if not, see to the source."
            )
        return "done", ""

    def _counts(self) -> runs.RunCounts:
        return runs.RunCounts(
            seen=len(self._listed),
            changed=self._changed,
            removed=self._removed,
            failed=len(self._failing.not_in(self._listed)),
            chunks=self._chunks,
        )

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress(
                SyncProgress(
                    self._source.name,
                    len(self._listed),
                    self._changed,
                    len(self._failing),
                    self._chunks,
                    time.monotonic() - self._started,
                )
            )

    def _report(self, state: State, error: str) -> SyncReport:
        failed = len(self._failing.not_in(self._listed))
        return SyncReport(
            source=self._source.name,
            seen=len(self._listed),
            changed=self._changed,
            unchanged=max(0, len(self._listed) - self._changed - failed),
            removed=self._removed,
            failed=failed,
            chunks=self._chunks,
            seconds=time.monotonic() - self._started,
            complete=self._complete,
            failures=self._failing.told(self._listed),
            error=error,
            state=state,
            to_remove=self._departures.waiting,
        )
