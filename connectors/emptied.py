"""A source that has nothing any more: reading it removes what was read of it before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.records import Change, Checkpoint


@dataclass(frozen=True, slots=True)
class Emptied:
    """Lists nothing, and says that this is everything."""

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """A complete listing without an item."""
        yield Checkpoint(complete=True)
