"""The web server as `zhike serve` runs it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from assistant.bootstrap import Application
from assistant.commands.serving import server_of
from tests.waiting import PATIENCE_SECONDS

BEGINNING = b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
MEGABYTE = 1024 * 1024


@pytest.fixture
def port(demo_company: Application) -> Iterator[int]:
    server = server_of(demo_company)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = threading.Thread(target=server.run, args=([listener],))
        running.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        running.join()


def answer_to(port: int, headers: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(BEGINNING + headers + b"\r\n")
        return connection.recv(MEGABYTE)


def test_headers_without_end_are_not_kept(port: int) -> None:
    assert answer_to(port, b"Accept: */*\r\n").startswith(b"HTTP/1.1 200")
    try:
        told = answer_to(port, b"X-Long: " + b"a" * MEGABYTE + b"\r\n")
    except ConnectionError:
        told = b""  # refused before it was sent
    assert b" 200 " not in told
