"""Curating who is one: the matches a curator may see, and their word on each, kept in the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.audit.entries import Details, Entry, Event
from assistant.audit.log import AuditLog
from ingest.access import Access
from ingest.catalog.pairs import decide, matches_seen
from ingest.resolution.matches import MatchFamily, MatchState, SeenMatch, Step
from ingest.retagging import retag
from ingest.store import Store

_EVENTS: dict[Step, Event] = {
    "accept": "match_accepted",
    "refuse": "match_refused",
    "undo": "match_undone",
}


class Curation:
    """For curators, whose role the caller has checked."""

    def __init__(self, store: Store, log: AuditLog, *, threshold: int) -> None:
        self._store = store
        self._log = log
        self._threshold = threshold

    def matches(
        self,
        family: MatchFamily,
        states: Sequence[MatchState],
        *,
        access: Access,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[SeenMatch, ...]:
        """Pairs both of whose records the curator may read, the best first."""
        with self._store.catalog.reading() as connection:
            found = matches_seen(
                connection, family, states, access=access, offset=offset, limit=limit
            )
        shown = sorted({side.record_id for one in found for side in (one.first, one.second)})
        self._log.append(Entry("matches_read", access.person_id, records=tuple(shown)))
        return tuple(found)

    def decide(
        self, match_id: int, step: Step, *, access: Access, details: Details | None = None
    ) -> SeenMatch:
        """Carry out a curator's word and tag again what it changes; the caller sees to it that nobody
        else writes meanwhile. NotFoundError for a match that the curator may not see."""
        with self._store.catalog.writing() as connection:
            match = decide(connection, match_id, step, threshold=self._threshold, access=access)
        said = {"first": match.first.entity_id, "second": match.second.entity_id}
        self._log.append(
            Entry(
                _EVENTS[step], access.person_id, str(match_id), details={**said, **(details or {})}
            )
        )
        retag(self._store)
        return match
