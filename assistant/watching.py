"""Folders that are watched: what changes in one is read within seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from watchfiles import watch

_QUIET_MS = 1_000
"""A burst is one change, once it has paused so long."""
_BURST_MS = 10_000
"""And one that does not pause is told in between."""
_LOOK_MS = 2_000
"""How often it is looked whether the folder is still there, and how often one that sends no word of
changes is gone through."""
_STOPPING_SECONDS = 5.0
_MOUNTS = Path("/proc/self/mounts")
_NO_WORD = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "vboxsf",
    }
)
"""File systems on which others change files without this machine's kernel hearing of it."""

_log = logging.getLogger(__name__)


class FolderWatch:
    """Calls `changed` with the name of a folder when anything in it changed, from a thread for each.

    A folder is told once when its watch has begun to hear of changes: what changed until then is not heard of.
    One that vanishes is no change: nothing is told until it is there again and watched.
    """

    def __init__(self, folders: Mapping[str, Path], changed: Callable[[str], None]) -> None:
        self._changed = changed
        self._folders = dict(folders)
        self._watched: dict[str, _Watched] = {}
        self._started = False

    def start(self) -> None:
        """Begin to watch, within seconds."""
        self._started = True
        for name, path in self._folders.items():
            self._begin(name, path)

    def keep(self, name: str, path: Path | None) -> None:
        """From now on this is the folder of that name; none is watched where it is None."""
        if self._folders.get(name) == path:
            return
        self._folders.pop(name, None)
        if (watched := self._watched.pop(name, None)) is not None:
            watched.end()
        if path is not None:
            self._folders[name] = path
            if self._started:
                self._begin(name, path)

    def stop(self) -> None:
        """Watch no longer."""
        for watched in self._watched.values():
            watched.stopped.set()
        for watched in self._watched.values():
            watched.end()
        self._watched.clear()

    def _begin(self, name: str, path: Path) -> None:
        watched = self._watched[name] = _Watched(name, path, self._changed)
        watched.thread.start()


class _Watched:
    """One folder, and the thread that waits for what changes in it."""

    def __init__(self, name: str, path: Path, changed: Callable[[str], None]) -> None:
        self._changed = changed
        self.stopped = threading.Event()
        self.thread = threading.Thread(
            target=self._work, args=(name, path), name=f"watch {name}", daemon=True
        )

    def end(self) -> None:
        self.stopped.set()
        self.thread.join(_STOPPING_SECONDS)

    def _work(self, name: str, path: Path) -> None:
        missing = False
        while not self.stopped.is_set():
            if not path.is_dir():
                if not missing:
                    _log.warning("%s: %s is not there; it is waited for", name, path)
                missing = True
                self.stopped.wait(_LOOK_MS / 1000)
                continue
            missing = False
            self._watch(name, path)

    def _watch(self, name: str, path: Path) -> None:
        """Until it vanishes, or is another folder than it was."""
        by_looking = sends_no_word(path)
        try:
            found = path.stat()
            for changes in self._changes(name, path, by_looking):
                now = path.stat()
                if changes:
                    self._changed(name)
                if (now.st_dev, now.st_ino) != (found.st_dev, found.st_ino):
                    self._changed(name)
                    return
        except FileNotFoundError:
            return
        except OSError as error:
            # The kernel watches only so many folders; going through them costs more, and works.
            _log.warning("%s: %s; it is gone through every few seconds instead", name, error)
            self._look(name, path)

    def _look(self, name: str, path: Path) -> None:
        try:
            for changes in self._changes(name, path, by_looking=True):
                path.stat()
                if changes:
                    self._changed(name)
        except OSError as error:
            _log.warning("%s: %s", name, error)
            self.stopped.wait(_LOOK_MS / 1000)

    def _changes(self, name: str, path: Path, by_looking: bool) -> Iterator[bool]:
        """Whether there were any, at every look."""
        for changes in watch(
            path,
            watch_filter=None,
            debounce=_BURST_MS,
            step=_QUIET_MS,
            stop_event=_Asked(self.stopped, lambda: self._changed(name)),
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            force_polling=by_looking,
            poll_delay_ms=_LOOK_MS,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield bool(changes)


class _Asked:
    """Says whether to stop. It is asked at every look, and so for the first time when the watch hears of
    changes already."""

    def __init__(self, stopped: threading.Event, begun: Callable[[], None]) -> None:
        self._stopped = stopped
        self._begun = begun
        self._has_begun = False

    def is_set(self) -> bool:
        if not self._has_begun and not self._stopped.is_set():
            self._has_begun = True
            self._begun()
        return self._stopped.is_set()


def sends_no_word(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether it lies on a file system of another machine, by this machine's table of mounts."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
        place = path.resolve()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        _, mounted, of_kind, *_ = (*line.split(), "", "", "")
        mounted = mounted.encode().decode("unicode_escape", "replace")  # a space is \040
        if place.is_relative_to(mounted or "/") and len(mounted) >= len(best):
            best, kind = mounted, of_kind
    return kind.partition(".")[0] in _NO_WORD
