"""One mail as a record for the colleagues on it, followed by what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from connectors.attachments import KnownMails, involvements
from connectors.listing import Listed
from ingest.errors import Reason, UnreadableError
from ingest.mentions import is_at
from ingest.parsing.mail import Mail, as_line
from ingest.parsing.worker import ParserWorker
from ingest.records import Failure, Field, File, Record, Section
from ingest.tokens import person_token


@dataclass(frozen=True, slots=True)
class MailReader:
    """Reads the mails of one source. `audience` is the source's own, added to those on each mail."""

    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]
    worker: ParserWorker
    known: KnownMails

    def rules(self) -> tuple[str, ...]:
        """What else makes a revision, beside the mail."""
        return (*sorted(self.audience), "\n", *sorted(self.domains))

    def listed(self, external_id: str, uri: str, data: bytes, revision: str) -> Iterator[Listed]:
        """The mail of these bytes (EML or MSG) and its attachments, or why it cannot be taken in."""
        if not data.strip():
            yield self.failed(external_id, "empty", "the mail is empty; remove it.")
            return
        try:
            mail = self.worker.mail(File(external_id, data))
        except UnreadableError as error:
            # What was read of it stays, and so does what is attached to it.
            yield from self.known.held(external_id)
            failure = Failure(external_id, error.reason, str(error), self.audience)
            yield Listed(external_id, failure)
            return
        audience = tuple(dict.fromkeys((*self._internal(mail), *self.audience)))
        involved = tuple(involvements(mail, self.domains))
        if not audience:
            yield from self.known.out_of_sight(external_id)
            yield self.failed(
                external_id,
                "invalid",
                "nobody on the mail has an address under `company.domains`, so nobody could read it; "
                "add the domain, or give the source an audience.",
            )
        else:
            record = Record(
                external_id=external_id,
                revision=revision,
                kind="mail",
                title=mail.subject or (mail.body.strip().splitlines() or ["(no subject)"])[0][:80],
                audience=audience,
                fields=tuple(self._fields(mail)),
                sections=(Section(mail.body),) if mail.body else (),
                uri=uri,
                occurred_at=mail.sent_at,
                involvements=involved,
                thread=mail.thread,
            )
            yield from self.known.listed(record, (mail,), self.domains)

    def failed(
        self, external_id: str, reason: Reason, what: str, audience: tuple[str, ...] = ()
    ) -> Listed:
        """Why a mail is not taken in, told to `audience`."""
        message = f"{external_id}: {what}"
        return Listed(external_id, Failure(external_id, reason, message, audience))

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
            ("attachments", "Attachments", ", ".join(mail.attached)),
        ):
            if value:
                yield Field(name, label, value)
