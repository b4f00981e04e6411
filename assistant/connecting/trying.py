"""Trying a source: whether it can be reached and read, in a bounded time, storing nothing."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from connectors.secrets import without_secrets
from ingest.errors import SettingsError, TooManyError, TransientError, ZhikeError
from ingest.records import Connector, Failure, Record
from ingest.unforeseen import foreseen

LOOKED_AT = 200
"""So many items are looked at: enough to see that they are the right ones."""
SECONDS = 20.0
_AT_ONCE = 2
_UNFORESEEN = "Reading it failed unexpectedly; the server's log says where"

Outcome = Literal["ok", "empty", "settings", "unreachable", "refused", "broke_off", "too_slow"]


@dataclass(frozen=True, slots=True)
class Tried:
    """How it went: `ok`; `empty`, nothing to read; `settings`, something is stated wrongly; `unreachable`, it does
    not answer now; `refused`, it will not do so later either; `broke_off`, what came first was readable;
    `too_slow`, nothing came in time.

    `counts` tells how many items of each kind were among the first, `failed` how many by reason, and `more` that
    there are others: no title and no word of any. `message` says what is wrong, where nothing was read yet.
    """

    outcome: Outcome
    counts: Mapping[str, int]
    failed: Mapping[str, int]
    more: bool
    seconds: float
    message: str = ""


class Trials:
    """Tries sources, a few at once. `seconds` is how long one is waited for."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def run(self, open_it: Callable[[], Connector], variables: tuple[str, ...]) -> Tried:
        """What came of it in time. What the `variables` hold is never in the message. TooManyError
        while others are tried, or still hang."""
        if not self._places.acquire(blocking=False):
            raise TooManyError(
                "Other sources are being tried; wait a moment", retry_after_seconds=5
            )
        look = _Look(open_it, variables)

        def work() -> None:
            try:
                look.work()
            finally:
                self._places.release()

        # A thread of its own: a server that never answers must not hold up who asked. It ends by
        # the connector's own time-outs.
        threading.Thread(target=work, name="trial", daemon=True).start()
        look.done.wait(self._seconds)
        return look.tell()


class _Look:
    def __init__(self, open_it: Callable[[], Connector], variables: tuple[str, ...]) -> None:
        self._open_it = open_it
        self._variables = variables
        self._began = time.monotonic()
        self._lock = threading.Lock()
        self._given_up = False
        self._counts: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._more = False
        self._fault: ZhikeError | None = None
        self.done = threading.Event()

    def work(self) -> None:
        try:
            with foreseen("a trial", lambda _: ZhikeError(_UNFORESEEN)):
                self._read()
        except ZhikeError as error:
            with self._lock:
                self._fault = error
        finally:
            self.done.set()

    def _read(self) -> None:
        for change in self._open_it().changes({}, None):
            with self._lock:
                if self._given_up:
                    return
                if self._seen >= LOOKED_AT:
                    self._more = True
                    return
                if isinstance(change, Record):
                    self._counts[change.kind] += 1
                elif isinstance(change, Failure):
                    self._failed[change.reason] += 1

    def tell(self) -> Tried:
        with self._lock:
            self._given_up = not self.done.is_set()
            return Tried(
                self._outcome(),
                dict(self._counts),
                dict(self._failed),
                self._more or self._given_up,
                round(time.monotonic() - self._began, 2),
                self._message(),
            )

    @property
    def _seen(self) -> int:
        return self._counts.total() + self._failed.total()

    def _outcome(self) -> Outcome:
        if self._fault is not None and self._seen:
            return "broke_off"
        match self._fault:
            case None if self._seen:
                return "ok"
            case None:
                return "too_slow" if self._given_up else "empty"
            case SettingsError():
                return "settings"
            case TransientError():
                return "unreachable"
            case _:
                return "refused"

    def _message(self) -> str:
        # Of what was being read, an error might quote words that whoever tries may not read.
        if self._fault is None or self._seen:
            return ""
        return without_secrets(str(self._fault), self._variables)
