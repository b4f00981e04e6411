"""Ports for the servers that tests start."""

from __future__ import annotations

import itertools
import os
import socket

_FIRST, _LAST = 10_000, 29_999
_own = itertools.count(os.getpid() * 37)


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens, given to nobody else of this process.

    It lies below those that Linux itself hands out (from 32768 on, ip(7)): until the server listens, no
    connection of another test comes to have it, and another process of tests tries others first.
    """
    for number in _own:
        port = _FIRST + number % (_LAST - _FIRST + 1)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("ports do not run out")
