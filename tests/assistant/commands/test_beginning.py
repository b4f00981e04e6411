"""zhike init: what it writes can be used as it is, and nothing of the user's is overwritten."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.commands.beginning import begin
from assistant.settings import load_settings
from connectors.kinds import connector_of
from ingest.errors import SettingsError


def test_what_init_writes_is_read_without_a_fault(tmp_path: Path) -> None:
    written = begin(tmp_path / "company")
    assert written == (tmp_path / "company" / "config.toml", tmp_path / "company" / "people.csv")
    settings = load_settings(written[0])
    assert [source.name for source in settings.sources] == ["directory", "documents"]
    assert settings.demo is None


def test_every_line_that_init_comments_out_can_be_put_in(tmp_path: Path) -> None:
    (config, _) = begin(tmp_path)
    text = re.sub(r"(?m)^# (?=[\[a-z]+.*[\]=])", "", config.read_text("utf-8"))
    config.write_text(text, "utf-8")
    settings = load_settings(config)
    assert [source.kind for source in settings.sources] == ["directory", "folder", "table", "mail"]
    for source in settings.sources:
        options, audience = source.options, source.audience
        connector_of(
            source.kind,
            source.name,
            options,
            source.path,
            audience,
            ZoneInfo("UTC"),
            ("a.example",),
        )
    assert settings.source("documents").options["rules"] == [
        {"path": "hr/**", "audience": ["dept:HR"]}
    ]


def test_init_leaves_settings_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("mine")
    with pytest.raises(SettingsError, match="nothing was changed"):
        begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    assert (tmp_path / "config.toml").read_text() == "mine"


def test_init_leaves_a_directory_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("mine")
    begin(tmp_path)
    assert (tmp_path / "people.csv").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        begin(tmp_path / "file" / "company")
