"""Leaves an endpoint alone for a while after it has failed several times in a row."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Literal

State = Literal["closed", "open", "half-open"]


class CircuitBreaker:
    """Closed while calls succeed; open, so that none is made, for `rest_seconds` after `failures` in a
    row; then half-open: one call tries whether it works again. `clock` gives seconds."""

    def __init__(self, failures: int, rest_seconds: float, clock: Callable[[], float]) -> None:
        self._most = failures
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened_at: float | None = None
        self._trying = False

    @property
    def state(self) -> State:
        with self._lock:
            return self._state()

    @property
    def failures(self) -> int:
        """How many calls in a row have failed."""
        with self._lock:
            return self._failures

    def allows(self) -> bool:
        """Whether a call may be made now. Who makes it says afterwards how it went."""
        with self._lock:
            state = self._state()
            if state == "half-open" and not self._trying:
                self._trying = True
                return True
            return state == "closed"

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._opened_at, self._trying = 0, None, False

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._trying or self._failures >= self._most:
                self._opened_at = self._clock()
            self._trying = False

    def abandoned(self) -> None:
        """The call was given up by whoever asked, which says nothing about the endpoint."""
        with self._lock:
            self._trying = False

    def _state(self) -> State:
        if self._opened_at is None:
            return "closed"
        rested = self._clock() - self._opened_at >= self._rest_seconds
        return "half-open" if rested else "open"
