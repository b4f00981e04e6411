"""What of a source is not in: items that failed now, and those that failed before and wait."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ingest.batches import Batch
from ingest.records import Failure

MOST_TOLD = 1000
"""Failures that a report tells one by one; all are kept in the catalog."""


class Failing:
    """Keeps the ids of all, and the words of the first, however many rows of a source are wrong."""

    def __init__(self) -> None:
        self._now: set[str] = set()
        self._told: dict[str, Failure] = {}
        self._waiting: dict[str, Failure] = {}

    def __len__(self) -> int:
        """How many failed now."""
        return len(self._now)

    def wait(self, failures: Mapping[str, Failure]) -> None:
        """These failed before, and are not tried again unless they change."""
        self._waiting = dict(failures)

    def is_here(self, external_id: str) -> None:
        """The source gives the item; whether it goes in is still to be seen."""
        self._waiting.pop(external_id, None)
        self._now.discard(external_id)
        self._told.pop(external_id, None)

    def fail(self, failure: Failure, batch: Batch) -> None:
        """It does not go in; so it is written with the batch."""
        batch.failures.append(failure)
        self._now.add(failure.external_id)
        if len(self._told) < MOST_TOLD:
            self._told[failure.external_id] = failure

    def not_in(self, listed: AbstractSet[str]) -> set[str]:
        """What failed now, and what waits and is still listed."""
        return self._now.union(one for one in self._waiting if one in listed)

    def told(self, listed: AbstractSet[str]) -> tuple[Failure, ...]:
        """The same, as far as it is told one by one."""
        waiting = [failure for one, failure in self._waiting.items() if one in listed]
        return (*waiting, *self._told.values())[:MOST_TOLD]
