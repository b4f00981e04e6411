"""What a sync may do by itself: how much it removes unasked, how often it tries, how long it keeps."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from ingest.resolution.resolution import LIKELY

_FEW = 3
_FIRST_PAUSE_SECONDS = 2.0
_LONGEST_PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SyncRules:
    """`largest_removal` is the share of a source that goes without being confirmed; `attempts` how often
    a listing is begun that fails in passing; an item that failed is tried again `retry_after` it did, and
    ever more rarely. Superseded versions are kept `keep_versions`, deleted records `keep_deleted`. Customers
    or colleagues of several sources who are as like as `likely_score`, of 100, are asked about."""

    largest_removal: float = 0.2
    attempts: int = 4
    retry_after: timedelta = timedelta(hours=1)
    keep_versions: timedelta = timedelta(days=730)
    keep_deleted: timedelta = timedelta(days=30)
    likely_score: int = LIKELY

    def is_too_much(self, gone: int, held: int) -> bool:
        """Whether so many of those held are not to go unless somebody says so."""
        return gone >= _FEW and gone > self.largest_removal * held


def pause_seconds(attempt: int) -> float:
    """How long to wait after the `attempt`-th failure in passing: twice as long each time, up to a
    minute, give or take a half, so that several that fail together do not come back together."""
    pause: float = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
    return pause * random.uniform(0.5, 1.5)  # noqa: S311
