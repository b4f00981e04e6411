"""Wires the objects together: the one place where they meet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from assistant.accounts.accounts import Accounts
from assistant.accounts.oidc import IdentityProvider, ProviderRules
from assistant.accounts.sessions import SessionLimits, Sessions
from assistant.accounts.throttle import SignInThrottle
from assistant.accounts.tokens import Tokens
from assistant.answering import AnswerLength, Assistant
from assistant.answers import PersonCard
from assistant.audit.entries import AuditFilter, AuditView, Details, Entry
from assistant.audit.key import audit_key
from assistant.audit.log import AuditLog
from assistant.audit.reading import audit_export, audit_views
from assistant.audit.reads import AuditedReads
from assistant.cards import person_cards
from assistant.confidence import load_confidence
from assistant.curation import Curation
from assistant.experts import ExpertFinder, ExpertWeights
from assistant.health import (
    DoctorReport,
    examine,
    failure_views,
    failures_seen_by,
    source_views,
)
from assistant.ownership import DataFolderLock
from assistant.people import colleagues, own_card
from assistant.reading import load_reader
from assistant.retrieval import Retriever
from assistant.scheduling import Scheduler
from assistant.settings import OidcSettings, Settings, SourceSettings
from assistant.syncing import OnProgress, SyncRuns
from assistant.translating import Translations
from assistant.uploads import UploadLimits, Uploads
from assistant.views import FailureView, SourceView
from connectors.kinds import connector_of
from connectors.outbound import outbound_client
from connectors.secrets import read_secret
from connectors.upload import KIND as UPLOAD_KIND
from connectors.upload import UPLOADS, UploadConnector
from connectors.upload_folder import UploadFolder
from ingest.access import Access
from ingest.archive import back_up, put_back
from ingest.catalog.directory import access_of
from ingest.catalog.operating import last_runs
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from ingest.parsing.worker import ParserWorker
from ingest.pipeline import Source, sync
from ingest.resolution.matches import SeenMatch, Step
from ingest.retrying import let_failures_be_tried
from ingest.store import Purged, Store
from ingest.sync_reports import AudienceChange, SyncReport

_log = logging.getLogger(__name__)
_MB = 1024 * 1024

_PROVIDER_SECONDS = 10
_PROVIDER_BYTES = 1024 * 1024


class Application:
    """Everything of one company, open: owned by this process until it is closed."""

    def __init__(
        self,
        settings: Settings,
        sources: Sequence[Source],
        store: Store,
        lock: DataFolderLock,
        now: Callable[[], datetime],
    ) -> None:
        self.settings = settings
        self.store = store
        self.embedder = store.embedder
        uploaded = UploadFolder(settings.data_dir / "uploads", now)
        uploaded.sweep()
        self._kinds = {source.name: source.kind for source in sources}
        self._lock = lock
        self._closed = False
        self.served_at = ""  # where the page is, while it is served
        self._parser = ParserWorker(
            settings.parsing.timeout_seconds,
            settings.parsing.memory_limit_mb * _MB,
            settings.parsing.file_limit_mb * _MB,
            ocr_pages=settings.parsing.ocr_pages,
            ocr_timeout_seconds=settings.parsing.ocr_timeout_seconds,
        )
        self._translations = Translations()
        confidence = load_confidence()
        if settings.answer.threshold is not None:
            confidence = confidence.with_threshold(settings.answer.threshold)
        self.assistant = Assistant(
            store,
            self.retriever(),
            load_reader(),
            ExpertFinder(
                store,
                ExpertWeights(settings.experts.roles.model_dump(), settings.experts.half_life_days),
            ),
            confidence,
            AnswerLength(settings.answer.sentences, settings.answer.list_sentences),
            self.today,
        )
        self._open_accounts(now)
        self._open_syncs((*sources, Source(UPLOADS, UPLOAD_KIND, UploadConnector(uploaded))), now)
        self.uploads = Uploads(
            uploaded,
            store,
            self.log,
            UploadLimits(
                settings.uploads.enabled,
                settings.uploads.file_limit_mb,
                settings.uploads.person_limit_mb,
            ),
            lambda: self.syncs.see_to(UPLOADS),
        )

    def _open_accounts(self, now: Callable[[], datetime]) -> None:
        """Who may sign in, how long they stay so, and the log of what they do."""
        catalog, rules = self.store.catalog, self.settings.sign_in
        self.accounts = Accounts(
            self.store,
            now,
            invited_for=timedelta(days=rules.invited_days),
            demo=self.settings.demo is not None,
        )
        limits = SessionLimits(
            timedelta(hours=rules.idle_hours), timedelta(days=rules.longest_days)
        )
        self.sessions = Sessions(catalog, limits, now)
        self.tokens = Tokens(catalog, now)
        self.throttle = SignInThrottle(attempts=rules.attempts)
        self.provider = identity_provider(rules.oidc, now) if rules.oidc else None
        key = audit_key(self.settings.data_dir, self.settings.audit.key_env)
        kept_for = timedelta(days=self.settings.audit.keep_days)
        self.log = AuditLog(catalog, key, now, kept_for=kept_for)
        self.reads = AuditedReads(self.assistant, self.store, self.log)
        self.curation = Curation(
            self.store, self.log, threshold=self.settings.entities.likely_score
        )
        self.terminal_reads = AuditedReads(self.assistant, self.store, self.log, by="command line")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def today(self) -> date:
        """The company's day; the demo's stands still."""
        if self.settings.demo:
            return self.settings.demo.today
        return datetime.now(ZoneInfo(self.settings.company.timezone)).date()

    def retriever(self, dense_weight: float | None = None) -> Retriever:
        """Retrieval as configured, or with another share of the vectors: 1 for them alone, 0 for none."""
        configured = self.settings.retrieval
        return Retriever(
            self.store,
            self._translations,
            dense_weight=configured.dense_weight if dense_weight is None else dense_weight,
            candidates=configured.candidates,
            named_boost=configured.named_boost,
            compared=configured.compared,
        )

    @property
    def page_address(self) -> str:
        """Where the page is, or will be by the settings."""
        server = self.settings.server
        return server.public_url or self.served_at or f"http://{server.host}:{server.port}"

    def open_demo(self) -> None:
        """Let the demo company's people sign in; at a real company nothing."""
        if self.settings.demo:
            self.accounts.open_demo(self.settings.demo.password, self.settings.demo.admins)

    def access(self, email: str) -> Access:
        """What the colleague at this address may read now; UnknownAskerError if there is nobody."""
        return access_of(self.store, email)

    def person_of(self, access: Access) -> PersonCard:
        return own_card(self.store, access)

    def colleagues(self) -> tuple[PersonCard, ...]:
        return colleagues(self.store)

    def _open_syncs(self, sources: Sequence[Source], now: Callable[[], datetime]) -> None:
        """Who reads the sources, and when by itself."""
        self.syncs = SyncRuns(
            sources,
            self.store,
            self._read,
            afterwards=self._close_accounts,
            left_out=lambda: () if self.uploads.is_used() else (UPLOADS,),
        )
        with self.store.catalog.reading() as connection:
            last = {name: run.started_at for name, run in last_runs(connection).items()}
        self.scheduler = Scheduler(
            {source.name: source.schedule for source in self.settings.sources},
            ZoneInfo(self.settings.company.timezone),
            last_started=last,
            request=self.syncs.see_to,
            now=now,
        )

    def sync(
        self,
        names: Sequence[str] | None = None,
        *,
        on_progress: OnProgress | None = None,
        confirm_removal: bool = False,
    ) -> tuple[SyncReport, ...]:
        """Read the named sources, or all, and wait for it; raises as `SyncRuns.sync` does."""
        return self.syncs.sync(names, on_progress=on_progress, confirm_removal=confirm_removal)

    def _read(self, source: Source, on_progress: OnProgress, confirm_removal: bool) -> SyncReport:
        rules = self.settings.sync_rules
        if source.name == UPLOADS:
            # Its owners take files away one by one, and mean it.
            rules = replace(rules, largest_removal=1.0)
        return sync(
            source,
            self.store,
            self._parser.parse,
            chunk_tokens=self.settings.splitting.chunk_tokens,
            on_progress=on_progress,
            on_audience=self._keep_audiences,
            rules=rules,
            confirm_removal=confirm_removal,
            pause=self.syncs.wait,
        )

    def _close_accounts(self) -> None:
        if left := self.accounts.close_those_who_left():
            details = {"by": "the directory"}
            self.log.append(*(Entry("account_closed", target=one, details=details) for one in left))

    def decide(
        self, match_id: int, step: Step, *, access: Access, details: Details | None = None
    ) -> SeenMatch:
        """A curator's word on a match; BusyError during a sync."""
        with self.syncs.one_writer():
            return self.curation.decide(match_id, step, access=access, details=details)

    def purge(self, older_than_days: float | None = None) -> Purged:
        """Erase records that have been gone so many days, and versions that have been superseded as long;
        None: as configured, 0: all of them. BusyError during a sync."""
        kept = self.settings.sync
        now = datetime.now(UTC)

        def before(configured: float) -> datetime:
            return now - timedelta(days=configured if older_than_days is None else older_than_days)

        with self.syncs.one_writer():
            return self.store.purge(
                deleted_before=before(kept.keep_deleted_days),
                superseded_before=before(kept.keep_versions_days),
            )

    def retry_failures(self, source: str | None = None, item: str | None = None) -> tuple[str, ...]:
        """Have the next sync read what failed again, though it has not changed; gives the sources that
        it is of and that may be read. NotFoundError for a source that is not configured, BusyError during
        a sync, which would keep how far it has come."""
        if source:
            self.syncs.require(source)
        with self.syncs.one_writer():
            tried = let_failures_be_tried(self.store, source, item)
        return tuple(name for name in tried if source or self.syncs.may_read(name))

    def _keep_audiences(self, changes: Sequence[AudienceChange]) -> None:
        self.log.append(
            *(
                Entry(
                    "audience_changed",
                    target=change.record_id,
                    details={"before": sorted(change.before), "after": sorted(change.after)},
                )
                for change in changes
            )
        )

    def sources(self) -> tuple[SourceView, ...]:
        """The configured ones: when somebody uploaded something is nobody else's business."""
        return source_views(self.store, self._kinds, self.syncs, self.scheduler)

    def failures(self) -> tuple[FailureView, ...]:
        return failure_views(self.store)

    def failures_seen_by(self, access: Access) -> tuple[FailureView, ...]:
        return failures_seen_by(self.store, access)

    def cards(self, person_ids: Sequence[str], *, access: Access) -> Mapping[str, PersonCard]:
        """The cards of those of the people whom the asker may know of."""
        with self.store.catalog.reading() as connection:
            return person_cards(connection, person_ids, access=access)

    def audit(
        self, wanted: AuditFilter, *, access: Access, before: int | None, limit: int
    ) -> tuple[AuditView, ...]:
        return audit_views(self.store, wanted, access=access, before=before, limit=limit)

    def audit_export(self, *, access: Access) -> Iterator[AuditView]:
        return audit_export(self.store, access=access)

    def reindex(self) -> int:
        """Rebuild both indexes from the catalog; gives the number of chunks. BusyError during a sync."""
        with self.syncs.one_writer():
            return self.store.reindex()

    def doctor(self) -> DoctorReport:
        kinds = self._kinds | ({UPLOADS: UPLOAD_KIND} if self.uploads.is_used() else {})
        return examine(self.store, source_views(self.store, kinds, self.syncs, self.scheduler))

    def backup(self, path: Path) -> None:
        """Write the catalog, from which all else is rebuilt, to one file."""
        back_up(self.settings.data_dir, path)

    def close(self) -> None:
        """Stop a sync that is running, close the stores and give the data folder back."""
        if self._closed:
            return
        self._closed = True
        self.scheduler.stop()
        self.syncs.close()
        self._parser.close()
        if self.provider:
            self.provider.close()
        self.store.close()
        self._lock.release()


def open_application(
    settings: Settings,
    *,
    sources: Sequence[Source] | None = None,
    embedder: Embedder | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Application:
    """Take the data folder and open what is in it. BusyError if another process owns it.

    `sources` stand in for the configured ones, `embedder` for the configured model, and `now` for the
    clock by which sessions end and the audit log is written.
    """
    configured = sources if sources is not None else configured_sources(settings)
    lock = DataFolderLock(settings.data_dir)
    lock.acquire()
    try:
        if embedder is None:
            embedder = SentenceTransformerEmbedder(
                settings.embedding.model,
                precision=settings.embedding.precision,
                batch_size=settings.embedding.batch_size,
            )
        store = Store(settings.data_dir, embedder)
        store.recover()
        return Application(settings, configured, store, lock, now)
    except BaseException:
        lock.release()
        raise


def configured_sources(settings: Settings) -> tuple[Source, ...]:
    """The sources of config.toml, each with its connector; SettingsError for one that is ill stated."""
    return tuple(configured_source(source, settings) for source in settings.sources)


def watched_folders(settings: Settings) -> dict[str, Path]:
    """The sources that are read as soon as anything in them changes, and where each lies."""
    return {
        source.name: source.path
        for source in settings.sources
        if source.kind == "folder" and source.path and source.options.get("watch") is True
    }


def identity_provider(settings: OidcSettings, now: Callable[[], datetime]) -> IdentityProvider:
    """The identity provider that the settings name; SettingsError where its secret is not set."""
    variable = settings.client_secret_env
    secret = read_secret(variable, key="[sign_in.oidc] client_secret_env") if variable else ""
    client = outbound_client(
        allow_private=settings.allow_private,
        timeout_seconds=_PROVIDER_SECONDS,
        limit_bytes=_PROVIDER_BYTES,
    )
    rules = ProviderRules(
        settings.issuer,
        settings.client_id,
        secret,
        settings.email_claim,
        settings.verified_only,
    )
    return IdentityProvider(rules, client, now)


def restore(settings: Settings, path: Path) -> int:
    """Put a backup back in place of what is held, and rebuild the indexes; gives the number of chunks."""
    with DataFolderLock(settings.data_dir):
        put_back(settings.data_dir, path)
    with open_application(settings) as application:
        # What was revoked since the backup stays so.
        application.accounts.sign_everybody_out()
        application.log.append(Entry("restore", details={"by": "command line"}))
        return application.reindex()


def _kinds(sources: Mapping[str, Source]) -> dict[str, str]:
    return {name: source.kind for name, source in sources.items()}


def configured_source(source: SourceSettings, settings: Settings) -> Source:
    """One of them, with its connector."""
    domains = settings.company.domains
    connector = connector_of(
        source.kind,
        source.name,
        source.options,
        source.path,
        source.audience,
        ZoneInfo(settings.company.timezone),
        domains,
    )
    return Source(source.name, source.kind, connector, domains)
