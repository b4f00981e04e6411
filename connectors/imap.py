"""A mailbox on an IMAP server: each mail for the internal people on it, read once wherever it is filed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt, model_validator

from connectors.addresses import stays_on_this_machine
from connectors.attachments import MARK, KnownMails
from connectors.cursors import Cursor
from connectors.files import matches
from connectors.imap_mailbox import (
    FolderState,
    Login,
    Mailbox,
    MailFolder,
    MailHead,
    Place,
    Tls,
    open_mailbox,
)
from connectors.listing import Listed, with_cursor
from connectors.mail_reader import MailReader
from connectors.secrets import read_secret
from ingest.edition import EDITION
from ingest.errors import PermanentError
from ingest.parsing.worker import ParserWorker
from ingest.records import Change, Failure, Record, Tombstone, revision_of

_LEFT_OUT = frozenset(["\\trash", "\\junk", "\\drafts"])  # RFC 6154
_LEFT_OUT_BY_NAME = frozenset(["trash", "junk", "spam", "drafts", "deleted items", "已删除", "垃圾邮件", "草稿箱", "草稿", "已删除邮件", "垃圾箱"])  # fmt: skip
_HEADS_AT_ONCE = 500
_MAIL_SECONDS = 20.0
_MAIL_MEMORY_BYTES = 2 * 1024**3
_MB = 1_000_000
_BY_HEADER = "header:"
"""How the id of a mail begins that has no Message-ID, and cannot be searched for."""


class ImapOptions(BaseModel):
    """What config.toml says of a mailbox beside its audience."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str
    port: PositiveInt | None = None
    tls: Tls = True
    user: str
    password_env: str = ""
    token_env: str = ""
    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()
    max_mail_mb: PositiveInt = 50
    full_listing_hours: PositiveFloat = 24
    timeout_seconds: PositiveFloat = 60
    allow_private: bool = False
    allow_plain: bool = False

    @model_validator(mode="after")
    def _one_secret(self) -> Self:
        if bool(self.password_env) == bool(self.token_env):
            raise ValueError("either password_env or token_env names the secret")
        return self

    @property
    def place(self) -> Place:
        port = self.port or (993 if self.tls is True else 143)
        return Place(self.host, port, self.tls, self.allow_private, self.timeout_seconds)


@dataclass(frozen=True, slots=True)
class ImapConnector:
    """Yields a record for each mail; its external id is its Message-ID, or a digest of its header.

    So a mail is one record in however many folders it lies, and stays it when it is moved. Which mails
    a folder holds is told by three numbers of its state (RFC 9051, 2.3.1): new mails take new UIDs, and where
    fewer are held than that explains, some are gone. Flags count for nothing here, and so does
    MODSEQ, which counts them.
    """

    name: str
    options: ImapOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """What is new; everything where mails are gone, settings changed or a whole listing is due.

        Raises PermanentError for a server or login that is refused, TransientError for a lost connection.
        """
        with self._opened() as (mailbox, worker):
            yield from _Reading(self, mailbox, worker, known, KnownMails(known)).changes(cursor)

    def again(
        self, external_ids: Collection[str], known: Mapping[str, str]
    ) -> Iterator[Record | Tombstone | Failure]:
        """The mails of these ids that have a Message-ID, with all that is attached to them."""
        with self._opened() as (mailbox, worker):
            reading = _Reading(self, mailbox, worker, known, KnownMails(known))
            for item in reading.among({one.partition(MARK)[0] for one in external_ids}):
                if item.change:
                    yield item.change

    @contextmanager
    def _opened(self) -> Iterator[tuple[Mailbox, ParserWorker]]:
        options = self.options
        if options.tls is False and not (
            options.allow_plain or stays_on_this_machine(options.host)
        ):
            raise PermanentError(
                f"{options.host}: without TLS the password could be read on its way; leave `tls` out, "
                "or write allow_plain = true if this is meant."
            )
        key = "password_env" if options.password_env else "token_env"
        secret = read_secret(options.password_env or options.token_env, key=key)
        login = Login(options.user, secret, bearer=bool(options.token_env))
        limit_bytes = options.max_mail_mb * _MB
        with (
            open_mailbox(options.place, login) as mailbox,
            # Anybody may write to a company: a mail is parsed where it can do no harm.
            ParserWorker(_MAIL_SECONDS, _MAIL_MEMORY_BYTES, limit_bytes) as worker,
        ):
            yield mailbox, worker

    def wants(self, folder: MailFolder) -> bool:
        """Folders for what was thrown away or is not written yet are left out unless `include` names them."""
        if matches(folder.shown, self.options.exclude):
            return False
        if folder.shown in self.options.include:
            return True
        last = folder.shown.rpartition("/")[2].lower()
        left_out = folder.use & _LEFT_OUT or last in _LEFT_OUT_BY_NAME
        return not left_out and matches(folder.shown, self.options.include)

    def rules(self) -> str:
        """Changes with everything beside the mail that decides what its record says."""
        return revision_of(*sorted(self.audience), "\n", *sorted(self.domains))

    def choice(self) -> str:
        """Changes with everything that decides which mails are read, too."""
        options = self.options
        return revision_of(
            str(EDITION),
            self.rules(),
            *options.include,
            "\n",
            *options.exclude,
            str(options.max_mail_mb),
        )


@dataclass(slots=True)
class _Reading:
    """One run: the connection, and the mails met so far."""

    source: ImapConnector
    mailbox: Mailbox
    worker: ParserWorker
    known: Mapping[str, str]
    mails: KnownMails
    met: set[str] = field(default_factory=set)

    def changes(self, cursor: str | None) -> Iterator[Change]:
        held = Cursor.read(cursor)
        began = datetime.now(UTC)
        wanted = filter(self.source.wants, self.mailbox.folders())
        states = {folder: self.mailbox.state(folder) for folder in wanted}
        marks = {f"folder {folder.name}": _written(state) for folder, state in states.items()}
        marks["choice"] = self.source.choice()
        fresh = self._new_since(held, states)
        reached = Cursor(marks, held.listed_at if fresh is not None else began)
        yield from with_cursor(
            self._everything(states) if fresh is None else self._news(fresh),
            complete=fresh is None,
            held=cursor,
            reached=lambda: reached,
        )

    def among(self, identities: Collection[str]) -> Iterator[Listed]:
        """The mails with these ids, from the folders that are read."""
        wanted = [
            one for one in sorted(identities) if one.isascii() and not one.startswith(_BY_HEADER)
        ]
        for folder in filter(self.source.wants, self.mailbox.folders()):
            for identity in wanted:
                heads = list(self.mailbox.with_identity(folder, identity))
                yield from self._listed(folder, heads, anew=True)

    def _new_since(
        self, held: Cursor, states: Mapping[MailFolder, FolderState]
    ) -> dict[MailFolder, list[MailHead]] | None:
        """The mails added since the marks; None if everything is to be listed."""
        every = timedelta(hours=self.source.options.full_listing_hours)
        before = {name: mark for name, mark in held.marks.items() if name.startswith("folder ")}
        if (
            held.listing_is_due(every)
            or held.marks.get("choice") != self.source.choice()
            or before.keys() - {f"folder {folder.name}" for folder in states}
        ):
            return None
        added: dict[MailFolder, list[MailHead]] = {}
        for folder, state in states.items():
            mark = before.get(f"folder {folder.name}")
            was = _read(mark) if mark else FolderState(state.validity, 1, 0)
            if was is None or was.validity != state.validity:
                return None
            added[folder] = list(self.mailbox.heads(folder, was.next_uid, state.next_uid))
            if was.mails + len(added[folder]) != state.mails:
                return None  # some are gone; which, only the whole list tells, as they may lie elsewhere
        return added

    def _everything(self, states: Mapping[MailFolder, FolderState]) -> Iterator[Listed]:
        for folder, state in states.items():
            heads: list[MailHead] = []
            for head in self.mailbox.heads(folder, 1, state.next_uid):
                heads.append(head)
                if len(heads) == _HEADS_AT_ONCE:
                    yield from self._listed(folder, heads, anew=True)
                    heads = []
            yield from self._listed(folder, heads, anew=True)

    def _news(self, fresh: Mapping[MailFolder, list[MailHead]]) -> Iterator[Listed]:
        for folder, heads in fresh.items():
            yield from self._listed(folder, heads, anew=False)

    def _listed(self, folder: MailFolder, heads: list[MailHead], *, anew: bool) -> Iterator[Listed]:
        """Of several copies the first in the whole list counts, so a new copy of a known mail adds nothing."""
        wanted: list[MailHead] = []
        ids: dict[int, str] = {}
        for head in heads:
            external_id = self._id_of(folder, head)
            if not external_id or external_id in self.met:
                continue
            self.met.add(external_id)
            held = self.mails.unchanged(external_id, self._revision(head))
            if not held and not anew and external_id in self.known:
                held = self.mails.held(external_id)
            if held:
                yield from held
            elif head.size_bytes > self.source.options.max_mail_mb * _MB:
                yield self._too_large(external_id, head)
            else:
                ids[head.uid] = external_id
                wanted.append(head)
        source = self.source
        reader = MailReader(
            source.audience, source.timezone, source.domains, self.worker, self.mails
        )
        for head, data in self.mailbox.mails(folder, wanted):
            own_id = ids[head.uid]
            yield from reader.listed(own_id, own_id, data, self._revision(head))

    def _id_of(self, folder: MailFolder, head: MailHead) -> str:
        if head.identity:
            return head.identity
        digest = self.mailbox.header_digest(folder, head.uid)
        return f"{_BY_HEADER}{digest}" if digest else ""

    def _revision(self, head: MailHead) -> str:
        return revision_of(head.digest, self.source.rules())

    def _too_large(self, external_id: str, head: MailHead) -> Listed:
        message = (
            f"{external_id}: the mail has {head.size_bytes // _MB:,} MB; raise `max_mail_mb` of "
            f"source {self.source.name} if it is to be read."
        )
        return Listed(external_id, Failure(external_id, "too_large", message, self.source.audience))


def _written(state: FolderState) -> str:
    return f"{state.validity} {state.next_uid} {state.mails}"


def _read(mark: str) -> FolderState | None:
    """None for a mark of another make."""
    numbers = mark.split()
    if len(numbers) != 3 or not all(number.isdecimal() for number in numbers):
        return None
    return FolderState(*map(int, numbers))
