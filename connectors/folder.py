"""A folder of documents: unchanged files are neither opened nor read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from connectors.attachments import KnownMails, customers
from connectors.audiences import Audience
from connectors.files import ClosedFolder, FoundFile, Unnameable, files_under, matches
from connectors.listing import Listed, with_checkpoints
from connectors.passwords import PasswordOptions, Passwords
from connectors.paths import PathInside
from ingest.errors import UnreadableError
from ingest.parsing.formats import advice, is_supported
from ingest.parsing.worker import ParserWorker
from ingest.records import Change, Failure, File, Record, revision_of

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
    """What config.toml says of a folder beside its path and audience."""

    include: tuple[PathInside, ...] = ("**/*",)
    exclude: tuple[PathInside, ...] = ()
    rules: tuple[FolderRule, ...] = ()
    max_file_mb: int = 100


@dataclass(frozen=True, slots=True)
class FolderConnector:
    """Yields a record for each file; its external id is the path below the folder."""

    name: str
    options: FolderOptions
    root: Path
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError if the folder is gone."""
        return with_checkpoints(self._listed(known))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        limits = (_MAIL_SECONDS, _MAIL_MEMORY_BYTES, self.options.max_file_mb * 1_000_000)
        with ParserWorker(*limits) as worker:
            yield from self._found(known, worker)

    def _found(self, known: Mapping[str, str], worker: ParserWorker) -> Iterator[Listed]:
        mails, passwords = KnownMails(known), self.options.passwords()
        for found in files_under(self.root):
            if isinstance(found, ClosedFolder):
                yield from self._closed(found, known)
            elif isinstance(found, Unnameable):
                yield Listed(found.shown, Failure(found.shown, "invalid", found.message))
            elif not self._is_wanted(found.relative):
                continue
            elif found.path.suffix.lower() in _MAILS:
                yield from self._mail(found, mails, worker, passwords)
            else:
                yield self._file(found, known, passwords)

    def _is_wanted(self, relative: str) -> bool:
        options = self.options
        return matches(relative, options.include) and not matches(
            relative, _NEVER + options.exclude
        )

    def _audience_of(self, relative: str) -> tuple[str, ...]:
        deciding = [rule for rule in self.options.rules if matches(relative, (rule.path,))]
        return deciding[-1].audience if deciding else self.audience

    def _revision(self, found: FoundFile, audience: tuple[str, ...]) -> str:
        return revision_of(str(found.size_bytes), str(found.modified_ns), *sorted(audience))

    def _mail(
        self, found: FoundFile, known: KnownMails, worker: ParserWorker, passwords: Passwords
    ) -> Iterator[Listed]:
        """A mail as any file, and what is attached to it."""
        revision = self._revision(found, self._audience_of(found.relative))
        if unchanged := known.unchanged(found.relative, revision):
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

    def _file(self, found: FoundFile, known: Mapping[str, str], passwords: Passwords) -> Listed:
        relative = found.relative
        audience = self._audience_of(relative)
        revision = self._revision(found, audience)
        if known.get(relative) == revision:
            return Listed(relative)
        problem = self._problem(found, audience)
        if problem is not None:
            return Listed(relative, problem)
        try:
            data = found.path.read_bytes()
        except OSError as error:
            return Listed(
                relative,
                Failure(
                    relative,
                    "unavailable",
                    f"{relative}: the file cannot be opened ({error.strerror}); check its permissions.",
                    audience,
                ),
            )
        file = File(relative, data, passwords.of(relative))
        return Listed(relative, self._record(revision, audience, file))

    def _problem(self, found: FoundFile, audience: tuple[str, ...]) -> Failure | None:
        relative = found.relative
        if found.size_bytes == 0:
            return Failure(
                relative, "empty", f"{relative}: the file is empty; replace or remove it.", audience
            )
        if not is_supported(relative):
            return Failure(relative, "unsupported", advice(relative), audience)
        if found.size_bytes > self.options.max_file_mb * 1_000_000:
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
