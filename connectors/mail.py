"""A mailbox: EML files and mbox files, each mail for the internal people on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from connectors.files import ClosedFolder, FoundFile, Unnameable, files_under
from connectors.listing import Listed, with_checkpoints
from connectors.mbox import messages_in
from ingest.errors import PermanentError, Reason, UnreadableError
from ingest.mentions import is_at
from ingest.parsing.mail import Mail, as_line, message_id
from ingest.parsing.worker import ParserWorker
from ingest.records import (
    Change,
    Failure,
    Field,
    File,
    Involvement,
    PersonRef,
    Record,
    Role,
    Section,
    revision_of,
)
from ingest.tokens import person_token

_LARGEST_BYTES = 100_000_000
_MAIL_SECONDS = 20.0
_MAIL_MEMORY_BYTES = 2 * 1024**3


class MailOptions(BaseModel):
    """A mail source has no settings of its own beside its path and audience."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class MailConnector:
    """Yields a record for each mail, whose external id is an EML file's path or "path#Message-ID"."""

    name: str
    options: MailOptions
    root: Path
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError if the folder is gone."""
        return with_checkpoints(self._listed(known))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        # Anybody may write to a company: a mail is parsed where it can do no harm.
        with ParserWorker(_MAIL_SECONDS, _MAIL_MEMORY_BYTES, _LARGEST_BYTES) as worker:
            yield from self._mails(known, worker)

    def _mails(self, known: Mapping[str, str], worker: ParserWorker) -> Iterator[Listed]:
        if self.root.is_file():
            stat = self.root.stat()
            yield from self._mbox(
                FoundFile(self.root, self.root.name, stat.st_size, stat.st_mtime_ns), known, worker
            )
            return
        for found in files_under(self.root):
            if isinstance(found, ClosedFolder):
                yield from self._closed(found, known)
            elif isinstance(found, Unnameable):
                failure = Failure(found.shown, "invalid", found.message, self.audience)
                yield Listed(found.shown, failure)
            elif found.path.suffix.lower() == ".eml":
                yield self._eml(found, known, worker)
            elif found.path.suffix.lower() in (".mbox", ".mbx"):
                yield from self._mbox(found, known, worker)

    def _eml(self, found: FoundFile, known: Mapping[str, str], worker: ParserWorker) -> Listed:
        revision = revision_of(str(found.size_bytes), str(found.modified_ns), *self._rules())
        if known.get(found.relative) == revision:
            return Listed(found.relative)
        if found.size_bytes > _LARGEST_BYTES:
            return self._failed(found.relative, "too_large", "the mail is larger than 100 MB.")
        try:
            data = found.path.read_bytes()
        except OSError as error:
            return self._failed(
                found.relative, "unavailable", f"it cannot be opened ({error.strerror})."
            )
        return self._mail(found.relative, found.relative, data, revision, worker)

    def _mbox(
        self, found: FoundFile, known: Mapping[str, str], worker: ParserWorker
    ) -> Iterator[Listed]:
        rules = self._rules()
        met: set[str] = set()
        try:
            for data in messages_in(found.path, _LARGEST_BYTES):
                # A mail without id goes by its content, so that it is known again.
                external_id = f"{found.relative}#{message_id(data) or revision_of(data)}"
                if external_id in met:
                    continue  # the same mail filed twice
                met.add(external_id)
                revision = revision_of(data, *rules)
                if known.get(external_id) == revision:
                    yield Listed(external_id)
                else:
                    yield self._mail(external_id, found.relative, data, revision, worker)
        except OSError as error:
            raise PermanentError(
                f"{found.relative}: the mailbox cannot be read ({error.strerror}); check its permissions.",
                reason="unavailable",
            ) from error

    def _rules(self) -> tuple[str, ...]:
        return (*sorted(self.audience), "\n", *sorted(self.domains))

    def read(
        self, external_id: str, path: str, data: bytes, revision: str, worker: ParserWorker
    ) -> Iterator[Listed]:
        """A mail that lies elsewhere, as this connector reads its own."""
        yield self._mail(external_id, path, data, revision, worker)

    def _mail(
        self, external_id: str, path: str, data: bytes, revision: str, worker: ParserWorker
    ) -> Listed:
        if not data.strip():
            return self._failed(external_id, "empty", "the mail is empty; remove it.")
        try:
            mail = worker.mail(File(external_id, data))
        except UnreadableError as error:
            failure = Failure(external_id, error.reason, str(error), self.audience)
            return Listed(external_id, failure)
        involvements = tuple(self._involvements(mail))
        audience = tuple(dict.fromkeys((*self._internal(mail), *self.audience)))
        if mail.sent_at is None:
            return self._failed(
                external_id,
                "invalid",
                "the mail has no date that can be read; add a Date header or remove it.",
                # Without those in Bcc: whoever reads of the failure may see whom else it is for.
                (*(person_token(item.person.email) for item in involvements), *self.audience),
            )
        if not audience:
            return self._failed(
                external_id,
                "invalid",
                "nobody on the mail has an address under `company.domains`, so nobody could read it; "
                "add the domain, or give the source an audience.",
            )
        return Listed(
            external_id,
            Record(
                external_id=external_id,
                revision=revision,
                kind="mail",
                title=mail.subject or (mail.body.strip().splitlines() or ["(no subject)"])[0][:80],
                audience=audience,
                fields=tuple(self._fields(mail)),
                sections=(Section(mail.body),) if mail.body else (),
                uri=path,
                occurred_at=mail.sent_at,
                involvements=involvements,
            ),
        )

    def _internal(self, mail: Mail) -> Iterator[str]:
        """Tokens of the colleagues on a mail, those in Bcc too: they may read it, and nobody else
        learns of them."""
        for person in mail.sender + mail.recipients + mail.cc + mail.bcc:
            if is_at(person.email, self.domains):
                yield person_token(person.email)

    def _fields(self, mail: Mail) -> Iterator[Field]:
        sent_at = mail.sent_at.astimezone(self.timezone) if mail.sent_at else None
        for name, label, value in (
            ("author", "From", as_line(mail.sender)),
            ("recipients", "To", as_line(mail.recipients)),
            ("recipients", "Cc", as_line(mail.cc)),
            ("date", "Date", f"{sent_at:%Y-%m-%d %H:%M}" if sent_at else ""),
            ("subject", "Subject", mail.subject),
            ("attachments", "Attachments", ", ".join(mail.attachments)),
        ):
            if value:
                yield Field(name, label, value)

    def _involvements(self, mail: Mail) -> Iterator[Involvement]:
        roles: tuple[tuple[Role, tuple[PersonRef, ...]], ...] = (
            ("author", mail.sender),
            ("participant", mail.recipients + mail.cc),
        )
        for role, people in roles:
            for person in people:
                if is_at(person.email, self.domains):
                    yield Involvement(role, person)

    def _failed(
        self, external_id: str, reason: Reason, what: str, audience: tuple[str, ...] = ()
    ) -> Listed:
        message = f"{external_id}: {what}"
        return Listed(external_id, Failure(external_id, reason, message, audience))

    def _closed(self, closed: ClosedFolder, known: Mapping[str, str]) -> Iterator[Listed]:
        yield self._failed(
            closed.relative,
            "unavailable",
            f"it cannot be listed ({closed.why}); check its permissions. "
            "What was read from it before stays.",
        )
        for external_id in known:
            if external_id.startswith((f"{closed.relative}/", f"{closed.relative}#")):
                yield Listed(external_id)
