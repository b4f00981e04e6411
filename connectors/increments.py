"""One run over a source that can tell what changed: how far back it asks, and the cursor it leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from connectors.cursors import Cursor
from connectors.listing import Listed, with_cursor
from ingest.edition import EDITION
from ingest.records import Change, revision_of

_RULES = " rules"
"""Where the cursor keeps what everything was read by; no part of a source is called so."""


@dataclass(frozen=True, slots=True)
class Increment:
    """`whole` says that everything is read: for the first time, again after `full_listing_hours`, or
    because what decides how it is read (settings, audience, an upgrade) is not what it was.

    `marks` holds the mark that each part came to in this run.
    """

    whole: bool
    begun: datetime
    marks: dict[str, str]
    _held: Cursor
    _written: str | None = field(repr=False)

    @classmethod
    def begin(cls, cursor: str | None, *rules: str, full_listing_hours: float) -> Increment:
        """A run that takes up `cursor`; `rules` are whatever decides what a record says and who may read it."""
        held, now = Cursor.read(cursor), datetime.now(UTC)
        digest = revision_of(str(EDITION), *rules)
        due = held.listing_is_due(timedelta(hours=full_listing_hours), now)
        whole = due or held.marks.get(_RULES) != digest
        return cls(whole, now, {_RULES: digest}, held, cursor)

    def since(self, part: str) -> str:
        """The mark that the run before left of a part, empty where all of it is to be read."""
        return "" if self.whole else self._held.marks.get(part, "")

    def changes(self, items: Iterable[Listed], *, complete: bool) -> Iterator[Change]:
        """The items' changes. The new cursor comes with the last checkpoint alone: cut short, the run
        is made again. `complete` says that the items name everything that the source has."""

        def reached() -> Cursor:
            return Cursor(self.marks, self.begun if self.whole else self._held.listed_at)

        return with_cursor(items, complete=complete, held=self._written, reached=reached)
