"""zhike connect, with the config.toml of the small company."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.commands.connecting import Begun, Trial, connect
from assistant.settings import load_settings
from connectors.stub import commented
from ingest.errors import PermanentError, SettingsError
from tests.assistant import company


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return company.found(tmp_path, demo=False)


def test_a_source_is_begun_once_below_what_is_there(config: Path) -> None:
    before = config.read_text("utf-8").rstrip()
    config.write_text(before, "utf-8")
    begun = connect(config, "webdav", "cloud")
    assert begun == Begun(config, "cloud", True, ("ZHIKE_WEBDAV_PASSWORD",))
    after = config.read_text("utf-8")
    assert after == f"{before}\n\n{commented('webdav', 'cloud')}"
    again = connect(config, "webdav", "cloud")
    assert isinstance(again, Begun)
    assert not again.written
    assert config.read_text("utf-8") == after
    assert len(load_settings(config).sources) == 3


def test_a_source_that_is_filled_in_is_tried(config: Path) -> None:
    tried = connect(config, "folder", "documents")
    assert isinstance(tried, Trial)
    assert tried.counts == {"file": 2}
    assert not tried.more
    assert {item.title for item in tried.first} == {"恒岳二期.md", "hr/薪酬.md"}
    assert tried.failures[0].startswith("empty.md: ")


def test_of_many_items_some_are_looked_at(config: Path) -> None:
    for number in range(300):
        (config.parent / "documents" / f"{number}.md").write_text("x")
    tried = connect(config, "folder", "documents")
    assert isinstance(tried, Trial)
    assert tried.more
    assert len(tried.first) == 5
    assert sum(tried.counts.values()) < 300


def test_every_variable_that_is_not_set_is_named(config: Path) -> None:
    filled = (
        '\n[[sources]]\nname = "cloud"\nkind = "folder"\naudience = ["everyone"]\n'
        'url = "s3://bucket"\n[sources.storage]\nkey_env = "ZHIKE_NO_KEY"\n'
        'secret_env = "ZHIKE_NO_SECRET"\n'
    )
    config.write_text(config.read_text("utf-8") + filled, "utf-8")
    with pytest.raises(SettingsError, match="ZHIKE_NO_KEY, ZHIKE_NO_SECRET"):
        connect(config, "s3", "cloud")


def test_a_source_that_cannot_be_read_says_why(config: Path) -> None:
    (config.parent / "documents").rename(config.parent / "away")
    with pytest.raises(PermanentError, match="check `path`"):
        connect(config, "folder", "documents")


def test_a_name_that_is_taken_by_another_kind_is_told(config: Path) -> None:
    with pytest.raises(SettingsError, match="name this one otherwise"):
        connect(config, "folder", "crm")


def test_a_name_cannot_write_settings(config: Path) -> None:
    before = config.read_text("utf-8")
    with pytest.raises(SettingsError, match="may hold letters"):
        connect(config, "mail", 'x"\n[server]\nport = 1 # "')
    assert config.read_text("utf-8") == before


@pytest.mark.parametrize(("kind", "said"), [("flder", "did you mean 'folder'"), ("upload", "page")])
def test_what_cannot_be_connected_changes_nothing(config: Path, kind: str, said: str) -> None:
    before = config.read_text("utf-8")
    with pytest.raises(SettingsError, match=said):
        connect(config, kind, kind)
    assert config.read_text("utf-8") == before
