"""What a sync tells while it runs and when it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import Failure

State = Literal["interrupted", "done", "held", "failed"]


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has come."""

    source: str
    seen: int
    changed: int
    failed: int
    chunks: int
    seconds: float


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """Who may read a record that was held already, before and from now on."""

    record_id: str
    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class SyncReport:
    """How a sync ended. `complete` says that the source listed everything; `error` why it stopped, if it
    did, or what it asks. `failures` are all items that are not in, those too that wait for another try.

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
