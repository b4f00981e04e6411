"""A folder of documents, on this machine or at a storage address: unchanged files are neither opened nor read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from connectors.attachments import MARK, KnownMails, customers, mail_revision
from connectors.audiences import Audience
from connectors.files import ClosedFolder, Unnameable, file_below, files_under, matches
from connectors.listing import Listed, with_checkpoints
from connectors.passwords import PasswordOptions, Passwords
from connectors.paths import PathInside
from connectors.storage_address import StorageOptions, StorageUrl
from ingest.errors import PermanentError, UnreadableError
from ingest.parsing.formats import advice, is_supported
from ingest.parsing.worker import ParserWorker
from ingest.records import Change, Failure, File, Original, Record, revision_of

_MAIL_SECONDS = 20.0
_MAIL_MEMORY_BYTES = 2 * 1024**3
_MAILS = (".eml", ".msg", ".mbox", ".mbx")

_NEVER = (
    "**/~$*",
    "**/*.tmp",
    "**/.*",
    "**/.*/**",
    "**/Thumbs.db",
    "**/desktop.ini",
    "**/__MACOSX/**",
)
"""What Office, file managers and version control leave in folders."""


class FolderRule(BaseModel):
    """Who may read the files that `path`, a glob, means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: PathInside
    audience: Audience


class FolderOptions(PasswordOptions):
    """What config.toml says of a folder beside its path and audience.

    One at a storage address has a `url` instead of a path, and under `storage` what its driver is told.
    """

    include: tuple[PathInside, ...] = ("**/*",)
    exclude: tuple[PathInside, ...] = ()
    rules: tuple[FolderRule, ...] = ()
    max_file_mb: int = 100
    watch: bool = False
    url: StorageUrl | None = None
    storage: StorageOptions = Field(default_factory=dict)
    allow_private: bool = False

    @model_validator(mode="after")
    def _says_of_an_address_only_where_there_is_one(self) -> Self:
        if self.url is None and (self.storage or self.allow_private):
            raise ValueError("`storage` and `allow_private` are for a folder with a `url`")
        if self.url is not None and self.watch:
            raise ValueError("only a folder with a `path` is watched; leave `watch` out")
        return self


class SomeFile(Protocol):
    """A file that was found, wherever it lies.

    `mark` tells, with the size, that it has changed; empty where nothing does. `read` raises OSError
    for what is wrong with this file alone.
    """

    @property
    def relative(self) -> str: ...
    @property
    def size_bytes(self) -> int: ...
    @property
    def mark(self) -> str: ...
    def read(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class FolderConnector:
    """Yields a record for each file; its external id is the path below the folder."""

    name: str
    options: FolderOptions
    root: Path | None
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor.

        Raises PermanentError if the folder is gone, TransientError if its store does not answer.
        """
        return with_checkpoints(self._listed(known))

    def original(self, external_id: str, revision: str) -> Original | None:
        """The file that a record was read from; of what lies elsewhere, or is attached to a mail, none."""
        if self.root is None or MARK in external_id or not self._is_wanted(external_id):
            return None
        found = file_below(self.root, external_id)
        if found is None or found.size_bytes > self._limit_bytes:
            return None
        own = self._revision(found, self._audience_of(external_id))
        name = external_id.rpartition("/")[2]
        return Original(name, found.size_bytes, own == mail_revision(revision), found.read)

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        # Anybody may write to a company: a mail is parsed where it can do no harm.
        with ParserWorker(_MAIL_SECONDS, _MAIL_MEMORY_BYTES, self._limit_bytes) as worker:
            yield from self._read(known, worker)

    def _read(self, known: Mapping[str, str], worker: ParserWorker) -> Iterator[Listed]:
        mails, passwords = KnownMails(known), self.options.passwords()
        for found in self._found():
            if isinstance(found, ClosedFolder):
                yield from self._closed(found, known)
            elif isinstance(found, Unnameable):
                yield Listed(found.shown, Failure(found.shown, "invalid", found.message))
            elif not self._is_wanted(found.relative):
                continue
            elif found.relative.lower().endswith(_MAILS):
                yield from self._mail(found, mails, worker, passwords)
            else:
                yield self._file(found, known, passwords)

    def _found(self) -> Iterator[SomeFile | ClosedFolder | Unnameable]:
        options = self.options
        if self.root is not None:
            yield from files_under(self.root)
        elif options.url is not None:
            # Only a company with files elsewhere pays for what reads them.
            from connectors.storage import stored_files

            yield from stored_files(
                options.url,
                options.storage,
                allow_private=options.allow_private,
                limit_bytes=self._limit_bytes,
            )

    @property
    def _limit_bytes(self) -> int:
        return self.options.max_file_mb * 1_000_000

    def _is_wanted(self, relative: str) -> bool:
        options = self.options
        return matches(relative, options.include) and not matches(
            relative, _NEVER + options.exclude
        )

    def _audience_of(self, relative: str) -> tuple[str, ...]:
        deciding = [rule for rule in self.options.rules if matches(relative, (rule.path,))]
        return deciding[-1].audience if deciding else self.audience

    def _mail(
        self, found: SomeFile, known: KnownMails, worker: ParserWorker, passwords: Passwords
    ) -> Iterator[Listed]:
        """A mail as any file, and what is attached to it."""
        revision = self._revision(found, self._audience_of(found.relative))
        if found.mark and (unchanged := known.unchanged(found.relative, revision)):
            yield from unchanged
            return
        listed = self._file(found, {}, passwords)
        if not isinstance(listed.change, Record) or listed.change.file is None:
            yield from known.held(found.relative)
            yield listed
            return
        try:
            mails = worker.mails(listed.change.file)
        except UnreadableError:
            yield from known.held(found.relative)
            yield listed  # whoever parses it will say why
        else:
            record = replace(
                listed.change,
                customers=tuple(
                    dict.fromkeys(one for mail in mails for one in customers(mail, self.domains))
                ),
                thread=mails[0].thread if len(mails) == 1 else "",
            )
            yield from known.listed(record, mails, self.domains)

    def _revision(self, found: SomeFile, audience: tuple[str, ...]) -> str:
        return revision_of(str(found.size_bytes), found.mark, *sorted(audience))

    def _file(self, found: SomeFile, known: Mapping[str, str], passwords: Passwords) -> Listed:
        relative = found.relative
        audience = self._audience_of(relative)
        revision = self._revision(found, audience)
        if found.mark and known.get(relative) == revision:
            return Listed(relative)
        problem = self._problem(found, audience)
        if problem is not None:
            return Listed(relative, problem)
        try:
            data = found.read()
        except OSError as error:
            why = f"the file cannot be opened ({error.strerror or error}); check its permissions."
            return Listed(
                relative, Failure(relative, "unavailable", f"{relative}: {why}", audience)
            )
        except PermanentError as error:
            return Listed(
                relative, Failure(relative, error.reason, f"{relative}: {error}", audience)
            )
        if not found.mark:
            revision = revision_of(data, *sorted(audience))
            if known.get(relative) == revision:
                return Listed(relative)
        file = File(relative, data, passwords.of(relative))
        return Listed(relative, self._record(revision, audience, file))

    def _problem(self, found: SomeFile, audience: tuple[str, ...]) -> Failure | None:
        relative = found.relative
        if found.size_bytes == 0:
            return Failure(
                relative, "empty", f"{relative}: the file is empty; replace or remove it.", audience
            )
        if not is_supported(relative):
            return Failure(relative, "unsupported", advice(relative), audience)
        if found.size_bytes > self._limit_bytes:
            size_mb = found.size_bytes // 1_000_000
            return Failure(
                relative,
                "too_large",
                f"{relative}: {size_mb:,} MB; split it, exclude it, or raise `max_file_mb` of source {self.name}.",
                audience,
            )
        return None

    def _record(self, revision: str, audience: tuple[str, ...], file: File) -> Record:
        return Record(
            external_id=file.name,
            revision=revision,
            kind="mail" if file.name.lower().endswith((".eml", ".msg")) else "file",
            title="",  # the parser knows what the file calls itself
            audience=audience,
            file=file,
            uri=file.name,
        )

    def _closed(self, closed: ClosedFolder, known: Mapping[str, str]) -> Iterator[Listed]:
        yield Listed(
            closed.relative,
            Failure(
                closed.relative,
                "unavailable",
                f"{closed.relative}: cannot be listed ({closed.why}); check its permissions. "
                "What was read from it before stays.",
                # What rules would say of the files in it is not known.
                () if self.options.rules else self.audience,
            ),
        )
        for external_id in known:
            if external_id.startswith(f"{closed.relative}/"):
                yield Listed(external_id)
