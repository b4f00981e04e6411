"""The parser process: reads files from its parent until the parent is gone.

Run by `ingest.parsing.worker` with the number of a socket, a memory limit in bytes and a time limit in seconds.
"""

from __future__ import annotations

import logging
import resource
import signal
import sys
import warnings
from multiprocessing.connection import Connection

from ingest.errors import UnreadableError
from ingest.parsing.formats import parse
from ingest.records import File

_GRACE_SECONDS = 5.0


def serve(connection: Connection, limit_seconds: float) -> None:
    """Answers each File with its Parsed or its UnreadableError, until the other end closes."""
    connection.send(True)
    while True:
        try:
            file = connection.recv()
        except EOFError:
            return
        if not isinstance(file, File):
            raise TypeError(f"asked to parse {type(file).__name__}")
        # The parent ends us when we take too long; should it be gone by then, the alarm does.
        signal.setitimer(signal.ITIMER_REAL, limit_seconds + _GRACE_SECONDS)
        try:
            connection.send(parse(file))
        except UnreadableError as error:
            connection.send(_portable(error))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _portable(error: UnreadableError) -> UnreadableError:
    """The error without the library's own exceptions, which the parent cannot load."""
    return UnreadableError(str(error), reason=error.reason)


def main() -> None:
    """Bounds this process, then serves."""
    descriptor, memory_bytes, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
    with Connection(descriptor) as connection:
        serve(connection, seconds)


if __name__ == "__main__":
    main()
