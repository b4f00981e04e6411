"""Who owns the data folder: one process at a time, and where it listens for the others' commands."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import socket
import stat
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from ingest.errors import BusyError, SettingsError

_SOCKET_PATH_LIMIT_BYTES = 107
"""Linux holds 108 bytes for a socket's path, the closing zero among them (unix(7))."""


class DataFolderLock:
    """Held by the one process that may open the stores of `data_dir`; freed when that process ends.

    As a context manager it acquires and releases. `acquire` raises BusyError, which names the
    owner and says what to do.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the folder, creating it readable by its owner alone."""
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = (self.data_dir / "lock").open("a+", encoding="utf-8")
        except OSError as error:
            raise SettingsError(
                f"The data folder {self.data_dir} cannot be used: {error}"
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            file.close()
            raise BusyError(
                f"The data folder {self.data_dir} is in use by process {owner}. "
                f"Try again when it is done, or stop it with: kill {owner}"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give the folder back. Harmless when it is not held."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def __enter__(self) -> DataFolderLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def listen(data_dir: Path) -> socket.socket:
    """A socket on which the folder's owner takes commands from its own user, and nobody else.

    Call it only while holding the lock: what stands there already belongs to a process that is gone.
    """
    path = data_dir / "socket"
    if len(os.fsencode(path)) > _SOCKET_PATH_LIMIT_BYTES:
        name = hashlib.blake2b(os.fsencode(data_dir), digest_size=8).hexdigest()
        path = _runtime_folder() / f"{name}.socket"
    path.unlink(missing_ok=True)
    _pointer(data_dir).write_text(str(path), "utf-8")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # The mode is set by the umask, so that there is no moment at which others could connect.
    umask = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(umask)
    listener.listen()
    return listener


def stop_listening(data_dir: Path) -> None:
    """Remove the socket and the note that says where it is."""
    with contextlib.suppress(FileNotFoundError):
        Path(_pointer(data_dir).read_text("utf-8")).unlink(missing_ok=True)
        _pointer(data_dir).unlink()


def owner_socket(data_dir: Path) -> Path | None:
    """Where the folder's owner takes commands, or None when nobody answers there."""
    try:
        path = Path(_pointer(data_dir).read_text("utf-8"))
        if path.stat().st_uid != os.geteuid():
            return None
    except FileNotFoundError:
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return None
    return path


def _pointer(data_dir: Path) -> Path:
    return data_dir / "socket.path"


def _runtime_folder() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime or tempfile.gettempdir()) / f"zhike-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid() or state.st_mode & 0o077:
        raise SettingsError(f"{folder} is not a folder of your own alone; remove it and try again")
    return folder
