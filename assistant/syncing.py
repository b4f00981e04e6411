"""Reading the sources: one at a time, whoever asks for it, until it is done, paused or cancelled."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from ingest.catalog.operating import most_seen
from ingest.errors import BusyError, NotFoundError, TransientError, ZhikeError
from ingest.pausing import keep_paused, keep_resumed, paused_sources, say_why_it_ended
from ingest.pipeline import Source
from ingest.store import Store
from ingest.sync_reports import State, SyncProgress, SyncReport
from ingest.unforeseen import foreseen

_CLOSING_SECONDS = 10
_SAID = {"paused": "paused; resume it", "cancelled": "cancelled; the next sync goes on from there"}

_log = logging.getLogger(__name__)

OnProgress = Callable[[SyncProgress], None]
Read = Callable[[Source, OnProgress, bool], SyncReport]
"""Reads one source, telling how far it is; whether what is gone is removed however much it is."""
Stop = Literal["paused", "cancelled"]


@dataclass(frozen=True, slots=True)
class Underway:
    """A sync that waits for its turn or runs; `progress` is None until it has begun."""

    state: Literal["queued", "running"]
    progress: SyncProgress | None = None


class _Stopped(BaseException):
    """No error, so that nothing on its way takes it for one."""

    def __init__(self, state: Stop | None) -> None:
        super().__init__(state)
        self.state = state


class _UnforeseenError(Exception):
    """What ended a sync, in words for those who ask how it went."""


@dataclass(slots=True)
class _Running:
    source: str
    progress: SyncProgress | None = None
    stop: Stop | None = None


class SyncRuns:
    """Every sync of a process. `read` reads one source; `afterwards` follows each that was saved;
    the sources of `left_out` are read only when they are asked for by name.

    Stopping a sync keeps what it has saved, and the next one goes on from there.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        store: Store,
        read: Read,
        *,
        afterwards: Callable[[], None],
        left_out: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._sources = {source.name: source for source in sources}
        self._store = store
        self._read = read
        self._afterwards = afterwards
        self._left_out = left_out
        self._writing = threading.Lock()
        self._changes = threading.Condition()  # guards all below
        self._running: _Running | None = None
        self._waiting: dict[str, bool] = {}  # whether a removal is confirmed
        self._closing = False
        self._worker: threading.Thread | None = None

    def sync(
        self,
        names: Sequence[str] | None = None,
        *,
        on_progress: OnProgress | None = None,
        confirm_removal: bool = False,
        patience_seconds: float = 0,
    ) -> tuple[SyncReport, ...]:
        """Read the named sources now, or all that are not paused, and wait for it. With
        `confirm_removal` what is gone from them is removed, however much it is. Something else that
        writes is waited for no longer than `patience_seconds`.

        NotFoundError for a name that is not configured; BusyError for one that is paused, or while
        another sync or a reindex runs; TransientError when `close` comes meanwhile.
        """
        paused = self.paused()
        for name in names or ():
            self.require(name)
            if name in paused:
                raise BusyError(f"{name} is paused; resume it first")
        chosen = names or [
            name for name in self._sources if name not in paused.union(self._left_out())
        ]
        with self.one_writer(patience_seconds):
            reports = tuple(
                self._carry_out(self._sources[name], on_progress, confirm_removal)
                for name in chosen
            )
            self._afterwards()
        return reports

    def request(self, name: str, *, confirm_removal: bool = False) -> None:
        """Have a source read in the background, in its turn. BusyError if it waits or runs already."""
        self.require(name)
        if name in self.paused():
            raise BusyError(f"{name} is paused; resume it first")
        if name in self.underway():
            raise BusyError(f"{name} is being read already; see how far it is")
        self._enqueue(name, confirm_removal)

    def see_to(self, name: str) -> None:
        """Have a source read at some time after now: once more if it is being read, not at all if it is paused."""
        self.require(name)
        if name not in self.paused():
            self._enqueue(name)

    def pause(self, name: str) -> None:
        """Stop reading a source until it is resumed, whoever or whatever asks for it."""
        self.require(name)
        keep_paused(self._store, name, self._sources[name].kind)
        self._stop(name, "paused")

    def resume(self, name: str) -> None:
        """Read a paused source again, from where it stopped."""
        self.require(name)
        keep_resumed(self._store, name, self._sources[name].kind)
        self._enqueue(name)

    def cancel(self, name: str) -> None:
        """Stop the sync of a source that runs or waits; NotFoundError if none does."""
        self.require(name)
        if not self._stop(name, "cancelled"):
            raise NotFoundError(f"{name} is not being read; there is nothing to cancel")

    @property
    def sources(self) -> Mapping[str, Source]:
        """Those of now, by name."""
        return self._sources

    def take_up(self, source: Source) -> None:
        """From now on there is this source, in the place of one of its name; a sync of that goes on as it began."""
        # Another dictionary, as another thread may be going through this one.
        self._sources = {**self._sources, source.name: source}

    def let_go(self, name: str) -> None:
        """Stop reading a source, and forget that there is one of the name."""
        self._stop(name, "cancelled")
        self._sources = {one: source for one, source in self._sources.items() if one != name}

    def paused(self) -> frozenset[str]:
        return paused_sources(self._store)

    def may_read(self, name: str) -> bool:
        """Whether there is such a source and it is not paused."""
        return name in self._sources and name not in self.paused()

    def underway(self) -> dict[str, Underway]:
        """Source -> its sync that waits or runs."""
        with self._changes:
            found = {name: Underway("queued") for name in self._waiting}
            if self._running:
                found[self._running.source] = Underway("running", self._running.progress)
        return found

    @contextmanager
    def one_writer(self, patience_seconds: float = 0) -> Iterator[None]:
        """Nothing else writes while this context lasts. BusyError while something does, for longer than
        one is ready to wait."""
        if not self._writing.acquire(timeout=patience_seconds):
            raise BusyError("A sync or a reindex is running; try again when it is done")
        try:
            yield
        finally:
            self._writing.release()

    def wait(self, seconds: float) -> None:
        """Let so much time pass within a sync, or less if that sync is stopped meanwhile."""
        with self._changes:
            self._changes.wait_for(
                lambda: self._closing or (self._running and self._running.stop), timeout=seconds
            )

    def close(self) -> None:
        """Stop what runs, forget what waits, and let nothing begin.

        A batch that is being embedded is not waited for: its work is repeated at the next start.
        """
        with self._changes:
            self._closing = True
            self._waiting.clear()
            self._changes.notify_all()
        if not self._writing.acquire(timeout=_CLOSING_SECONDS):
            _log.warning("closing in the midst of a batch; the next sync repeats it")

    def require(self, name: str) -> None:
        """NotFoundError for a name that is not configured."""
        if name not in self._sources:
            known = ", ".join(self._sources) or "none is configured"
            raise NotFoundError(f"No source is called {name!r}; known: {known}")

    def _enqueue(self, name: str, confirm_removal: bool = False) -> None:
        with self._changes:
            if self._closing:
                return
            # What was confirmed stays so, whatever else asks for the source meanwhile.
            self._waiting[name] = confirm_removal or self._waiting.get(name, False)
            self._changes.notify_all()
            if self._worker is None:
                # A daemon: closing does not wait for it longer than for what it writes.
                self._worker = threading.Thread(target=self._work, name="syncs", daemon=True)
                self._worker.start()

    def _stop(self, name: str, state: Stop) -> bool:
        with self._changes:
            waited = name in self._waiting
            self._waiting.pop(name, None)
            if self._running and self._running.source == name:
                self._running.stop = state
                self._changes.notify_all()
                return True
        return waited

    def _work(self) -> None:
        while True:
            with self._changes:
                self._changes.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
            with self._writing:
                with self._changes:
                    if not self._waiting:
                        continue
                    name = next(iter(self._waiting))
                    confirm_removal = self._waiting.pop(name)
                if name in self._sources:
                    self._in_background(name, confirm_removal)

    def _in_background(self, name: str, confirm_removal: bool) -> None:
        try:
            # The thread goes on: the other sources must still be read.
            with foreseen(name, ZhikeError):
                report = self._carry_out(self._sources[name], None, confirm_removal)
                if report.error:
                    _log.warning("sync of %s: %s", name, report.error)
                self._afterwards()
        except ZhikeError as error:
            _log.warning("sync of %s: %s", name, error)

    def _carry_out(
        self, source: Source, on_progress: OnProgress | None, confirm_removal: bool
    ) -> SyncReport:
        running = _Running(source.name)
        with self._changes:
            self._running = running
        with self._store.catalog.reading() as connection:
            expected = most_seen(connection).get(source.name, 0)

        def tell(progress: SyncProgress) -> None:
            progress = replace(progress, expected=expected)
            running.progress = progress
            if self._closing:
                raise _Stopped(None)
            if running.stop:
                raise _Stopped(running.stop)
            if on_progress:
                on_progress(progress)

        try:
            with foreseen(source.name, _UnforeseenError):
                # From here on `pause` finds what it stops; one that came before has kept it.
                if source.name in self.paused():
                    raise _Stopped("paused")
                return self._read(source, tell, confirm_removal)
        except _Stopped as stopped:
            if stopped.state is None:
                raise TransientError(
                    "Zhike was stopped; the next sync goes on from here"
                ) from stopped
            error = f"{source.name} was {_SAID[stopped.state]}"
            return self._ended(source.name, stopped.state, running.progress, error)
        except _UnforeseenError as fault:
            return self._ended(source.name, "failed", running.progress, str(fault))
        finally:
            with self._changes:
                self._running = None

    def _ended(
        self, name: str, state: Stop | State, progress: SyncProgress | None, error: str
    ) -> SyncReport:
        if progress:
            say_why_it_ended(self._store, name, state)
        reached = progress or SyncProgress(name, 0, 0, 0, 0, 0.0)
        return SyncReport(
            source=name,
            seen=reached.seen,
            changed=reached.changed,
            unchanged=max(0, reached.seen - reached.changed - reached.failed),
            removed=0,
            failed=reached.failed,
            chunks=reached.chunks,
            seconds=reached.seconds,
            complete=False,
            failures=(),
            error=error,
            state="failed" if state == "failed" else "done",
        )
