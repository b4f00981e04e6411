"""Servers of Debian's packages, run by the tests themselves: on this machine, on free ports, until the test ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 120.0  # Rails on a machine with other things to do
_END_SECONDS = 30.0
_NOBODY = 65534


def program(name: str, package: str) -> str:
    """Where a server's program lies. Fails, saying what to install, where it is absent."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise FileNotFoundError(f"{name} is not installed: apt-get install {package}")
    return found


@contextmanager
def own_folder(*, of_nobody: bool) -> Iterator[Path]:
    """An empty folder with a short name, as Unix sockets need it; `of_nobody` where root runs a server
    that will not run as root."""
    with tempfile.TemporaryDirectory(prefix="zhike-", ignore_cleanup_errors=True) as name:
        if of_nobody and os.geteuid() == 0:
            os.chown(name, _NOBODY, _NOBODY)
        yield Path(name)


def ids_of_nobody() -> tuple[int, int]:
    """The user and group that such a server runs as."""
    return (_NOBODY, _NOBODY) if os.geteuid() == 0 else (os.getuid(), os.getgid())


@contextmanager
def running(
    command: Sequence[str],
    answers: Callable[[], bool],
    log: Path,
    *,
    as_nobody: bool = False,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server from when it `answers` on; ended with its children. Its last words are in the error if it does not start."""
    user = _NOBODY if as_nobody and os.geteuid() == 0 else None
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            env={**os.environ, **environment} if environment else None,
            cwd=folder,
        )
    try:
        _wait_until(answers, process, log)
        yield process
    finally:
        _end(process)


def listens(port: int) -> bool:
    """Whether somebody takes connections on a port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _wait_until(answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while not answers():
        if process.poll() is not None or time.monotonic() > until:
            said = log.read_text("utf-8", "replace")[-2000:]
            raise RuntimeError(f"{process.args!r} does not start: {said}")
        time.sleep(0.02)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(_END_SECONDS)
        except ProcessLookupError:
            process.wait()
            return
        except subprocess.TimeoutExpired:
            continue
