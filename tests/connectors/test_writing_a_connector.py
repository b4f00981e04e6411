"""The connector that docs/writing-a-connector.md shows, taken from the page and held to the contract."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from ingest.errors import PermanentError
from ingest.pipeline import Source, sync
from ingest.records import Checkpoint, Connector, Tombstone
from ingest.store import Store
from tests.connectors.contract import ConnectorContract, known_after, records_of
from tests.connectors.served import send, served
from tests.ingest.listing import no_files, texts

PAGE = Path(__file__).parents[2] / "docs" / "writing-a-connector.md"
TOKEN = "vertraulich"
ROWS_A_PAGE = 100


@pytest.fixture(scope="module")
def hotline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    written = re.search(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert written
    file = tmp_path_factory.mktemp("connector") / "hotline.py"
    file.write_text(written[1], "utf-8")
    spec = importlib.util.spec_from_file_location("hotline", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as modules:
        modules.setitem(sys.modules, "hotline", module)
        spec.loader.exec_module(module)
        yield module


def ticket(number: int, **changed: object) -> dict[str, object]:
    return {
        "number": number, "subject": f"振动报警 {number}", "status": "处理中", "text": "主轴温度偏高。",
        "changed": f"2026-03-01T08:{number % 60:02}:00Z", "assignee": "li@huace.example",
        "customer": "恒岳电气", **changed,
    }  # fmt: skip


class TestHotline(ConnectorContract):
    kind = "hotline"

    @pytest.fixture(autouse=True)
    def _server(self, hotline: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setenv("HOTLINE_TOKEN", TOKEN)
        self.hotline = hotline
        self.tickets: list[dict[str, object]] = []
        self.is_down = False
        with served(self.answer) as self.port:
            yield

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        asked = parse_qs(urlsplit(to.path).query)
        page, since = int(asked["page"][0]), asked.get("since", [""])[0]
        if to.headers["Authorization"] != f"Bearer {TOKEN}" or self.is_down:
            to.send_response(503 if self.is_down else 401)
            to.send_header("Content-Length", "0")
            to.end_headers()
            return
        found = [one for one in self.tickets if str(one["changed"]) >= since]
        rows = found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
        body = {"tickets": rows, "more": page * ROWS_A_PAGE < len(found)}
        send(to, json.dumps(body).encode())

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        written = {"url": f"http://127.0.0.1:{self.port}", "token_env": "HOTLINE_TOKEN"}
        options = self.hotline.HotlineOptions.model_validate({**written, "allow_private": True})
        connector: Connector = self.hotline.HotlineConnector(
            "hotline", options, audience, ZoneInfo("Asia/Shanghai"), ("huace.example",)
        )
        return connector

    def build(self, root: Path, items: int) -> Path:
        self.tickets = [ticket(number) for number in range(items)]
        return root

    def change_one(self, source: Path) -> str:
        self.tickets[0] = ticket(0, status="已解决", changed="2026-03-02T08:00:00Z")
        return "0"

    def remove_one(self, source: Path) -> str:
        del self.tickets[1]
        return "1"

    def break_one(self, source: Path) -> str:
        broken = ticket(99)
        del broken["subject"]
        self.tickets.append(broken)
        return "Ticket 99 has no 'subject'"

    def make_unreadable(self, source: Path) -> None:
        self.is_down = True

    def test_a_second_run_asks_for_what_changed(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        first = self.read(source)
        assert isinstance(first[-1], Checkpoint)
        changed = self.change_one(source)
        self.tickets[2] = ticket(2, deleted=True, changed="2026-03-02T09:00:00Z")
        second = list(self.connector(source).changes(known_after(first), first[-1].cursor))
        assert set(records_of(second)) == {changed}
        assert Tombstone("2") in second
        assert isinstance(second[-1], Checkpoint)
        assert not second[-1].complete

    def test_a_wrong_token_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOTLINE_TOKEN", "falsch")
        with pytest.raises(PermanentError, match="401; check the token"):
            self.read(self.build(tmp_path, 1))

    def test_a_sync_takes_its_tickets_in(self, tmp_path: Path, store: Store) -> None:
        source = Source("hotline", "hotline", self.connector(self.build(tmp_path, 2)))
        assert sync(source, store, no_files, chunk_tokens=64).changed == 2
        assert any("主轴温度偏高" in text for text in texts(store))

    def test_an_answer_that_is_something_else_is_said(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        del self.tickets[0]["number"]
        with pytest.raises(PermanentError, match="otherwise than documented"):
            self.read(source)
