"""What MediaWiki 1.39 and Redmine 5.0 answered (tests/connectors/record.py), read again in every run."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.parsing.formats import parse
from ingest.records import Connector, Involvement, PersonRef, Tombstone
from tests.connectors.contract import failures_of, known_after, records_of
from tests.connectors.recorded import replayed
from tests.connectors.test_imap import cursor_of, is_complete

PASSWORD_VARIABLE = "ZHIKE_TEST_WIKI_PASSWORD"
KEY_VARIABLE = "ZHIKE_TEST_REDMINE_KEY"
RULES = (None, ("everyone",), ZoneInfo("Asia/Shanghai"), ("huace.example",))


def wiki_connector(url: str) -> Connector:
    options: dict[str, object] = {
        "engine": "mediawiki", "url": f"{url}/api.php", "allow_private": True, "user": "Admin",
        "password_env": PASSWORD_VARIABLE,
    }  # fmt: skip
    return connector_of("wiki", "wiki", options, *RULES)


def redmine_connector(url: str) -> Connector:
    options: dict[str, object] = {"url": url, "allow_private": True, "key_env": KEY_VARIABLE}
    return connector_of("redmine", "tickets", options, *RULES)


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(PASSWORD_VARIABLE, "not asked for")
    monkeypatch.setenv(KEY_VARIABLE, "not asked for")
    yield


def test_a_wiki_is_read_and_then_only_what_has_changed() -> None:
    with replayed("mediawiki") as url:
        first = list(wiki_connector(url).changes({}, None))
        pages = {record.title: record for record in records_of(first).values()}
        assert set(pages) == {"Spindle", "Pump", "Valve"}
        assert pages["Spindle"].file is not None
        sections = parse(pages["Spindle"].file).sections
        assert [(one.heading, one.text) for one in sections] == [
            ((), "Intro."),
            (("备件",), "- 轴承 6204\n- 油封"),
        ]
        assert pages["Spindle"].involvements == (
            Involvement("author", PersonRef(external_id="Admin", name="Admin")),
        )
        again = list(wiki_connector(url).changes(known_after(first), cursor_of(first)))
    assert not is_complete(again)
    changed = {record.title: key for key, record in records_of(again).items()}
    assert changed == {
        "Spindle": pages["Spindle"].external_id,
        "Gate valve": pages["Valve"].external_id,
    }
    gone = [change.external_id for change in again if isinstance(change, Tombstone)]
    assert gone == [pages["Pump"].external_id]


def test_tickets_are_read_and_then_only_what_has_changed() -> None:
    with replayed("redmine") as url:
        first = list(redmine_connector(url).changes({}, None))
        noise, leak = records_of(first).values()
        assert failures_of(first) == []
        assert noise.involvements[0].person.email == "fang@huace.example"
        assert noise.audience == ("everyone",)
        assert [section.text.partition(": ")[2] or section.text for section in noise.sections] == [
            "开机后异响。",
            "已更换轴承。",
        ]
        assert leak.audience == ("person:admin@example.net",)
        again = list(redmine_connector(url).changes(known_after(first), cursor_of(first)))
    (closed,) = records_of(again).values()
    fields = {field.name: field.value for field in closed.fields}
    assert (fields["status"], fields["resolver"]) == ("Closed", "芳 王")
    assert "只限内部" not in repr(closed)
