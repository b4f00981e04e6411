"""Keeps in the audit log that somebody reads, before anything of it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.audit.entries import Entry, Event
from assistant.audit.log import AuditLog
from assistant.naming import naming_records
from ingest.access import Access
from ingest.store import Store


class ReadLog:
    """What is read, said to be `by` the way it was asked for where that is not the page or the API."""

    def __init__(self, store: Store, log: AuditLog, *, by: str = "") -> None:
        self._store = store
        self._log = log
        self._details = {"by": by} if by else {}

    def keep(
        self,
        event: Event,
        access: Access,
        target: str = "",
        *,
        text: str = "",
        records: Iterable[str],
    ) -> None:
        """That the asker reads `records`, which is all that is shown; `text` is what was asked."""
        # What is asked may name whom only a record tells of that the answer did not need.
        naming = naming_records(self._store, text, access=access) if text else ()
        shown = tuple(sorted({*records, *naming}))
        self._log.append(Entry(event, access.person_id, target, text, shown, self._details))
