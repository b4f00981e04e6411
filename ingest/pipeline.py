"""The write path: what a source says now becomes what readers find."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.catalog import entities as entity_rows
from ingest.catalog import runs
from ingest.catalog.live import audience_of, audiences_of
from ingest.documents import Document, Parsed, assemble, with_what_the_file_states
from ingest.drafts import Draft
from ingest.edition import stamped, unstamped
from ingest.errors import UnreadableError, ZhikeError
from ingest.mentions import is_at
from ingest.records import (
    Change,
    Checkpoint,
    Connector,
    ContactFacts,
    CustomerFacts,
    Failure,
    File,
    PersonFacts,
    Record,
    Tombstone,
    record_id,
)
from ingest.resolution.resolution import LIKELY
from ingest.resolving import resolve
from ingest.retagging import retag
from ingest.splitting import Piece, split
from ingest.store import Store
from ingest.tagging import draft

_log = logging.getLogger(__name__)

_BATCH_CHUNKS = 512
_BATCH_RECORDS = 400

Parse = Callable[[File], Parsed]


@dataclass(frozen=True, slots=True)
class Source:
    """One configured connector instance. Addresses under `domains` belong to colleagues."""

    name: str
    kind: str
    connector: Connector
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has come. `expected` is how much an earlier one saw, 0 where nobody knows."""

    source: str
    seen: int
    changed: int
    failed: int
    chunks: int
    seconds: float
    expected: int = 0

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None where nobody knows how much there is."""
        left = self.expected - self.seen
        return self.seconds * left / self.seen if self.seen > 0 and left >= 0 else None

    @property
    def chunks_per_second(self) -> float:
        return self.chunks / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """Who may read a record that was held already, before and from now on."""

    record_id: str
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """How a sync ended. `complete` says that the source listed everything; `error` why it stopped, if it did."""

    source: str
    seen: int
    changed: int
    unchanged: int
    removed: int
    failed: int
    chunks: int
    seconds: float
    complete: bool
    failures: tuple[Failure, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A record whose text is ready, waiting to be written."""

    record: Record
    document: Document
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Batch:
    """What is written together, up to the next checkpoint."""

    prepared: list[_Prepared] = field(default_factory=list)
    tombstones: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    checkpoint: Checkpoint | None = None

    def take_back(self, record_id: str) -> None:
        """Of one that was gone and is here again, the later word counts."""
        self.tombstones = [gone for gone in self.tombstones if gone != record_id]

    @property
    def is_full(self) -> bool:
        pieces = sum(len(item.pieces) for item in self.prepared)
        return pieces >= _BATCH_CHUNKS or len(self.prepared) >= _BATCH_RECORDS


def sync(
    source: Source,
    store: Store,
    parse: Parse,
    *,
    chunk_tokens: int,
    on_progress: Callable[[SyncProgress], None] | None = None,
    on_audience: Callable[[Sequence[AudienceChange]], None] | None = None,
    likely_score: int = LIKELY,
) -> SyncReport:
    """Bring what is held of a source up to what the source says now.

    What failed is reported and kept for `zhike doctor`; an error of the source as a whole ends the
    run after everything before it has been saved, and removes nothing.
    """
    run = _Run(source, store, parse, chunk_tokens, on_progress, on_audience, likely_score)
    return run.carry_out()


class _Run:
    def __init__(
        self,
        source: Source,
        store: Store,
        parse: Parse,
        chunk_tokens: int,
        on_progress: Callable[[SyncProgress], None] | None,
        on_audience: Callable[[Sequence[AudienceChange]], None] | None,
        likely_score: int,
    ) -> None:
        self._source = source
        self._store = store
        self._parse = parse
        self._chunk_tokens = chunk_tokens
        self._on_progress = on_progress
        self._on_audience = on_audience
        self._likely_score = likely_score
        self._started = time.monotonic()
        self._listed: set[str] = set()
        self._failures: dict[str, Failure] = {}
        self._changed = self._removed = self._chunks = 0
        self._complete = False

    def carry_out(self) -> SyncReport:
        store, name = self._store, self._source.name
        store.require_vectors()
        store.recover()
        with store.catalog.writing() as connection:
            run_id = runs.begin_run(connection, name, self._source.kind)
            kept = runs.known_revisions(connection, name)
            cursor = runs.cursor_of(connection, name)
        known = {external_id: unstamped(revision) for external_id, revision in kept.items()}
        error = ""
        state = "interrupted"
        try:
            for batch in self._batches(self._source.connector.changes(known, cursor)):
                self._state_entities(batch)
                self._replace(batch)
                self._remove(batch.tombstones)
                self._save(batch)
            if self._complete:
                self._remove_vanished(known)
            resolve(store.catalog, threshold=self._likely_score)
            retag(store)
            state = "done"
        except ZhikeError as failure:
            _log.warning("sync of %s stopped: %s", name, failure)
            error, state = str(failure), "failed"
        finally:
            with store.catalog.writing() as connection:
                runs.end_run(connection, run_id, self._counts(), state=state, error=error)
        return self._report(error)

    def _batches(self, changes: Iterator[Change]) -> Iterator[_Batch]:
        """Changes, parsed and split, in batches; a failing source still yields what came before."""
        batch = _Batch()
        try:
            for change in changes:
                match change:
                    case Record():
                        self._listed.add(change.external_id)
                        batch.take_back(record_id(self._source.name, change.external_id))
                        self._prepare(change, batch)
                    case Tombstone():
                        batch.tombstones.append(record_id(self._source.name, change.external_id))
                    case Failure():
                        self._listed.add(change.external_id)
                        self._fail(change, batch)
                        if change.audience:
                            self._hide_from_those_shut_out(change, batch)
                    case Checkpoint():
                        self._listed.update(change.seen)
                        self._complete = self._complete or change.complete
                        batch.checkpoint = change
                if batch.is_full:
                    yield batch
                    batch = _Batch()
                self._tell()
        except ZhikeError:
            self._complete = False
            batch.checkpoint = None
            yield batch
            raise
        yield batch

    def _prepare(self, record: Record, batch: _Batch) -> None:
        try:
            parsed = self._parse(record.file) if record.file else None
            document = assemble(record, parsed)
            if not document.text:
                raise UnreadableError(
                    f"{record.external_id} holds no text; nothing of it was taken in",
                    reason="empty",
                )
        except UnreadableError as error:
            failure = Failure(record.external_id, error.reason, str(error), record.audience)
            self._fail(failure, batch)
            self._hide_from_those_shut_out(failure, batch)
            return
        pieces = split(document, self._store.embedder, chunk_tokens=self._chunk_tokens)
        if parsed:
            record = with_what_the_file_states(record, parsed)
        record = replace(record, revision=stamped(record.revision))
        batch.prepared.append(_Prepared(record, document, pieces))

    def _hide_from_those_shut_out(self, failure: Failure, batch: _Batch) -> None:
        """What is held of an unreadable item stays, unless somebody who sees it no longer may."""
        if "everyone" in failure.audience:
            return
        own_id = record_id(self._source.name, failure.external_id)
        with self._store.catalog.reading() as connection:
            if not audience_of(connection, own_id) <= set(failure.audience):
                batch.tombstones.append(own_id)

    def _fail(self, failure: Failure, batch: _Batch) -> None:
        self._failures[failure.external_id] = failure
        batch.failures.append(failure)

    def _state_entities(self, batch: _Batch) -> None:
        """Customers, contacts and people first, so that the batch itself is tagged with them."""
        name = self._source.name
        with self._store.catalog.writing() as connection:
            for item in batch.prepared:
                own_id = record_id(name, item.record.external_id)
                match item.record.entity:
                    case PersonFacts() as person:
                        entity_rows.state_person(connection, name, own_id, person)
                    case CustomerFacts() as customer:
                        entity_rows.state_customer(connection, name, own_id, customer)
                    case ContactFacts() as contact:
                        entity_rows.state_contact(connection, name, own_id, contact)
                    case None:
                        pass
                for involvement in item.record.involvements:
                    if is_at(involvement.person.email, self._source.domains):
                        entity_rows.person_at(connection, involvement.person.email)

    def _replace(self, batch: _Batch) -> None:
        entities = self._store.entities()
        # A source that names one item twice means the later.
        latest = {item.record.external_id: item for item in batch.prepared}
        drafts = [
            draft(self._source.name, item.record, item.document, item.pieces, entities)
            for item in latest.values()
        ]
        changes = self._audience_changes(drafts)
        self._chunks += self._store.replace(drafts)
        self._changed += len(drafts)
        if changes and self._on_audience:
            self._on_audience(changes)
        self._tell()

    def _audience_changes(self, drafts: Sequence[Draft]) -> list[AudienceChange]:
        with self._store.catalog.reading() as connection:
            held = audiences_of(connection, [draft.record_id for draft in drafts])
        wanted = {draft.record_id: frozenset(draft.audience) for draft in drafts}
        return [
            AudienceChange(record_id, before, wanted[record_id])
            for record_id, before in held.items()
            if before != wanted[record_id]
        ]

    def _remove(self, record_ids: list[str]) -> None:
        if record_ids:
            self._store.remove(record_ids)
            self._removed += len(record_ids)

    def _remove_vanished(self, known: dict[str, str]) -> None:
        vanished = sorted(known.keys() - self._listed)
        self._remove([record_id(self._source.name, external_id) for external_id in vanished])
        with self._store.catalog.writing() as connection:
            gone = runs.failed_ids(connection, self._source.name) - self._listed
            runs.clear_failures(connection, self._source.name, gone)

    def _save(self, batch: _Batch) -> None:
        with self._store.catalog.writing() as connection:
            done = [item.record.external_id for item in batch.prepared]
            runs.clear_failures(connection, self._source.name, done)
            runs.record_failures(connection, self._source.name, batch.failures)
            if batch.checkpoint:
                runs.save_cursor(connection, self._source.name, batch.checkpoint.cursor)

    def _counts(self) -> runs.RunCounts:
        return runs.RunCounts(
            seen=len(self._listed),
            changed=self._changed,
            removed=self._removed,
            failed=len(self._failures),
            chunks=self._chunks,
        )

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress(
                SyncProgress(
                    self._source.name,
                    len(self._listed),
                    self._changed,
                    len(self._failures),
                    self._chunks,
                    time.monotonic() - self._started,
                )
            )

    def _report(self, error: str) -> SyncReport:
        return SyncReport(
            source=self._source.name,
            seen=len(self._listed),
            changed=self._changed,
            unchanged=max(0, len(self._listed) - self._changed - len(self._failures)),
            removed=self._removed,
            failed=len(self._failures),
            chunks=self._chunks,
            seconds=time.monotonic() - self._started,
            complete=self._complete,
            failures=tuple(self._failures.values()),
            error=error,
        )
