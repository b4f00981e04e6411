"""A listing on its way: what was found is named in checkpoints, so that it can be saved and resumed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from connectors.cursors import Cursor
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
    return _with_checkpoints(items, complete=True, between=None, last=lambda: None)


def with_cursor(
    items: Iterable[Listed], *, complete: bool, held: str | None, reached: Callable[[], Cursor]
) -> Iterator[Change]:
    """The same of a source that can tell what changed: the last checkpoint has the cursor that `reached`
    gives then, and says whether everything was listed (`complete`).

    A listing cut short leaves the cursor `held`, so that its items are listed once more; cut short while
    everything is listed it leaves none.
    """
    between = None if complete else held
    return _with_checkpoints(
        items, complete=complete, between=between, last=lambda: reached().written()
    )


def _with_checkpoints(
    items: Iterable[Listed],
    *,
    complete: bool,
    between: str | None,
    last: Callable[[], str | None],
) -> Iterator[Change]:
    seen: set[str] = set()
    for item in items:
        seen.add(item.external_id)
        if item.change is not None:
            yield item.change
        if len(seen) >= _ITEMS_BETWEEN_CHECKPOINTS:
            yield Checkpoint(cursor=between, seen=frozenset(seen))
            seen.clear()
    yield Checkpoint(cursor=last(), complete=complete, seen=frozenset(seen))
