"""A running server carries the commands of other processes out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.commands.asking import Ask, Experts, Search
from assistant.commands.carrying import carry_out
from assistant.commands.keeping import Backup, Doctor, Reindex, Sync
from assistant.commands.owner import taking_commands
from assistant.ownership import owner_socket
from assistant.settings import load_settings
from ingest.errors import (
    BusyError,
    NotFoundError,
    SettingsError,
    TransientError,
    UnknownAskerError,
)
from ingest.sync_reports import SyncProgress
from tests.assistant.company import FACT, LI, SECRET, WANG
from tests.hash_embedder import HashEmbedder
from tests.waiting import PATIENCE_SECONDS, wait_until


@pytest.fixture
def served(own_company: Application) -> Iterator[Application]:
    with taking_commands(own_company):
        yield own_company


def ignore(progress: SyncProgress) -> None:
    """For commands that tell of no progress."""


def test_a_sync_is_carried_out_and_tells_how_far_it_is(served: Application) -> None:
    told: list[SyncProgress] = []
    reports = carry_out(served.settings, Sync(()), told.append)
    assert [report.source for report in reports] == ["directory", "documents", "crm"]
    assert {progress.source for progress in told} == {"directory", "documents", "crm"}
    assert [failure.external_id for failure in reports[1].failures] == ["empty.md"]


def test_questions_are_answered_for_their_asker_alone(served: Application) -> None:
    served.sync()
    settings = served.settings
    assert carry_out(settings, Ask("恒岳电气二期的终验收日期是哪天？", LI), ignore).answered
    found = carry_out(settings, Search("终验收日期", LI, 5), ignore)
    assert FACT in found[0].text
    hidden = carry_out(settings, Search("年薪调整", WANG, 5), ignore)
    assert any(SECRET in passage.text for passage in hidden)
    open_to_li = carry_out(settings, Search("年薪调整", LI, 5), ignore)
    assert not any(SECRET in passage.text for passage in open_to_li)
    experts = carry_out(settings, Experts("恒岳电气", None, LI, 5), ignore).experts
    assert experts[0].person.email == LI


def test_the_stores_are_kept_through_the_server(served: Application, tmp_path: Path) -> None:
    served.sync()
    diagnosis = carry_out(served.settings, Doctor(), ignore)
    assert diagnosis.ok
    assert [failure.external_id for failure in diagnosis.failures] == ["empty.md"]
    assert carry_out(served.settings, Reindex(), ignore) == 7
    carry_out(served.settings, Backup(tmp_path / "copies" / "one"), ignore)
    assert (tmp_path / "copies" / "one").stat().st_size > 0


def test_an_error_arrives_as_it_was_raised(served: Application) -> None:
    with pytest.raises(UnknownAskerError, match=r"nobody@acme\.example"):
        carry_out(served.settings, Ask("q", "nobody@acme.example"), ignore)
    with pytest.raises(NotFoundError, match="nowhere"):
        carry_out(served.settings, Sync(("nowhere",)), ignore)


def test_settings_that_have_changed_since_are_not_mixed(
    served: Application, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(config.read_text("utf-8").replace("Acme 自动化", "Acme"), "utf-8")
    with pytest.raises(SettingsError, match="start it again"):
        carry_out(load_settings(config), Doctor(), ignore)


def test_a_second_sync_is_told_to_wait(served: Application) -> None:
    reading, go_on = threading.Event(), threading.Event()

    def hold(_: SyncProgress) -> None:
        reading.set()
        go_on.wait(timeout=PATIENCE_SECONDS)

    first = threading.Thread(target=served.sync, kwargs={"on_progress": hold})
    first.start()
    try:
        assert reading.wait(timeout=PATIENCE_SECONDS)
        with pytest.raises(BusyError, match="is running"):
            carry_out(served.settings, Sync(()), ignore)
        with pytest.raises(BusyError, match="is running"):
            carry_out(served.settings, Reindex(), ignore)
    finally:
        go_on.set()
        first.join()


def test_closing_stops_a_sync_which_the_next_one_takes_up(own_company: Application) -> None:
    reading, closing = threading.Event(), threading.Event()
    errors: list[TransientError] = []

    def hold(_: SyncProgress) -> None:
        reading.set()
        closing.wait(timeout=PATIENCE_SECONDS)

    def sync() -> None:
        try:
            own_company.sync(on_progress=hold)
        except TransientError as error:
            errors.append(error)

    syncing = threading.Thread(target=sync)
    syncing.start()
    assert reading.wait(timeout=PATIENCE_SECONDS)
    own_company.syncs.see_to("crm")
    closer = threading.Thread(target=own_company.close)
    closer.start()
    wait_until(lambda: "crm" not in own_company.syncs.underway())  # what waits is forgotten first
    closing.set()
    closer.join()
    syncing.join()
    assert "the next sync goes on" in str(errors[0])
    with open_application(own_company.settings, embedder=HashEmbedder()) as reopened:
        reports = reopened.sync()
        assert sum(report.changed for report in reports) == 7
        assert all(check.ok for check in reopened.upkeep.doctor().checks)


def test_a_socket_that_nobody_answers_is_passed_by(own_company: Application) -> None:
    data_dir = own_company.settings.data_dir
    with taking_commands(own_company):
        path = owner_socket(data_dir)
        assert path is not None
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(path))
    (data_dir / "socket.path").write_text(str(path), "utf-8")
    assert owner_socket(data_dir) is None
    with taking_commands(own_company):
        assert carry_out(own_company.settings, Doctor(), ignore).checks


def test_a_server_that_has_stopped_leaves_no_socket(own_company: Application) -> None:
    with taking_commands(own_company):
        assert owner_socket(own_company.settings.data_dir) is not None
    assert owner_socket(own_company.settings.data_dir) is None
    assert not list(own_company.settings.data_dir.glob("socket*"))
