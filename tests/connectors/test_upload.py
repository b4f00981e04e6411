"""What people give Zhike: the suite of every connector, and where its owner's word stands for a listing's."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from connectors.upload import UploadConnector
from connectors.upload_folder import UploadFolder
from ingest.records import Checkpoint, Tombstone
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)

OWNER = "person:wang@huace.example"


def _opened(source: Path) -> UploadFolder:
    return UploadFolder(source, lambda: datetime(2026, 3, 1, tzinfo=UTC))


def _given(folder: UploadFolder, name: str) -> str:
    incoming = folder.receive(name, "wang@huace.example")
    incoming.write("报价".encode())
    return folder.keep(incoming).id


class TestUpload(ConnectorContract):
    kind = "upload"

    def build(self, root: Path, items: int) -> Path:
        folder = _opened(root / "uploads")
        for number in range(items):
            _given(folder, f"offer {number}.txt")
        return root / "uploads"

    def change_one(self, source: Path) -> str:
        folder = _opened(source)
        one = folder.all()[0].id
        folder.change(one, audience=("dept:销售部",), wished=())
        return one

    def remove_one(self, source: Path) -> str:
        folder = _opened(source)
        one = folder.all()[0].id
        folder.delete(one)
        return one

    def break_one(self, source: Path) -> str:
        lost = _given(_opened(source), "lost.txt")
        (source / f"{lost}.data").unlink()
        return "lost.txt"

    def make_unreadable(self, source: Path) -> None:
        shutil.rmtree(source)

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> UploadConnector:
        return UploadConnector(_opened(source))

    def test_a_removed_item_is_missing_from_a_complete_listing(self, tmp_path: Path) -> None:
        """What its owner deletes goes at once, and nobody is to confirm it."""
        source = self.build(tmp_path, 5)
        known = known_after(self.read(source))
        removed = self.remove_one(source)
        assert Tombstone(removed, at_once=True) in self.read(source, known)

    def test_another_audience_is_another_revision(self, tmp_path: Path) -> None:
        """Nobody's but its owner's, whatever a source is for, until a curator shares it."""
        source = self.build(tmp_path, 1)
        (before,) = records_of(self.read(source, audience=("everyone",))).values()
        shared = self.change_one(source)
        after = records_of(self.read(source))[shared]
        assert (before.audience, after.audience) == ((OWNER,), (OWNER, "dept:销售部"))
        assert before.revision != after.revision

    def test_a_failure_is_told_to_those_who_might_have_read_the_item(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        self.break_one(source)
        (failure,) = failures_of(self.read(source))
        assert failure.audience == (OWNER,)

    def test_a_source_that_cannot_be_read_never_calls_a_listing_complete(
        self, tmp_path: Path
    ) -> None:
        """A folder that is not there, as after a backup, deletes nothing: all that is held is named."""
        source = self.build(tmp_path, 5)
        known = known_after(self.read(source))
        self.make_unreadable(source)
        again = self.read(source, known)
        assert seen_in(again) == set(known)
        assert not any(isinstance(change, Tombstone) for change in again)
        assert isinstance(again[-1], Checkpoint)
