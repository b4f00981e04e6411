from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.parsing.formats import parse
from ingest.records import Change, Connector, Involvement, PersonRef, Tombstone
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)
from tests.connectors.mediawiki_server import SECRET, USER, MediaWikiServer, mediawiki
from tests.connectors.test_imap import cursor_of, is_complete

pytestmark = pytest.mark.heavy

VARIABLE = "ZHIKE_TEST_WIKI_PASSWORD"
_spaces = (f"S{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def server() -> Iterator[MediaWikiServer]:
    with mediawiki() as running:
        yield running


def words(number: int) -> str:
    return f"Intro {number}.\n\n== 备件 ==\n* 轴承 6204\n* 油封\n\n{{| class=wikitable\n! 型号 !! 价格\n|-\n| A1 || 12\n|}}\n"


def connector(
    server: MediaWikiServer,
    space: str,
    audience: tuple[str, ...] = ("everyone",),
    **others: object,
) -> Connector:
    options: dict[str, object] = {
        "engine": "mediawiki", "url": server.url, "allow_private": True, "include": [f"{space}/**"],
        "user": USER, "password_env": VARIABLE, **others,
    }  # fmt: skip
    return connector_of(
        "wiki", "wiki", options, None, audience, ZoneInfo("Asia/Shanghai"), ("huace.example",)
    )


class TestMediaWiki(ConnectorContract):
    kind = "wiki"

    @pytest.fixture(autouse=True)
    def _wiki(self, server: MediaWikiServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, SECRET)
        self.server = server
        self.environment = monkeypatch

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        return connector(self.server, source.name, audience)

    def build(self, root: Path, items: int) -> Path:
        space = next(_spaces)
        for number in range(items):
            self.server.edit(f"{space}/P{number}", words(number))
        return root / space

    def change_one(self, source: Path) -> str:
        self.server.edit(f"{source.name}/P0", "Changed.")
        return self.server.id_of(f"{source.name}/P0")

    def remove_one(self, source: Path) -> str:
        removed = self.server.id_of(f"{source.name}/P1")
        self.server.delete(f"{source.name}/P1")
        return removed

    def break_one(self, source: Path) -> str:
        self.server.edit(f"{source.name}/Empty", "<!-- later -->")
        return f"{source.name}/Empty: the page holds no text"

    def make_unreadable(self, source: Path) -> None:
        self.environment.setenv(VARIABLE, "wrong-secret")

    def since(self, source: Path, known: Mapping[str, str], cursor: str) -> list[Change]:
        return list(self.connector(source).changes(known, cursor))

    def test_a_page_is_read_as_its_readers_see_it(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (record,) = records_of(self.read(source)).values()
        assert record.file is not None
        sections = parse(record.file).sections
        assert [(section.heading, section.text) for section in sections] == [
            ((), "Intro 0."),
            (("备件",), "- 轴承 6204\n- 油封\n型号: A1 · 价格: 12"),
        ]
        assert (record.kind, record.title) == ("article", f"{source.name}/P0")
        assert record.uri.startswith("http://127.0.0.1")
        assert record.occurred_at is not None
        assert record.involvements == (
            Involvement("author", PersonRef(external_id=USER, name=USER)),
        )

    def test_only_what_changed_is_asked_for_after_the_first_time(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 4)
        space = source.name
        first = self.read(source)
        ids = {number: self.server.id_of(f"{space}/P{number}") for number in range(4)}
        self.server.edit(f"{space}/P0", "Changed.")
        self.server.delete(f"{space}/P1")
        self.server.move(f"{space}/P2", f"{space}/Q2")
        self.server.move(f"{space}/P3", f"Elsewhere {space}")
        self.server.edit(f"{space}/New", "New.")
        again = self.since(source, known_after(first), cursor_of(first))
        assert not is_complete(again)
        assert set(records_of(again)) == {ids[0], ids[2], self.server.id_of(f"{space}/New")}
        assert records_of(again)[ids[2]].title == f"{space}/Q2"
        gone = {change.external_id for change in again if isinstance(change, Tombstone)}
        assert gone == {ids[1], ids[3]}
        self.server.restore(f"{space}/P1")
        known = {key: value for key, value in known_after(first).items() if key not in gone}
        once_more = self.since(source, known | known_after(again), cursor_of(again))
        assert [record.title for record in records_of(once_more).values()] == [f"{space}/P1"]

    def test_nothing_changed_reads_nothing(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        first = self.read(source)
        again = self.since(source, known_after(first), cursor_of(first))
        assert records_of(again) == {}
        assert seen_in(again) <= set(known_after(first))

    def test_rules_say_who_may_read_which_pages(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        rules = [{"title": f"{source.name}/P1", "audience": ["dept:销售部"]}]
        changes = list(connector(self.server, source.name, rules=rules).changes({}, None))
        audiences = {record.title[-2:]: record.audience for record in records_of(changes).values()}
        assert audiences == {"P0": ("everyone",), "P1": ("dept:销售部",)}
        assert failures_of(changes) == []

    def test_without_signing_in_a_closed_wiki_gives_nothing(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        closed = connector(self.server, source.name, user="", password_env="")
        with pytest.raises(PermanentError, match="readapidenied"):
            list(closed.changes({}, None))
