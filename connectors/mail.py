"""A mailbox: EML, MSG and mbox files, each mail for the internal people on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from connectors.attachments import MARK, KnownMails
from connectors.files import ClosedFolder, FoundFile, Unnameable, files_under
from connectors.listing import Listed, with_checkpoints
from connectors.mail_reader import MailReader
from ingest.errors import PermanentError
from ingest.parsing.mail_headers import message_id
from ingest.parsing.mbox import messages_in
from ingest.parsing.worker import ParserWorker
from ingest.records import Change, Failure, revision_of

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
            reader = MailReader(
                self.audience, self.timezone, self.domains, worker, KnownMails(known)
            )
            yield from self._mails(known, reader)

    def _mails(self, known: Mapping[str, str], reader: MailReader) -> Iterator[Listed]:
        if self.root.is_file():
            stat = self.root.stat()
            box = FoundFile(self.root, self.root.name, stat.st_size, stat.st_mtime_ns)
            yield from self._mbox(box, reader)
            return
        for found in files_under(self.root):
            if isinstance(found, ClosedFolder):
                yield from self._closed(found, known, reader)
            elif isinstance(found, Unnameable):
                failure = Failure(found.shown, "invalid", found.message, self.audience)
                yield Listed(found.shown, failure)
            elif found.path.suffix.lower() in (".eml", ".msg"):
                yield from self._file(found, reader)
            elif found.path.suffix.lower() in (".mbox", ".mbx"):
                yield from self._mbox(found, reader)

    def _file(self, found: FoundFile, reader: MailReader) -> Iterator[Listed]:
        relative = found.relative
        revision = revision_of(str(found.size_bytes), str(found.modified_ns), *reader.rules())
        if unchanged := reader.known.unchanged(relative, revision):
            yield from unchanged
        elif found.size_bytes > _LARGEST_BYTES:
            yield reader.failed(relative, "too_large", "the mail is larger than 100 MB.")
        else:
            try:
                data = found.path.read_bytes()
            except OSError as error:
                yield from reader.known.held(relative)
                what = f"it cannot be opened ({error.strerror})."
                yield reader.failed(relative, "unavailable", what)
            else:
                yield from reader.listed(relative, relative, data, revision)

    def _mbox(self, found: FoundFile, reader: MailReader) -> Iterator[Listed]:
        rules = reader.rules()
        met: set[str] = set()
        try:
            with found.path.open("rb") as file:
                for data in messages_in(file, _LARGEST_BYTES):
                    stated = message_id(data)
                    # A mail without id goes by its content, so that it is known again.
                    own_id = stated if stated and MARK not in stated else revision_of(data)
                    external_id = f"{found.relative}#{own_id}"
                    if external_id in met:
                        continue  # the same mail filed twice
                    met.add(external_id)
                    revision = revision_of(data, *rules)
                    yield from reader.known.unchanged(external_id, revision) or reader.listed(
                        external_id, found.relative, data, revision
                    )
        except OSError as error:
            raise PermanentError(
                f"{found.relative}: the mailbox cannot be read ({error.strerror}); check its permissions.",
                reason="unavailable",
            ) from error

    def _closed(
        self, closed: ClosedFolder, known: Mapping[str, str], reader: MailReader
    ) -> Iterator[Listed]:
        yield reader.failed(
            closed.relative,
            "unavailable",
            f"it cannot be listed ({closed.why}); check its permissions. "
            "What was read from it before stays.",
        )
        for external_id in known:
            if external_id.startswith((f"{closed.relative}/", f"{closed.relative}#")):
                yield Listed(external_id)
