"""What people may do with the files they gave, and with those of others that were offered.

A file is for its owner alone. The owner offers it to others, and a curator shares it with these or some of
them: neither can do it alone, and an id opens nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.audit.entries import Entry, Event
from assistant.audit.log import AuditLog
from assistant.health import failures_seen_by
from assistant.people.profile import own_card
from assistant.views import FailureView
from connectors.files import is_nameable
from connectors.upload import UPLOADS
from connectors.upload_folder import Incoming, Upload, UploadFolder
from ingest.access import Access
from ingest.catalog.reading import readable_records
from ingest.errors import ForbiddenError, NotFoundError, PermanentError, UnreadableError
from ingest.parsing.formats import advice, endings, is_supported
from ingest.records import record_id
from ingest.store import Store
from ingest.tokens import person_token

NAME_CHARACTERS = 200
_MB = 1_000_000

State = Literal["waiting", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class UploadView:
    """A file of one's own. `record_id` is that of its record once it is ready; `reason`, in
    one word, and `message` say why it failed. `audience` may read it besides oneself, and `offered` is whom one would let read it."""

    id: str
    name: str
    size_bytes: int
    received_at: datetime
    state: State
    record_id: str
    reason: str
    message: str
    audience: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody's file that a curator may share with those in `offered`, as it is with `audience`."""

    id: str
    name: str
    size_bytes: int
    received_at: datetime
    owner: str
    offered: tuple[str, ...]
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How large a file may be, and all files of one person together."""

    enabled: bool
    file_mb: int
    person_mb: int


class Uploads:
    """Every file that was given. `changed` is told that the source is to be read again."""

    def __init__(
        self,
        folder: UploadFolder,
        store: Store,
        log: AuditLog,
        limits: UploadLimits,
        changed: Callable[[], None],
    ) -> None:
        self.limits = limits
        self._folder = folder
        self._store = store
        self._log = log
        self._changed = changed
        self._lock = threading.Lock()

    def is_used(self) -> bool:
        """Whether anybody ever gave a file."""
        return bool(self._folder.all())

    def begin(self, name: str, *, access: Access) -> Incoming:
        """A file on its way in. ForbiddenError where none are taken, PermanentError for a name that
        cannot be borne, UnreadableError for a format that nobody reads."""
        if not self.limits.enabled:
            raise ForbiddenError("Files are not taken here; ask whoever runs Zhike")
        if not _is_name(name):
            raise PermanentError(
                f"A file's name has 1 to {NAME_CHARACTERS} characters, none of them / or \\ "
                "or a control character; rename it"
            )
        if not is_supported(name):
            known = ", ".join(sorted(endings()))
            raise UnreadableError(f"{advice(name)} Read are: {known}", reason="unsupported")
        owner = own_card(self._store, access).email
        if not owner:
            raise ForbiddenError("The directory has no address of yours; a file would be nobody's")
        return self._folder.receive(name, owner)

    def add(self, incoming: Incoming, data: bytes) -> None:
        """The next piece of it. UnreadableError where it, or all of the owner's, would be too large."""
        if incoming.size_bytes + len(data) > self.limits.file_mb * _MB:
            raise UnreadableError(
                f"{incoming.name}: a file may have up to {self.limits.file_mb} MB; split it",
                reason="too_large",
            )
        incoming.write(data)

    def keep(self, incoming: Incoming, *, access: Access) -> UploadView:
        """Take in what came whole."""
        if incoming.size_bytes == 0:
            raise UnreadableError(f"{incoming.name}: the file is empty", reason="empty")
        with self._lock:  # two at once must not pass a limit that one alone would not
            held = sum(upload.size_bytes for upload in self._own(access))
            if held + incoming.size_bytes > self.limits.person_mb * _MB:
                raise UnreadableError(
                    f"{incoming.name}: your files would have more than {self.limits.person_mb} MB "
                    "together; delete some first",
                    reason="too_large",
                )
            upload = self._folder.keep(incoming)
        self._note("upload", upload, access)
        return self._view(upload, {}, frozenset())

    def own(self, *, access: Access) -> tuple[UploadView, ...]:
        """One's own files, the latest first, and how far each has come."""
        uploads = self._own(access)
        failed = {
            failure.external_id: failure
            for failure in failures_seen_by(self._store, access)
            if failure.source == UPLOADS and failure.external_id
        }
        with self._store.catalog.reading() as connection:
            ids = [record_id(UPLOADS, upload.id) for upload in uploads]
            ready = readable_records(connection, ids, access=access)
        return tuple(self._view(upload, failed, ready) for upload in reversed(uploads))

    def delete(self, upload_id: str, *, access: Access) -> None:
        """Delete a file of one's own; NotFoundError for any other."""
        with self._lock:
            upload = self._mine(upload_id, access)
            self._folder.delete(upload_id)
        self._note("upload_deleted", upload, access)

    def offer(self, upload_id: str, to: tuple[str, ...], *, access: Access) -> None:
        """Offer a file of one's own to these, or take back from others what was offered or shared."""
        with self._lock:
            upload = self._mine(upload_id, access)
            audience = tuple(token for token in upload.audience if token in to)
            self._folder.change(upload_id, audience=audience, wished=to)
        self._note("upload_offered", upload, access, to)

    def offers(self) -> tuple[Offer, ...]:
        """What a curator may share."""
        return tuple(
            Offer(
                upload.id,
                upload.name,
                upload.size_bytes,
                upload.received_at,
                upload.owner,
                upload.wished,
                upload.audience,
            )
            for upload in self._folder.all()
            if upload.wished and not upload.deleted
        )

    def share(self, upload_id: str, audience: tuple[str, ...], *, access: Access) -> None:
        """Let these read an offered file, and of others none but its owner.

        NotFoundError for what was not offered, ForbiddenError for whom it was not offered to.
        """
        with self._lock:  # what is taken back meanwhile stays taken back
            upload = self._folder.get(upload_id)
            if not upload.wished:
                raise NotFoundError("There is no such file, or none that was offered")
            if not set(audience) <= set(upload.wished):
                raise ForbiddenError(f"Its owner offers it to {', '.join(upload.wished)} alone")
            self._folder.change(upload_id, audience=audience, wished=upload.wished)
        self._note("upload_shared", upload, access, audience)

    def _own(self, access: Access) -> list[Upload]:
        return [
            upload
            for upload in self._folder.all()
            if not upload.deleted and person_token(upload.owner) in access.tokens
        ]

    def _mine(self, upload_id: str, access: Access) -> Upload:
        upload = self._folder.get(upload_id)
        if person_token(upload.owner) not in access.tokens:
            raise NotFoundError("There is no such file, or none of yours")
        return upload

    def _view(
        self, upload: Upload, failed: dict[str, FailureView], ready: frozenset[str]
    ) -> UploadView:
        own_id = record_id(UPLOADS, upload.id)
        failure = failed.get(upload.id) if own_id not in ready else None
        state: State = "ready" if own_id in ready else "failed" if failure else "waiting"
        return UploadView(
            upload.id,
            upload.name,
            upload.size_bytes,
            upload.received_at,
            state,
            own_id if state == "ready" else "",
            failure.reason if failure else "",
            failure.message if failure else "",
            upload.audience,
            upload.wished,
        )

    def _note(
        self, event: Event, upload: Upload, access: Access, audience: tuple[str, ...] | None = None
    ) -> None:
        # Neither name nor size: these are for whom the file is for.
        details = {} if audience is None else {"audience": [*audience]}
        target = record_id(UPLOADS, upload.id)
        self._log.append(Entry(event, access.person_id, target, details=details))
        self._changed()


def _is_name(name: str) -> bool:
    stripped = name.strip(". ")
    return (
        bool(stripped)
        and len(name) <= NAME_CHARACTERS
        and is_nameable(name)
        and not set(name) & {"/", "\\"}
    )
