"""What curators do with the glossary, kept in the audit log."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from assistant.audit.entries import Details, Entry
from assistant.audit.log import AuditLog
from assistant.glossary import Glossary
from assistant.glossary_rules import require_agreement, stated
from assistant.glossary_table import Imported, read_table
from ingest.access import Access
from ingest.catalog.glossary import remove_entry, save_entries
from ingest.errors import PermanentError
from ingest.glossary import GlossaryEntry
from ingest.names import fold
from ingest.resegmenting import learn_and_resegment
from ingest.retagging import names_changed, retag
from ingest.store import Store


class GlossaryEditing:
    """For curators, whose role the caller has checked. Each edit is whole or not at all; BusyError
    during a sync.

    Stored text that says a new word is cut anew and, where the word means a customer or colleague, tagged
    again; nothing else is written, and nothing embedded.
    """

    def __init__(
        self,
        store: Store,
        glossary: Glossary,
        log: AuditLog,
        one_writer: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._store = store
        self._glossary = glossary
        self._log = log
        self._one_writer = one_writer

    def add(
        self, entry: GlossaryEntry, *, access: Access, details: Details | None = None
    ) -> GlossaryEntry:
        """A new entry, under an id of its own."""
        made = replace(stated(entry), entry_id=uuid.uuid4().hex)
        with self._one_writer():
            self._put([made], access)
        self._log.append(
            Entry("glossary_added", access.person_id, made.entry_id, details=details or {})
        )
        return made

    def change(
        self,
        entry_id: str,
        entry: GlossaryEntry,
        *,
        access: Access,
        details: Details | None = None,
    ) -> GlossaryEntry:
        """Put another in the place of an entry; NotFoundError where there is none."""
        made = replace(stated(entry), entry_id=entry_id)
        with self._one_writer():
            self._glossary.entry(entry_id, access=access)
            self._put([made], access)
        self._log.append(
            Entry("glossary_changed", access.person_id, entry_id, details=details or {})
        )
        return made

    def remove(self, entry_id: str, *, access: Access, details: Details | None = None) -> None:
        """Take an entry out; NotFoundError where there is none."""
        with self._one_writer():
            held = self._glossary.entry(entry_id, access=access)
            with self._store.catalog.writing() as connection:
                remove_entry(connection, entry_id)
            self._follow([held])
        self._log.append(
            Entry("glossary_removed", access.person_id, entry_id, details=details or {})
        )

    def take_in(self, table: str, *, access: Access, details: Details | None = None) -> Imported:
        """Every row of a table: in the place of the entry that has its term, or as a new one."""
        rows = {}
        for row in map(stated, read_table(table)):
            if fold(row.term) in rows:
                raise PermanentError(f"Two rows have the term {row.term!r}; make one of them")
            rows[fold(row.term)] = row
        with self._one_writer():
            shown = self._glossary.shown(self._glossary.entries, access=access)
            held = {fold(entry.term): entry.entry_id for entry in shown}
            made = [
                replace(row, entry_id=held.get(term) or uuid.uuid4().hex)
                for term, row in rows.items()
            ]
            self._put(made, access)
        changed = len(rows.keys() & held.keys())
        done = Imported(len(rows) - changed, changed)
        said = {**(details or {}), "added": done.added, "changed": done.changed}
        self._log.append(Entry("glossary_imported", access.person_id, details=said))
        return done

    def _put(self, made: Sequence[GlossaryEntry], access: Access) -> None:
        """Entries in the place of those with their ids; to be called while nobody else writes."""
        before = {entry.entry_id: entry for entry in self._glossary.entries}
        after = before | {entry.entry_id: entry for entry in made}
        require_agreement(after.values(), self._glossary.shown(after.values(), access=access))
        with self._store.catalog.writing() as connection:
            save_entries(connection, made, changed_by=access.person_id)
        self._follow([*made, *(before[one.entry_id] for one in made if one.entry_id in before)])

    def _follow(self, changed: Sequence[GlossaryEntry]) -> None:
        """Bring what is derived up to date with entries that came, went or changed."""
        forms = [form for entry in changed for form in entry.forms]
        learn_and_resegment(self._store, forms)
        names_changed(self._store, forms)
        retag(self._store)
        self._glossary.refresh()
