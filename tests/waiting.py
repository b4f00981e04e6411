"""Waiting for what comes by itself: as long as a busy machine may take, and no longer than it does."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120.0
"""Longer than anything that comes takes, on any machine: only what never comes is waited for so long."""
_PAUSE_SECONDS = 0.02


def wait_until(reached: Callable[[], bool]) -> None:
    """Returns once it is so; TimeoutError where it never is."""
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not reached():
        if time.monotonic() > ends_at:
            raise TimeoutError("what was waited for did not come")
        time.sleep(_PAUSE_SECONDS)
