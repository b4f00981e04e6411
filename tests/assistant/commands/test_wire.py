"""Commands, results and errors keep what they are on their way through the socket."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.commands.asking import Ask, Experts, Search
from assistant.commands.clearing import Purge, Retry
from assistant.commands.command import Command
from assistant.commands.keeping import Backup, Doctor, Reindex, Sync
from assistant.commands.people_reading import FindHandover, FindPerson, SayOfTopic
from assistant.commands.project_reading import Learn, ListProjects, ReadProject
from assistant.commands.wire import (
    read_command,
    read_error,
    read_progress,
    write_command,
    write_error,
    write_progress,
)
from assistant.settings import CompanySettings, Settings
from ingest.errors import BusyError, NotFoundError, SettingsError, UnreadableError, ZhikeError
from ingest.sync_reports import SyncProgress

SETTINGS = Settings(root=Path("/company"), company=CompanySettings(name="Acme"))


@pytest.mark.parametrize(
    "command",
    [
        Ask("验收是哪天?", "li@acme.example"),
        Search("q", "li@acme.example", 5),
        Experts("", "c1", "li@acme.example", 10),
        Sync(("crm",)),
        Sync(()),
        Sync(("crm",), confirm_removal=True),
        Retry("crm", "a.pdf"),
        Purge(None),
        Purge(1.5),
        Doctor(),
        Reindex(),
        Backup(Path("/backups/one")),
        ListProjects("li@acme.example"),
        ReadProject("恒岳二期", "li@acme.example"),
        Learn("压装", "topic", "li@acme.example"),
        Learn("压装", None, "li@acme.example"),
        FindPerson("张伟", "li@acme.example"),
        SayOfTopic("hide", "压装", "li@acme.example"),
        FindHandover("张伟", "li@acme.example"),
    ],
)
def test_a_command_arrives_as_it_was_sent(command: Command[object]) -> None:
    assert read_command(write_command(command, SETTINGS), SETTINGS) == command


def test_a_sender_with_other_settings_is_told_to_restart() -> None:
    other = Settings(root=Path("/company"), company=CompanySettings(name="Acme & Sons"))
    with pytest.raises(SettingsError, match="settings have changed"):
        read_command(write_command(Doctor(), other), SETTINGS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"command": "Erase", "arguments": {}, "settings": ""}',
        b'{"command": "Ask", "arguments": {"quest": 1}, "settings": ""}',
        b'{"command": ["Ask"], "arguments": {}, "settings": ""}',
        b"\xff\xfe",
    ],
)
def test_an_unknown_command_is_refused(data: bytes) -> None:
    with pytest.raises(SettingsError, match="does not know this command"):
        read_command(data, SETTINGS)


@pytest.mark.parametrize(
    "error",
    [BusyError("busy"), NotFoundError("none"), UnreadableError("x"), ZhikeError("something")],
)
def test_an_error_keeps_its_class_and_its_words(error: ZhikeError) -> None:
    told = json.loads(write_error(error))["error"]
    back = read_error(told["kind"], told["message"])
    assert type(back) is type(error)
    assert str(back) == str(error)


def test_an_error_of_a_newer_server_is_still_one_of_ours() -> None:
    assert type(read_error("NovelError", "new")) is ZhikeError


def test_progress_arrives_as_it_was_told() -> None:
    progress = SyncProgress("crm", 10, 4, 1, 20, 1.5)
    assert read_progress(json.loads(write_progress(progress))["progress"]) == progress
