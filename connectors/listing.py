"""A listing on its way: what was found is named in checkpoints, so that it can be saved and resumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.records import Change, Checkpoint, Failure, Record, Tombstone

_ITEMS_BETWEEN_CHECKPOINTS = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """An item that the source has. `change` is None when nothing about it changed."""

    external_id: str
    change: Record | Failure | Tombstone | None = None


def with_checkpoints(items: Iterable[Listed]) -> Iterator[Change]:
    """The changes, a checkpoint every 200 items, and at the end one that says the listing is complete.

    An error raised by `items` goes through, and then nothing has been called complete.
    """
    seen: set[str] = set()
    for item in items:
        seen.add(item.external_id)
        if item.change is not None:
            yield item.change
        if len(seen) >= _ITEMS_BETWEEN_CHECKPOINTS:
            yield Checkpoint(seen=frozenset(seen))
            seen.clear()
    yield Checkpoint(complete=True, seen=frozenset(seen))
