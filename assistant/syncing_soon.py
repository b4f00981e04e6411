"""Syncs that nobody waits for: a source that has changed is read as soon as its turn comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from ingest.errors import BusyError, ZhikeError

_AGAIN_SECONDS = 1.0
_STOPPING_SECONDS = 5.0

_log = logging.getLogger(__name__)


class SyncSoon:
    """Calls `sync` with each name that was asked for, one after another, on a thread of its own.

    However often a source is asked for before its turn, it is read once; asked for while it is read, once
    more. Where another sync is running, it waits for its end.
    """

    def __init__(self, sync: Callable[[str], object]) -> None:
        self._sync = sync
        self._wanted: dict[str, None] = {}
        self._told = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def ask(self, name: str) -> None:
        """Read this source soon; after `stop`, nothing happens."""
        with self._told:
            if self._stopped:
                return
            self._wanted[name] = None
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="sync soon", daemon=True)
                self._thread.start()
            self._told.notify_all()

    def stop(self) -> None:
        """Begin no further sync."""
        with self._told:
            self._stopped = True
            self._told.notify_all()

    def join(self) -> None:
        """Wait a little for the sync that was running at `stop`."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_STOPPING_SECONDS)

    def _work(self) -> None:
        while (name := self._next()) is not None:
            try:
                self._sync(name)
            except BusyError:
                with self._told:
                    self._wanted.setdefault(name)
                    self._told.wait_for(lambda: self._stopped, _AGAIN_SECONDS)
            except ZhikeError as error:
                _log.warning("sync of %s: %s", name, error)
            # The last handler of this thread: the other sources must still have their turn.
            except Exception:
                _log.exception("sync of %s failed", name)

    def _next(self) -> str | None:
        with self._told:
            self._told.wait_for(lambda: self._wanted or self._stopped)
            if self._stopped:
                return None
            name = next(iter(self._wanted))
            del self._wanted[name]
            return name
