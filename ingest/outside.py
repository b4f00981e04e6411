"""The boundary to connectors: what one of them trips over ends its own sync and no other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from ingest.errors import PermanentError
from ingest.records import Change, Connector, Finding
from ingest.unforeseen import foreseen


def changes_of(
    connector: Connector, source: str, known: Mapping[str, str], cursor: str | None
) -> Iterator[Change]:
    """The connector's changes. Raises its own errors, and PermanentError for any other."""
    yield from _guarded(source, lambda: connector.changes(known, cursor))


def found_again(
    connector: Connector, source: str, known: Mapping[str, str], external_ids: Collection[str]
) -> Iterator[Change]:
    """The same of these items alone; nothing of a connector that cannot find them."""
    if external_ids and isinstance(connector, Finding):
        yield from _guarded(source, partial(connector.again, external_ids, known))


def _guarded(source: str, changes: Callable[[], Iterable[Change]]) -> Iterator[Change]:
    with foreseen(source, partial(PermanentError, reason="unavailable")):
        yield from changes()
