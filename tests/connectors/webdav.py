"""A real WebDAV server on this machine, for folders that lie elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cheroot.wsgi import Server
from wsgidav.fs_dav_provider import FilesystemProvider
from wsgidav.wsgidav_app import WsgiDAVApp

USER, PASSWORD = "li", "open to Li alone"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class WebdavServer:
    """Serves a folder to one user. It answers 503 to what is asked of `silent_about`, 403 for `closed`, and
    keeps what it was asked in `asked`."""

    root: Path
    application: Application
    port: int = 0
    silent_about: str = ""
    closed: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    def address_of(self, folder: Path) -> str:
        """Where a folder below the root is found."""
        return f"dav://127.0.0.1:{self.port}/{quote(str(folder.relative_to(self.root)))}"

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode()
        self.asked.append((environ["REQUEST_METHOD"], path))
        for part, status in ((self.silent_about, "503 Busy"), (self.closed, "403 Forbidden")):
            if part and part in path:
                start(status, [("Content-Length", "0")])
                return [b""]
        return self.application(environ, start)


@contextmanager
def webdav_server(root: Path) -> Iterator[WebdavServer]:
    """The server of a folder, on a free port, until the context ends."""
    config = {
        "provider_mapping": {"/": FilesystemProvider(str(root))},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {
            "accept_basic": True,
            "accept_digest": False,
            "default_to_digest": False,
        },
        "verbose": 0,
        "logging": {"enable": False},
        "lock_storage": False,
        "property_manager": False,
    }
    server = WebdavServer(root, WsgiDAVApp(config))
    listener = Server(("127.0.0.1", 0), server, numthreads=2)
    listener.prepare()
    server.port = listener.bind_addr[1]
    thread = threading.Thread(target=listener.serve, name="webdav")
    thread.start()
    try:
        yield server
    finally:
        listener.stop()
        thread.join()
