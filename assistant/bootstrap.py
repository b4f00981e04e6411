"""Wires the objects together: the one place where they meet."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from assistant.accounts.accounts import Accounts
from assistant.accounts.sessions import SessionLimits, Sessions
from assistant.accounts.throttle import SignInThrottle
from assistant.accounts.tokens import Tokens
from assistant.answering import Assistant
from assistant.answers import Expert, Passage, PersonCard
from assistant.audit.entries import AuditFilter, AuditView, Details, Entry
from assistant.audit.key import audit_key
from assistant.audit.log import AuditLog
from assistant.audit.reading import audit_export, audit_views
from assistant.audit.reads import AuditedReads
from assistant.cards import person_cards
from assistant.confidence import load_confidence
from assistant.configured import configured_sources, identity_provider
from assistant.connecting.adding import Adding
from assistant.cross_encoder import cross_encoder_beside
from assistant.curation import Curation
from assistant.customers.open_views import OpenItem
from assistant.customers.pages import CustomerPages
from assistant.evidence import AnswerLength
from assistant.experts import ExpertFinder, ExpertWeights
from assistant.found import Found
from assistant.glossary import Glossary
from assistant.glossary_editing import GlossaryEditing
from assistant.handover.gathering import Gatherer
from assistant.handover.packs import Handovers
from assistant.history import History
from assistant.knowledge.knowledge_map import KnowledgeMap
from assistant.knowledge.topics import Topics
from assistant.originals import Originals
from assistant.ownership import DataFolderLock
from assistant.people.directory import Directory
from assistant.people.own_topics import OwnTopics
from assistant.people.page import PersonPages
from assistant.people.profile import colleagues, own_card
from assistant.projects.learning import Learning
from assistant.projects.reads import PastProjects
from assistant.query.counting import Counting
from assistant.reading import PairReader, load_reader
from assistant.retrieval import Retriever
from assistant.routes import routes_of
from assistant.settings import Settings
from assistant.syncing import OnProgress
from assistant.translating import Translations
from assistant.upkeep import Upkeep
from assistant.uploads import UploadLimits, Uploads
from assistant.verifying import Verifications
from assistant.writing.opening import open_writer
from connectors.upload import UPLOADS
from connectors.upload_folder import UploadFolder
from ingest.access import Access
from ingest.archive import back_up, put_back
from ingest.catalog.directory import access_of
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from ingest.parsing.worker import ParserWorker
from ingest.pipeline import Source
from ingest.resolution.matches import SeenMatch, Step
from ingest.store import Store
from ingest.sync_reports import SyncReport

_log = logging.getLogger(__name__)
_MB = 1024 * 1024
_CURATOR_WAITS_SECONDS = 3.0
"""For what follows a sync, which is told to be done by then; longer ones are told to be busy."""


class Application:
    """Everything of one company, open: owned by this process until it is closed."""

    def __init__(
        self,
        settings: Settings,
        sources: Sequence[Source],
        store: Store,
        lock: DataFolderLock,
        now: Callable[[], datetime],
        pair_reader: PairReader,
    ) -> None:
        self.settings = settings
        self.store = store
        self.embedder = store.embedder
        uploaded = UploadFolder(settings.data_dir / "uploads", now)
        uploaded.sweep()
        self._lock = lock
        self._closed = False
        self.started_at = datetime.now(UTC)
        self.served_at = ""  # where the page is, while it is served
        self._parser = ParserWorker(
            settings.parsing.timeout_seconds,
            settings.parsing.memory_limit_mb * _MB,
            settings.parsing.file_limit_mb * _MB,
            ocr_pages=settings.parsing.ocr_pages,
            ocr_timeout_seconds=settings.parsing.ocr_timeout_seconds,
        )
        self._translations = Translations()
        self.glossary = Glossary(store)
        confidence = load_confidence()
        if settings.answer.threshold is not None:
            confidence = confidence.with_threshold(settings.answer.threshold)
        self.writer = open_writer(settings.llm, store) if settings.llm else None
        fill = self.writer.filled if self.writer else None
        timezone = ZoneInfo(settings.company.timezone)
        self.counting = Counting(store, timezone, fill)
        self.customers = CustomerPages(store, settings.customers, timezone, self.today)
        self.projects = PastProjects(
            store,
            settings.projects.folders,
            settings.experts.roles.model_dump(),
            self.today,
        )
        self.assistant = Assistant(
            store,
            self.retriever(),
            load_reader(pair_reader),
            ExpertFinder(
                store,
                ExpertWeights(
                    settings.experts.roles.model_dump(),
                    settings.experts.half_life_days,
                    settings.experts.inactive_days,
                ),
            ),
            confidence,
            AnswerLength(settings.answer.sentences, settings.answer.list_sentences),
            self.counting,
            routes_of(store, self.customers, self.projects, self._found, timezone),
            self.today,
            self.writer,
        )
        self.topics = Topics(
            store, self._best_passages, self.today, period_days=settings.knowledge.period_days
        )
        self.map = KnowledgeMap(store, self.topics, settings.knowledge, self.today)
        self.learning = Learning(store, self.projects, self._found, self._knowing)
        self.people = PersonPages(store, self.topics, self.projects, self.today)
        self.directory = Directory(store, self.topics)
        self.handovers = Handovers(
            store,
            Gatherer(
                store,
                self.projects,
                self.topics,
                self._knowing,
                share=settings.handover.share,
                records=settings.handover.records,
                customers=settings.handover.customers,
            ),
            self._in_hands_of,
            self.today,
        )
        self._originals = Originals(store, lambda: self.syncs.sources)
        self._open_accounts(now)
        self.upkeep = Upkeep(
            settings,
            store,
            sources,
            uploaded,
            self._parser.parse,
            self.accounts,
            self.log,
            now,
        )
        self.syncs = self.upkeep.syncs
        self.adding = Adding(lambda: self.settings, self._keep_settings, self.upkeep, self.log)
        self.glossary_editing = GlossaryEditing(
            store,
            self.glossary,
            self.log,
            lambda: self.syncs.one_writer(_CURATOR_WAITS_SECONDS),
        )
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

    def _keep_settings(self, settings: Settings) -> None:
        """Those of now, which differ by their sources alone."""
        self.settings = settings

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
        self.own_topics = OwnTopics(self.store, self.topics, self.log)
        self.verifications = Verifications(self.store, self.log, now)
        self.reads = self._audited()
        self.curation = Curation(
            self.store, self.log, threshold=self.settings.entities.likely_score
        )
        self.history = History(self.store, self.log)
        self.terminal_reads = self._audited(by="command line")
        self.terminal_history = History(self.store, self.log, by="command line")

    def _audited(self, *, by: str = "") -> AuditedReads:
        return AuditedReads(
            self.assistant,
            self.store,
            self.log,
            projects=self.projects,
            customers=self.customers,
            learning=self.learning,
            knowledge_map=self.map,
            handovers=self.handovers,
            people=self.people,
            directory=self.directory,
            originals=self._originals,
            by=by,
        )

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
            self.glossary.expand,
            dense_weight=configured.dense_weight if dense_weight is None else dense_weight,
            candidates=configured.candidates,
            named_boost=configured.named_boost,
            compared=configured.compared,
        )

    def _found(self, text: str, access: Access) -> Found:
        return self.assistant.find(text, access=access)

    def _knowing(
        self, question: str, access: Access, customer_id: str, limit: int
    ) -> Sequence[Expert]:
        return self.assistant.experts(
            question, access=access, customer_id=customer_id or None, limit=limit
        ).experts

    def _in_hands_of(self, person_id: str, access: Access) -> Sequence[OpenItem]:
        return self.customers.open_for(person_id, access=access)

    def _best_passages(self, text: str, access: Access, limit: int) -> Sequence[Passage]:
        return self.assistant.retrieve(text, access=access, limit=limit)

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

    def sync(
        self,
        names: Sequence[str] | None = None,
        *,
        on_progress: OnProgress | None = None,
        confirm_removal: bool = False,
    ) -> tuple[SyncReport, ...]:
        """Read the named sources, or all, and wait for it; raises as `SyncRuns.sync` does."""
        return self.syncs.sync(names, on_progress=on_progress, confirm_removal=confirm_removal)

    def decide(
        self, match_id: int, step: Step, *, access: Access, details: Details | None = None
    ) -> SeenMatch:
        """A curator's word on a match; BusyError during a sync."""
        with self.syncs.one_writer(_CURATOR_WAITS_SECONDS):
            return self.curation.decide(match_id, step, access=access, details=details)

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

    def backup(self, path: Path) -> None:
        """Write the catalog, from which all else is rebuilt, to one file."""
        back_up(self.settings.data_dir, path)

    def close(self) -> None:
        """Stop a sync that is running, close the stores and give the data folder back."""
        if self._closed:
            return
        self._closed = True
        self.upkeep.scheduler.stop()
        self.syncs.close()
        self._parser.close()
        if self.provider:
            self.provider.close()
        if self.writer:
            self.writer.endpoint.close()
        self.store.close()
        self._lock.release()


def open_application(
    settings: Settings,
    *,
    sources: Sequence[Source] | None = None,
    embedder: Embedder | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    pair_reader: PairReader | None = None,
) -> Application:
    """Take the data folder and open what is in it. BusyError if another process owns it.

    `sources` stand in for the configured ones, `embedder` for the configured model, `now` for the
    clock by which sessions end and the audit log is written, and `pair_reader` for the cross-encoder that ships.
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
        reads = pair_reader or cross_encoder_beside(embedder, settings.embedding.precision)
        return Application(settings, configured, store, lock, now, reads)
    except BaseException:
        lock.release()
        raise


def restore(settings: Settings, path: Path) -> int:
    """Put a backup back in place of what is held, and rebuild the indexes; gives the number of chunks."""
    with DataFolderLock(settings.data_dir):
        put_back(settings.data_dir, path)
    with open_application(settings) as application:
        # What was revoked since the backup stays so.
        application.accounts.sign_everybody_out()
        application.log.append(Entry("restore", details={"by": "command line"}))
        return application.upkeep.reindex()
