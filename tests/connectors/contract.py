"""What every connector does, whatever it reads; each connector's tests inherit it and build their source."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError, TransientError
from ingest.records import Change, Checkpoint, Connector, Failure, Record


def records_of(changes: list[Change]) -> dict[str, Record]:
    """The records by external id; a second of the same id fails the test."""
    records = [change for change in changes if isinstance(change, Record)]
    by_id = {record.external_id: record for record in records}
    assert len(by_id) == len(records)
    return by_id


def failures_of(changes: list[Change]) -> list[Failure]:
    return [change for change in changes if isinstance(change, Failure)]


def known_after(changes: list[Change]) -> dict[str, str]:
    return {external_id: record.revision for external_id, record in records_of(changes).items()}


def seen_in(changes: list[Change]) -> set[str]:
    return {
        external_id
        for change in changes
        if isinstance(change, Checkpoint)
        for external_id in change.seen
    }


MANY = 250
"""Items that need more than one checkpoint."""


class ConnectorContract(ABC):
    kind: str
    options: Mapping[str, object] = MappingProxyType({})

    @abstractmethod
    def build(self, root: Path, items: int) -> Path:
        """Writes a source of so many good items; returns its path."""

    @abstractmethod
    def change_one(self, source: Path) -> str:
        """Changes one item; returns its external id."""

    @abstractmethod
    def remove_one(self, source: Path) -> str:
        """Removes one item; returns its external id."""

    @abstractmethod
    def break_one(self, source: Path) -> str:
        """Adds an item that cannot be read; returns what a message must name."""

    @abstractmethod
    def make_unreadable(self, source: Path) -> None:
        """Makes the source as a whole impossible to read to its end."""

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        return connector_of(
            self.kind,
            "source",
            self.options,
            source,
            audience,
            ZoneInfo("Asia/Shanghai"),
            ("huace.example",),
        )

    def read(
        self,
        source: Path,
        known: Mapping[str, str] | None = None,
        audience: tuple[str, ...] = ("everyone",),
    ) -> list[Change]:
        return list(self.connector(source, audience).changes(known or {}, None))

    def test_a_first_load_yields_every_item_and_ends_complete(self, tmp_path: Path) -> None:
        changes = self.read(self.build(tmp_path, 5))
        records = records_of(changes)
        assert len(records) == 5
        assert failures_of(changes) == []
        assert seen_in(changes) == set(records)
        assert isinstance(changes[-1], Checkpoint)
        assert changes[-1].complete
        assert all(record.revision and record.audience for record in records.values())

    def test_a_record_says_where_it_is_without_a_path_of_the_server(self, tmp_path: Path) -> None:
        for record in records_of(self.read(self.build(tmp_path, 5))).values():
            address = urlsplit(record.uri)
            assert address.scheme in {"http", "https", ""}
            assert address.scheme or not PurePosixPath(address.path).is_absolute()
            assert str(tmp_path) not in record.uri

    def test_an_unchanged_item_is_seen_and_not_yielded_again(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        known = known_after(self.read(source))
        again = self.read(source, known)
        assert records_of(again) == {}
        assert seen_in(again) == set(known)

    def test_a_changed_item_alone_is_yielded_again(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        known = known_after(self.read(source))
        changed = self.change_one(source)
        again = self.read(source, known)
        assert set(records_of(again)) == {changed}
        assert records_of(again)[changed].revision != known[changed]
        assert seen_in(again) == set(known)

    def test_a_removed_item_is_missing_from_a_complete_listing(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        known = known_after(self.read(source))
        removed = self.remove_one(source)
        again = self.read(source, known)
        assert set(known) - seen_in(again) == {removed}
        assert isinstance(again[-1], Checkpoint)
        assert again[-1].complete

    def test_another_audience_is_another_revision(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        known = known_after(self.read(source))
        again = records_of(self.read(source, known, audience=("dept:销售部",)))
        assert set(again) == set(known)
        assert all("dept:销售部" in record.audience for record in again.values())
        assert all(record.revision != known[record.external_id] for record in again.values())

    def test_a_broken_item_is_reported_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        named = self.break_one(source)
        changes = self.read(source)
        (failure,) = failures_of(changes)
        assert named in failure.message
        assert failure.external_id in seen_in(changes)
        assert len(records_of(changes)) == 5
        assert isinstance(changes[-1], Checkpoint)
        assert changes[-1].complete

    def test_a_failure_is_told_to_those_who_might_have_read_the_item(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 5)
        self.break_one(source)
        (failure,) = failures_of(self.read(source, audience=("dept:销售部",)))
        assert "dept:销售部" in failure.audience
        assert "everyone" not in failure.audience

    def test_a_source_that_cannot_be_read_never_calls_a_listing_complete(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 5)
        self.make_unreadable(source)
        changes: list[Change] = []
        with pytest.raises((PermanentError, TransientError)):
            for change in self.connector(source).changes({}, None):
                changes.append(change)
        assert not any(isinstance(change, Checkpoint) and change.complete for change in changes)

    def test_a_listing_cut_short_is_taken_up_after_its_last_checkpoint(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, MANY)
        first = self.connector(source).changes({}, None)
        saved = list(takewhile(lambda change: not isinstance(change, Checkpoint), first))
        assert 0 < len(saved) < MANY
        rest = self.read(source, known_after(saved))
        assert set(records_of(saved)).isdisjoint(records_of(rest))
        assert len(records_of(saved)) + len(records_of(rest)) == MANY
        assert len(seen_in(rest)) == MANY

    def test_checkpoints_come_often_enough_to_save_progress(self, tmp_path: Path) -> None:
        changes = self.read(self.build(tmp_path, MANY))
        since_saved = 0
        for change in changes:
            since_saved = 0 if isinstance(change, Checkpoint) else since_saved + 1
            assert since_saved <= 250
