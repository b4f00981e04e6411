"""A system that speaks REST, for the tests: what it holds can be changed, what it was asked is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from connectors.rest.connector import RestConnector
from connectors.rest.options import RestOptions
from tests.connectors.served import served


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, object]


@dataclass(frozen=True)
class Reply:
    """An answer; `tree` is sent as JSON, `raw` as it is."""

    tree: object = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Answering = Callable[[Asked], Reply]


@dataclass
class System:
    """Answers as `answering` says, and keeps what it was asked."""

    answering: Answering
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]


@contextmanager
def system(answering: Answering) -> Iterator[System]:
    """A system on a free port of this machine."""
    held = System(answering)

    def answer(to: BaseHTTPRequestHandler) -> None:
        asked = _asked(to)
        held.asked.append(asked)
        reply = held.answering(asked)
        raw = json.dumps(reply.tree).encode() if reply.raw is None else reply.raw
        to.send_response(reply.status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(raw))}
        for name, value in (headers | reply.headers).items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(raw if reply.status not in (204, 304) else b"")

    with served(answer) as port:
        held.port = port
        yield held


def _asked(to: BaseHTTPRequestHandler) -> Asked:
    parts = urlsplit(to.path)
    raw = to.rfile.read(int(to.headers.get("Content-Length") or 0))
    if "form" in (to.headers.get("Content-Type") or ""):
        body: dict[str, object] = dict(parse_qsl(raw.decode(), keep_blank_values=True))
    else:
        body = json.loads(raw) if raw else {}
    headers = {name.lower(): value for name, value in to.headers.items()}
    return Asked(to.command, parts.path, dict(parse_qsl(parts.query)), headers, body)


def no_pause(_: float) -> None:
    """Waits for nobody."""


def reader(
    url: str,
    *,
    sleep: Callable[[float], None] = no_pause,
    audience: tuple[str, ...] = ("everyone",),
    **options: object,
) -> RestConnector:
    """A connector to a system that has one list of deals, unless the options say otherwise."""
    stated = {"url": url, "allow_private": True, **deals_of(), **options}
    zone = ZoneInfo("Asia/Shanghai")
    return RestConnector("crm", RestOptions.model_validate(stated), audience, zone, (), sleep=sleep)


def deals_of(**more: object) -> dict[str, object]:
    """The options of a list of deals with more said of it."""
    deals = {"entity": "deals", "path": "deals", "id": "id", "name": "title", "items": "results"}
    return {"entities": {"deals": {**deals, **more}}}
