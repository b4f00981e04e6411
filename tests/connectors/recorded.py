"""Answers of real servers, written down once, and given again where the server is not at hand."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

FOLDER = Path(__file__).parent / "recorded"
_KEY = re.compile(r'(\\"api_key\\":\\")[0-9a-f]+')  # of a server that is gone; no scanner need ask
Answer = Callable[[str, str, bytes, dict[str, str]], tuple[int, str, bytes]]
"""Method, path with its query, body and headers to status, type and body."""


@contextmanager
def recording(url: str, name: str) -> Iterator[str]:
    """A way to the server at `url` that writes down what it answers, by what it was asked, in order."""
    held: dict[str, list[list[object]]] = {}
    with httpx.Client(timeout=60, trust_env=False) as client:

        def answer(
            method: str, path: str, body: bytes, headers: dict[str, str]
        ) -> tuple[int, str, bytes]:
            sent = {name: value for name, value in headers.items() if name.lower() != "host"}
            real = client.request(method, url + path, content=body, headers=sent)
            kind = real.headers.get("content-type", "")
            held.setdefault(f"{method} {path}", []).append([real.status_code, kind, real.text])
            return real.status_code, kind, real.content

        with _served(answer) as address:
            yield address
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(held, ensure_ascii=False, indent=1).replace(url, "http://recorded.example")
    text = _KEY.sub(r"\1left out", text)
    (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


@contextmanager
def replayed(name: str) -> Iterator[str]:
    """A server that answers as the recorded one did; to what that was never asked, with status 500."""
    held = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))

    def answer(
        method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, str, bytes]:
        answers = held.get(f"{method} {path}")
        if not answers:
            return 500, "text/plain", b"never asked"
        status, kind, text = answers.pop(0) if len(answers) > 1 else answers[0]
        return status, kind, text.encode()

    with _served(answer) as address:
        yield address


@contextmanager
def _served(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, kind, body = answer(
                self.command, self.path, self.rfile.read(length), dict(self.headers)
            )
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
