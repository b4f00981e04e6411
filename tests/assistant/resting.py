"""Waiting for a sync in the background to be over, to its very end."""

from __future__ import annotations

from assistant.syncing import SyncRuns
from ingest.errors import BusyError
from tests.waiting import wait_until


def rest(syncs: SyncRuns) -> None:
    """Returns when nothing waits or is read. What a sync brings is seen a moment before that, while
    whoever asks for another sync is still told to wait."""
    wait_until(lambda: not syncs.underway() and _is_free(syncs))


def _is_free(syncs: SyncRuns) -> bool:
    try:
        with syncs.one_writer():
            return True
    except BusyError:
        return False
