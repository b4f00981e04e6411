"""Keeping what is held up to date and whole: syncs and when they come, erasing, indexes, the doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.accounts.accounts import Accounts
from assistant.audit.entries import Entry, Event
from assistant.audit.log import AuditLog
from assistant.condition import Installation, condition_of
from assistant.configured import watched_folders
from assistant.health import (
    DoctorReport,
    examine,
    failure_views,
    failures_seen_by,
    source_views,
    store_checks,
)
from assistant.scheduling import Scheduler
from assistant.settings import Settings
from assistant.syncing import OnProgress, SyncRuns
from assistant.views import FailureView, SourceView
from assistant.watching import FolderWatch
from assistant.writing.writer import Writer
from connectors.emptied import Emptied
from connectors.upload import KIND as UPLOAD_KIND
from connectors.upload import UPLOADS, UploadConnector
from connectors.upload_folder import UploadFolder
from ingest.access import Access
from ingest.catalog.operating import last_runs, merged_by_themselves
from ingest.knowledge.sorting import sort_knowledge
from ingest.pausing import keep_resumed
from ingest.pipeline import Parse, Source, sync
from ingest.resolution.matches import Pair
from ingest.retrying import forget_failures, let_failures_be_tried
from ingest.store import Purged, Store
from ingest.sync_reports import AudienceChange, SyncReport
from ingest.sync_rules import SyncRules
from ingest.topics.mapping import map_topics

_PATIENCE_SECONDS = 10.0
"""What follows a sync that is done may take as long; whoever asks for something then waits for it."""


class Upkeep:
    """Everything of one company that whoever runs Zhike has to do with. What people have `uploaded` is
    a source that nobody configures; it counts once there is any."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        sources: Sequence[Source],
        uploaded: UploadFolder,
        parse: Parse,
        accounts: Accounts,
        log: AuditLog,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._store = store
        self._uploaded = uploaded
        self._parse = parse
        self._accounts = accounts
        self._log = log
        self._kinds = {source.name: source.kind for source in sources}
        self.syncs = SyncRuns(
            (*sources, Source(UPLOADS, UPLOAD_KIND, UploadConnector(uploaded))),
            store,
            self._read,
            afterwards=self._follow_up,
            left_out=lambda: () if self._uploaded.all() else (UPLOADS,),
        )
        with store.catalog.reading() as connection:
            last = {name: run.started_at for name, run in last_runs(connection).items()}
        self.scheduler = Scheduler(
            {source.name: source.schedule for source in settings.sources},
            ZoneInfo(settings.company.timezone),
            last_started=last,
            request=self.syncs.see_to,
            now=now,
        )
        self.watch = FolderWatch(watched_folders(settings), self.syncs.see_to)

    def sources(self) -> tuple[SourceView, ...]:
        """The configured ones: when somebody uploaded something is nobody else's business."""
        return source_views(self._store, self._kinds, self.syncs, self.scheduler)

    def take_up(self, source: Source, settings: Settings) -> None:
        """From now on there is this source, stated by `settings`, in the place of one of its name."""
        self._settings = settings
        self._kinds = {**self._kinds, source.name: source.kind}
        self.syncs.take_up(source)
        self.scheduler.keep(source.name, settings.source(source.name).schedule)
        self.watch.keep(source.name, watched_folders(settings).get(source.name))

    def let_go(self, name: str, settings: Settings) -> None:
        """Forget that there is such a source; what was read of it stays as it is."""
        self._settings = settings
        self._forget_pause(name)
        self.scheduler.keep(name, "")
        self.watch.keep(name, None)
        self.syncs.let_go(name)
        forget_failures(self._store, name)
        self._kinds = {one: kind for one, kind in self._kinds.items() if one != name}

    def empty(self, name: str) -> SyncReport:
        """Take everything of a source out of everybody's sight, as if it were gone there. BusyError
        during another sync."""
        self._forget_pause(name)
        self.syncs.take_up(Source(name, self._kinds[name], Emptied()))
        (report,) = self.syncs.sync(
            [name], confirm_removal=True, patience_seconds=_PATIENCE_SECONDS
        )
        return report

    def _forget_pause(self, name: str) -> None:
        if name in self.syncs.paused():
            keep_resumed(self._store, name, self._kinds[name])

    def failures(self) -> tuple[FailureView, ...]:
        return failure_views(self._store)

    def failures_seen_by(self, access: Access) -> tuple[FailureView, ...]:
        return failures_seen_by(self._store, access)

    def reindex(self) -> int:
        """Rebuild both indexes from the catalog; gives the number of chunks. BusyError during a sync."""
        with self.syncs.one_writer():
            count = self._store.reindex()
            self._sort_and_map()
            return count

    def doctor(self) -> DoctorReport:
        kinds = self._kinds | ({UPLOADS: UPLOAD_KIND} if self._uploaded.all() else {})
        return examine(self._store, source_views(self._store, kinds, self.syncs, self.scheduler))

    def condition(self, writer: Writer | None, started_at: datetime) -> Installation:
        """How all of it stands, told quickly."""
        return condition_of(
            self._settings,
            self._store,
            self.syncs.underway(),
            writer,
            started_at=started_at,
            last_backup_at=self._log.last("backup"),
        )

    def prove_stores(self) -> DoctorReport:
        """Whether catalog, vectors and keywords hold the same chunks, each looked at."""
        return DoctorReport(tuple(store_checks(self._store)))

    def purge(self, older_than_days: float | None = None) -> Purged:
        """Erase records that have been gone so many days, and versions that have been superseded as long;
        None: as configured, 0: all of them. BusyError during a sync."""
        kept = self._settings.sync
        now = datetime.now(UTC)

        def before(configured: float) -> datetime:
            return now - timedelta(days=configured if older_than_days is None else older_than_days)

        with self.syncs.one_writer():
            return self._store.purge(
                deleted_before=before(kept.keep_deleted_days),
                superseded_before=before(kept.keep_versions_days),
            )

    def retry_failures(self, source: str | None = None, item: str | None = None) -> tuple[str, ...]:
        """Have the next sync read what failed again, though it has not changed; gives the sources that
        it is of and that may be read. NotFoundError for a source that is not configured, BusyError during
        a sync, which would keep how far it has come."""
        if source:
            self.syncs.require(source)
        with self.syncs.one_writer(_PATIENCE_SECONDS):
            tried = let_failures_be_tried(self._store, source, item)
        return tuple(name for name in tried if source or self.syncs.may_read(name))

    def _keep_audiences(self, changes: Sequence[AudienceChange]) -> None:
        self._log.append(
            *(
                Entry(
                    "audience_changed",
                    target=change.record_id,
                    details={"before": sorted(change.before), "after": sorted(change.after)},
                )
                for change in changes
            )
        )

    def _read(self, source: Source, on_progress: OnProgress, confirm_removal: bool) -> SyncReport:
        rules = self._settings.sync_rules
        if source.name == UPLOADS:
            # Its owners take files away one by one, and mean it.
            rules = replace(rules, largest_removal=1.0)
        with self._merges_logged(source.name):
            return self._synced(source, on_progress, confirm_removal, rules)

    def _synced(
        self, source: Source, on_progress: OnProgress, confirm_removal: bool, rules: SyncRules
    ) -> SyncReport:
        return sync(
            source,
            self._store,
            self._parse,
            chunk_tokens=self._settings.splitting.chunk_tokens,
            on_progress=on_progress,
            on_audience=self._keep_audiences,
            rules=rules,
            confirm_removal=confirm_removal,
            pause=self.syncs.wait,
        )

    @contextmanager
    def _merges_logged(self, source: str) -> Iterator[None]:
        """Who became one, and two again, while this context lasts, without anybody's word."""
        before = self._merged()
        try:
            yield
        finally:
            now = self._merged()
            changes: tuple[tuple[Event, frozenset[Pair]], ...] = (
                ("merged", now - before),
                ("merge_undone", before - now),
            )
            for event, pairs in changes:
                said = ({"first": one, "second": other} for one, other in sorted(pairs))
                entries = [Entry(event, target=source, details=one) for one in said]
                if entries:
                    self._log.append(*entries)

    def _merged(self) -> frozenset[Pair]:
        with self._store.catalog.reading() as connection:
            return merged_by_themselves(connection)

    def _follow_up(self) -> None:
        """What follows from what the sources say now."""
        self._close_accounts()
        self._sort_and_map()

    def _sort_and_map(self) -> None:
        """Of which kind and about what every chunk is."""
        sort_knowledge(self._store)
        map_topics(self._store)

    def _close_accounts(self) -> None:
        if left := self._accounts.close_those_who_left():
            details = {"by": "the directory"}
            self._log.append(
                *(Entry("account_closed", target=one, details=details) for one in left)
            )
