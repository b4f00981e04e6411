"""Folders that are watched, with real files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

from assistant.bootstrap import Application, open_application
from assistant.configured import watched_folders
from assistant.settings import load_settings
from assistant.watching import FolderWatch, sends_no_word
from tests.assistant import company
from tests.assistant.company import LI
from tests.hash_embedder import HashEmbedder
from tests.waiting import wait_until


@contextmanager
def watching(folder: Path) -> Iterator[list[str]]:
    """The names that are told once the folder is watched, while this context lasts."""
    told: list[str] = []
    watch = FolderWatch({"documents": folder}, told.append)
    watch.start()
    try:
        wait_until(lambda: told == ["documents"])
        told.clear()
        yield told
    finally:
        watch.stop()


def test_a_burst_of_changes_is_told_once(tmp_path: Path) -> None:
    with watching(tmp_path) as told:
        for number in range(200):
            (tmp_path / f"{number}.md").write_text("x")
        wait_until(lambda: bool(told))
        sleep(2.5)
        # A machine that stands still for a second in the midst of it makes two of one.
        assert len(told) <= 2


def test_a_change_deep_below_is_told(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with watching(tmp_path) as told:
        (tmp_path / "a" / "b" / "c.md").write_text("x")
        wait_until(lambda: bool(told))


def test_a_folder_that_vanishes_is_told_when_it_is_there_again(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("x")
    with watching(folder) as told:
        folder.rename(tmp_path / "away")
        sleep(3)
        assert told == []
        shutil.copytree(tmp_path / "away", folder)
        wait_until(lambda: bool(told))
        told.clear()
        (folder / "b.md").write_text("x")
        wait_until(lambda: bool(told))


def test_what_changes_while_the_watch_begins_is_not_missed(tmp_path: Path) -> None:
    told: list[str] = []
    watch = FolderWatch({"documents": tmp_path}, told.append)
    watch.start()
    (tmp_path / "a.md").write_text("x")
    try:
        wait_until(lambda: bool(told))
    finally:
        watch.stop()


def test_what_is_watched_is_what_the_settings_say(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    text = config.read_text("utf-8")
    assert watched_folders(load_settings(config)) == {}
    config.write_text(text.replace('path = "documents"', 'path = "documents"\nwatch = true'))
    assert watched_folders(load_settings(config)) == {"documents": tmp_path / "documents"}


def test_a_new_file_is_found_within_seconds(own_company: Application) -> None:
    own_company.sync()
    documents = own_company.settings.root / "documents"
    told: list[str] = []

    def changed(name: str) -> None:
        own_company.syncs.see_to(name)
        told.append(name)

    watch = FolderWatch({"documents": documents}, changed)
    watch.start()
    try:
        wait_until(lambda: bool(told))
        (documents / "三期.md").write_text("# 三期\n\n恒岳三期改用蓝莓色机柜。", "utf-8")

        def titles() -> list[str]:
            found = own_company.assistant.retrieve("蓝莓色机柜", access=own_company.access(LI))
            return [passage.title for passage in found]

        wait_until(lambda: "三期" in titles())
    finally:
        watch.stop()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("ext4", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("overlay", False)],
)
def test_a_folder_of_another_machine_is_gone_through(
    kind: str, expected: bool, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "the share"
    share.mkdir()
    spelled = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {spelled} {kind} rw 0 0\n")
    assert sends_no_word(share, mounts) is expected
    assert sends_no_word(tmp_path, mounts) is False


def test_a_stopped_application_watches_and_reads_no_more(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        syncs = application.syncs
    syncs.see_to("documents")
    assert syncs.underway() == {}
