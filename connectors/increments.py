"""A listing that ends with a cursor: of everything, or of what changed since the cursor held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from connectors.cursors import Cursor
from connectors.listing import Listed
from ingest.records import Change, Checkpoint

_ITEMS_BETWEEN_CHECKPOINTS = 200


def with_cursor(
    items: Iterable[Listed], *, complete: bool, held: str | None, reached: Callable[[], Cursor]
) -> Iterator[Change]:
    """The changes, a checkpoint every 200 items, and a last one with the cursor that `reached` gives then.

    A listing cut short leaves the cursor `held`, so that its items are listed once more; cut short while
    everything is listed (`complete`) it leaves none. An error raised by `items` goes through.
    """
    between = None if complete else held
    seen: set[str] = set()
    for item in items:
        seen.add(item.external_id)
        if item.change is not None:
            yield item.change
        if len(seen) >= _ITEMS_BETWEEN_CHECKPOINTS:
            yield Checkpoint(cursor=between, seen=frozenset(seen))
            seen.clear()
    yield Checkpoint(cursor=reached().written(), complete=complete, seen=frozenset(seen))
