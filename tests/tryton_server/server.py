"""A real Tryton server for the tests, in a process of its own: started on a copy of the template, asked over HTTP."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.ports import free_port

INSTALLED = Path(__file__).parents[2] / "build" / "tryton"
TEMPLATE = INSTALLED / "template.sqlite"
DATABASE = "crm"
PASSWORD = "vertraulich-7!"
_START_SECONDS = 120


@dataclass
class Tryton:
    """A running server, and its administrator's way to do what people do in it."""

    port: int
    database_file: Path
    _http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60, trust_env=False))
    _session: str = ""
    _context: dict[str, object] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def sign_in(self) -> None:
        user, session, _ = self._ask("common.db.login", "admin", {"password": PASSWORD}, "en")
        self._session = base64.b64encode(f"admin:{user}:{session}".encode()).decode()
        self._context = self._ask("model.res.user.get_preferences", True, {})

    def call(self, model: str, method: str, *parameters: object) -> object:
        return self._ask(f"model.{model}.{method}", *parameters, self._context)

    def create(self, model: str, *values: dict[str, object]) -> list[int]:
        return self.call(model, "create", list(values))  # type: ignore[return-value]

    def close(self) -> None:
        self._http.close()

    def _ask(self, method: str, *parameters: object) -> object:
        answer = self._http.post(
            f"{self.url}/{DATABASE}/rpc/",
            json={"id": 0, "method": method, "params": list(parameters)},
            headers={"Authorization": f"Session {self._session}"} if self._session else {},
        )
        answer.raise_for_status()
        told = answer.json()
        assert "result" in told, told
        return told["result"]


def decimal(number: str) -> dict[str, object]:
    return {"__class__": "Decimal", "decimal": number}


def day(year: int, month: int, day: int) -> dict[str, object]:
    return {"__class__": "date", "year": year, "month": month, "day": day}


def program(name: str) -> str:
    """A program of the environment that Tryton is installed in."""
    path = INSTALLED / "bin" / name
    assert path.exists(), "Tryton is not installed for the tests: make build/tryton/.made"
    return str(path)


def configured(folder: Path, port: int) -> Path:
    """A configuration of a server whose databases lie in `folder`."""
    file = folder / "trytond.conf"
    file.write_text(
        f"[database]\nuri = sqlite://\npath = {folder}\n"
        f"[web]\nlisten = 127.0.0.1:{port}\n[session]\nmax_attempt = 1000\n"
    )
    return file


@contextmanager
def running_tryton(folder: Path, template: Path = TEMPLATE) -> Iterator[Tryton]:
    """A server of its own on a free port of 127.0.0.1, ended at the end."""
    port = free_port()
    database_file = folder / f"{DATABASE}.sqlite"
    shutil.copy(template, database_file)
    configuration = configured(folder, port)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [program("trytond"), "-c", str(configuration), "-d", DATABASE],
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    tryton = Tryton(port, database_file)
    try:
        _wait_for(tryton, server, folder / "log")
        tryton.sign_in()
        yield tryton
    finally:
        tryton.close()
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(120)


def _wait_for(tryton: Tryton, server: subprocess.Popen[bytes], log: Path) -> None:
    ends_at = time.monotonic() + _START_SECONDS
    while time.monotonic() < ends_at:
        assert server.poll() is None, log.read_text()
        try:
            httpx.get(tryton.url, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Tryton did not start in {_START_SECONDS} s: {log.read_text()}")
