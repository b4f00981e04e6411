from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.parsing.formats import parse
from ingest.records import Connector, Involvement, PersonRef
from tests.connectors.contract import ConnectorContract, known_after, records_of, seen_in
from tests.connectors.dokuwiki_server import SECRET, USER, DokuWikiServer, dokuwiki
from tests.connectors.test_imap import cursor_of

pytestmark = pytest.mark.heavy

VARIABLE = "ZHIKE_TEST_WIKI_PASSWORD"
_spaces = (f"s{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def server() -> Iterator[DokuWikiServer]:
    with dokuwiki() as running:
        yield running


class TestDokuWiki(ConnectorContract):
    kind = "wiki"

    @pytest.fixture(autouse=True)
    def _wiki(self, server: DokuWikiServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, SECRET)
        self.server = server
        self.environment = monkeypatch

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        options: dict[str, object] = {
            "engine": "dokuwiki", "url": self.server.url, "allow_private": True,
            "include": [f"{source.name}:**"], "user": USER, "password_env": VARIABLE,
        }  # fmt: skip
        return connector_of(
            "wiki", "wiki", options, None, audience, ZoneInfo("Asia/Shanghai"), ("huace.example",)
        )

    def build(self, root: Path, items: int) -> Path:
        space = next(_spaces)
        for number in range(items):
            self.server.edit(f"{space}:p{number}", f"====== 备件 {number} ======\n\n轴承 6204\n")
        return root / space

    def change_one(self, source: Path) -> str:
        time.sleep(1.1)  # DokuWiki tells edits apart by the second
        self.server.edit(f"{source.name}:p0", "Changed.")
        return f"{source.name}:p0"

    def remove_one(self, source: Path) -> str:
        self.server.edit(f"{source.name}:p1", "")
        return f"{source.name}:p1"

    def break_one(self, source: Path) -> str:
        self.server.edit(f"{source.name}:empty", "~~NOTOC~~")
        return f"{source.name}:empty: the page holds no text"

    def make_unreadable(self, source: Path) -> None:
        self.environment.setenv(VARIABLE, "wrong-secret")

    def test_a_page_is_read_as_its_readers_see_it(self, tmp_path: Path) -> None:
        (record,) = records_of(self.read(self.build(tmp_path, 1))).values()
        assert record.file is not None
        (section,) = parse(record.file).sections
        assert (section.heading, section.text) == (("备件 0",), "轴承 6204")
        assert (record.kind, record.title) == ("article", "备件 0")
        assert (
            record.uri == f"{self.server.url}/doku.php?id={record.external_id.replace(':', '%3A')}"
        )
        assert record.occurred_at is not None
        assert record.involvements == (
            Involvement("author", PersonRef(external_id=USER, name=USER)),
        )

    def test_with_a_cursor_everything_is_listed_too(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        first = self.read(source)
        known = known_after(first)
        again = list(self.connector(source).changes(known, cursor_of(first)))
        assert records_of(again) == {}
        assert seen_in(again) == set(known)
