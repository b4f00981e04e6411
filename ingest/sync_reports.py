"""What a sync tells while it runs and when it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import Failure

State = Literal["interrupted", "done", "held", "failed"]


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has come. `expected` is how much an earlier one saw, 0 where nobody knows."""

    source: str
    seen: int
    changed: int
    failed: int
    chunks: int
    seconds: float
    expected: int = 0

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None where nobody knows how much there is."""
        left = self.expected - self.seen
        return self.seconds * left / self.seen if self.seen > 0 and left >= 0 else None

    @property
    def chunks_per_second(self) -> float:
        return self.chunks / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """Who may read a record that was held already, before and from now on."""

    record_id: str
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """How a sync ended. `complete` says that the source listed everything; `error` why it stopped, if it
    did, or what it asks. `failures` are the first thousand of the `failed` items that are not in, those too
    that wait for another try.

    `state` is held where so much of the source is gone that nothing was removed: `to_remove` records
    wait for somebody to confirm that.
    """

    source: str
    seen: int
    changed: int
    unchanged: int
    removed: int
    failed: int
    chunks: int
    seconds: float
    complete: bool
    failures: tuple[Failure, ...]
    error: str = ""
    state: State = "done"
    to_remove: int = 0
