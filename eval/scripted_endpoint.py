"""An endpoint of OpenAI's chat API on this machine that answers as a script says, however badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

_JSON, _EVENTS = "application/json", "text/event-stream"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, object]

    @property
    def text(self) -> str:
        """All that the model is told."""
        messages = self.body.get("messages")
        told = messages if isinstance(messages, list) else []
        return "\n\n".join(str(one.get("content")) for one in told if isinstance(one, dict))


@dataclass(frozen=True, slots=True)
class Answered:
    """What is sent back, piece by piece; `cut` breaks the connection off after the last."""

    pieces: Iterable[bytes]
    status: int = 200
    kind: str = _JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


Script = Callable[[Asked], Answered]


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Whoever asked has left: as they may."""


class ScriptedEndpoint:
    """Listens while it is open; `asked` are the requests that came, `url` is what base_url must say."""

    def __init__(self, script: Script) -> None:
        self.asked: list[Asked] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                self._answer({})

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                self._answer(json.loads(self.rfile.read(length)))

            def _answer(self, body: Mapping[str, object]) -> None:
                asked = Asked(self.path, dict(self.headers), body)
                endpoint.asked.append(asked)
                answered = script(asked)
                self.send_response(answered.status)
                self.send_header("Content-Type", answered.kind)
                self.send_header("Transfer-Encoding", "chunked")
                for name, value in answered.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for piece in answered.pieces:
                        self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                        self.wfile.flush()
                    if answered.cut:
                        self.close_connection = True
                        return
                    self.wfile.write(b"0\r\n\r\n")
                except OSError:
                    # Whoever asked has left.
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def said(asked: Asked, text: str, *, step: int = 7) -> Answered:
    """The text, streamed or whole as was asked."""
    return streamed(text, step=step) if asked.body.get("stream") else whole(text)


def streamed(text: str, *, step: int = 7, finish: bool = True, cut: bool = False) -> Answered:
    """The text in pieces of `step` characters; without `finish` the answer never ends as it should."""
    return Answered(_events(text, step, finish), kind=_EVENTS, cut=cut)


def whole(
    text: str = "", *, calls: Iterable[tuple[str, str]] = (), prompt_tokens: int = 0
) -> Answered:
    """The text, or calls of tools, in one."""
    told = [
        {"type": "function", "id": str(at), "function": {"name": name, "arguments": arguments}}
        for at, (name, arguments) in enumerate(calls)
    ]
    message = {"role": "assistant", "content": text or None, "tool_calls": told or None}
    usage = {"prompt_tokens": prompt_tokens, "completion_tokens": 1}
    body = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage}
    return Answered([json.dumps(body).encode()])


def calling(text: str, name: str, arguments: str) -> Answered:
    """The text, streamed, and the call of a tool that was not offered."""
    call = {"index": 0, "type": "function", "function": {"name": name, "arguments": arguments}}
    pieces = [_event({"tool_calls": [call]}, None), *_events(text, 7, True)]
    return Answered(pieces, kind=_EVENTS)


def failing(status: int, **headers: str) -> Answered:
    """A status and no more."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answered([b'{"error": {"message": "no"}}'], status=status, headers=named)


def _events(text: str, step: int, finish: bool) -> Iterator[bytes]:
    for start in range(0, len(text), step):
        yield _event({"content": text[start : start + step]}, None)
    if finish:
        yield _event({}, "stop")
        yield b"data: [DONE]\n\n"


def _event(delta: Mapping[str, object], finish_reason: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return b"data: %b\n\n" % json.dumps({"choices": [choice]}).encode()
