"""A source that lost too much is asked about, one that fails in passing is asked again, and what cannot be read waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ingest.catalog import runs
from ingest.catalog.schema import failures, sync_runs
from ingest.errors import PermanentError, TransientError, ZhikeError
from ingest.pipeline import Source, sync
from ingest.records import Change, Checkpoint, Failure, File, Record, Tombstone
from ingest.store import Store
from ingest.sync_rules import SyncRules
from tests.ingest.listing import AT_ONCE, Listing, no_files, record, run, texts

HOURLY = SyncRules(retry_after=timedelta(hours=1))


def many(count: int) -> list[Change]:
    return [record(f"r{number:03}", f"Text {number}.") for number in range(count)]


def cursor(store: Store) -> str | None:
    with store.catalog.reading() as connection:
        return runs.cursor_of(connection, "s")


@pytest.mark.parametrize("said", [True, False])
def test_more_than_a_share_goes_only_when_somebody_confirms_it(store: Store, said: bool) -> None:
    listing = Listing(*many(40))
    run(store, listing)
    assert cursor(store) == "c"
    held = texts(store)
    gone = [Tombstone(f"r{number:03}") for number in range(12)] if said else []
    listing.items = [*gone, *many(40)[12:], record("new", "New.")]
    with store.catalog.writing() as connection:
        runs.save_cursor(connection, "s", "before")
    report = run(store, listing)
    assert (report.state, report.removed, report.to_remove) == ("held", 0, 12)
    assert "12 of the 40 records of s" in report.error
    assert "zhike sync s --confirm-removal" in report.error
    assert texts(store) == held | {"New."}
    assert cursor(store) == "before"
    with store.catalog.reading() as connection:
        states = connection.scalars(select(sync_runs.c.state)).all()
    assert states == ["done", "held"]
    report = run(store, listing, confirm_removal=True)
    assert (report.state, report.removed, report.error) == ("done", 12, "")
    assert len(texts(store)) == 29
    assert cursor(store) == "c"


@pytest.mark.parametrize(("count", "gone"), [(40, 8), (9, 2)])
def test_a_share_that_is_small_or_of_a_few_goes_unasked(
    store: Store, count: int, gone: int
) -> None:
    listing = Listing(*many(count))
    run(store, listing)
    del listing.items[:gone]
    assert run(store, listing).removed == gone


def test_what_nobody_may_be_shown_goes_at_once_however_much_it_is(store: Store) -> None:
    listing = Listing(*many(20))
    run(store, listing)
    listing.items = [Tombstone(f"r{number:03}", at_once=True) for number in range(20)]
    listing.complete = False
    assert run(store, listing).removed == 20
    assert texts(store) == set()


def test_deletions_met_before_the_line_broke_count_and_the_cursor_waits_for_them(
    store: Store,
) -> None:
    class Breaking(Listing):
        def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
            yield Tombstone("r000")
            yield Checkpoint(cursor="past the deletion")
            yield record("new", "New.")
            raise PermanentError("no")

    run(store, Listing(*many(3)))
    report = run(store, Breaking())
    assert (report.state, report.removed) == ("failed", 1)
    assert texts(store) == {"Text 1.", "Text 2.", "New."}


class Flaky(Listing):
    """Fails so many times after its first item, then lists everything."""

    def __init__(self, *items: Change, times: int, error: ZhikeError) -> None:
        super().__init__(*items)
        self.left = times
        self.error = error
        self.asked: list[Mapping[str, str]] = []

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        self.asked.append(known)
        every = super().changes(known, cursor)
        if self.left:
            self.left -= 1
            yield next(every)
            raise self.error
        yield from every


def test_a_line_that_breaks_in_passing_is_tried_again_from_what_was_saved(store: Store) -> None:
    flaky = Flaky(*many(3), times=2, error=TransientError("timed out"))
    pauses: list[float] = []
    report = sync(Source("s", "test", flaky), store, no_files, chunk_tokens=64, pause=pauses.append)
    assert (report.state, report.complete, report.seen, report.error) == ("done", True, 3, "")
    assert [len(known) for known in flaky.asked] == [0, 1, 2]
    assert len(pauses) == 2
    assert 1 <= pauses[0] <= 3 and 2 <= pauses[1] <= 6


@pytest.mark.parametrize(
    ("error", "asked"), [(TransientError("timed out"), 3), (PermanentError("wrong key"), 1)]
)
def test_one_that_does_not_pass_ends_the_sync_and_removes_nothing(
    store: Store, error: ZhikeError, asked: int
) -> None:
    run(store, Listing(record("held", "Held.")))
    flaky = Flaky(*many(2), times=99, error=error)
    report = run(store, flaky, rules=SyncRules(attempts=3))
    assert (report.state, report.error, len(flaky.asked)) == ("failed", str(error), asked)
    assert "Held." in texts(store)


def broken(revision: str = "1", **more: object) -> Record:
    return record("x", "", sections=(), file=File("x.pdf", b"?"), revision=revision, **more)


def tries(store: Store) -> int:
    with store.catalog.reading() as connection:
        return int(connection.scalar(select(failures.c.attempts)) or 0)


def test_what_cannot_be_read_is_tried_again_ever_more_rarely(store: Store) -> None:
    listing = Listing(broken(), record("a", "Fine."))
    for _ in range(3):
        report = run(store, listing, rules=HOURLY)
        assert [(one.external_id, one.reason) for one in report.failures] == [("x", "damaged")]
        assert (report.failed, report.seen) == (1, 2)
        assert tries(store) == 1
    for hours, attempts in ((1.1, 2), (1.1, 2), (2.1, 3)):
        with store.catalog.writing() as connection:
            last_at = connection.scalar(select(failures.c.last_at))
            assert last_at
            connection.execute(update(failures).values(last_at=last_at - timedelta(hours=hours)))
            if attempts == 2 and tries(store) == 2:
                connection.execute(update(failures).values(last_at=last_at))
        run(store, listing, rules=HOURLY)
        assert tries(store) == attempts


def test_what_waits_is_tried_at_once_when_it_changes_or_somebody_asks(store: Store) -> None:
    listing = Listing(broken())
    run(store, listing, rules=HOURLY)
    with store.catalog.writing() as connection:
        assert runs.let_failures_be_tried(connection, "other", None) == ()
        assert runs.let_failures_be_tried(connection, "s", "x") == ("s",)
    run(store, listing, rules=HOURLY)
    assert tries(store) == 2
    listing.items = [broken("2")]
    run(store, listing, rules=HOURLY)
    assert tries(store) == 1
    listing.items = [record("x", "Mended.", revision="3")]
    assert run(store, listing, rules=HOURLY).failed == 0
    assert tries(store) == 0
    assert texts(store) == {"Mended."}


def test_what_waits_and_is_shut_goes_out_of_sight_and_stays_there(store: Store) -> None:
    listing = Listing(record("x", "Held."))
    run(store, listing, rules=HOURLY)
    listing.items = [broken("2")]
    run(store, listing, rules=HOURLY)
    assert texts(store) == {"Held."}
    listing.items = [broken("3", audience=("dept:hr",))]
    for _ in range(2):
        run(store, listing, rules=HOURLY)
        assert texts(store) == set()


def test_what_waits_and_vanishes_is_forgotten_and_never_counts_as_removed(store: Store) -> None:
    listing = Listing(broken(), record("a", "Fine."))
    run(store, listing, rules=HOURLY)
    del listing.items[0]
    report = run(store, listing, rules=HOURLY)
    assert (report.failed, report.removed) == (0, 0)
    assert tries(store) == 0


def test_what_failed_is_found_again_by_a_source_that_tells_only_what_changed(store: Store) -> None:
    class Finding(Listing):
        def __init__(self) -> None:
            super().__init__(Failure("x", "timed_out", "too slow"), complete=False)
            self.asked: list[list[str]] = []

        def again(
            self, external_ids: Collection[str], known: Mapping[str, str]
        ) -> Iterator[Record | Tombstone | Failure]:
            self.asked.append(sorted(external_ids))
            yield record("x", text="At last.")

    source = Finding()
    run(store, source, rules=AT_ONCE)
    source.items = [record("y", text="Other.")]
    run(store, source, rules=SyncRules(retry_after=timedelta(hours=1)))
    assert source.asked == []
    report = run(store, source, rules=AT_ONCE)
    assert source.asked == [["x"]]
    assert (report.changed, report.failed, texts(store)) == (1, 0, {"At last.", "Other."})
    with store.catalog.reading() as connection:
        assert runs.failed_ids(connection, "s") == frozenset()
    run(store, source, rules=AT_ONCE)
    assert source.asked == [["x"]]


def test_a_failure_without_a_revision_is_told_anew_each_time(store: Store) -> None:
    listing = Listing(Failure("x", "empty", "x is empty.", ("everyone",)))
    run(store, listing, rules=HOURLY)
    run(store, listing, rules=HOURLY)
    assert tries(store) == 2


def test_what_could_not_be_opened_for_a_while_has_failed_no_longer(store: Store) -> None:
    listing = Listing(*many(2))
    run(store, listing)
    listing.items[0] = Failure("r000", "unavailable", "r000 cannot be opened")
    assert run(store, listing).failed == 1
    assert failed(store) == {"r000"}
    listing.items = many(2)
    listing.breaks = True
    run(store, listing)
    assert failed(store) == {"r000"}
    listing.breaks = False
    assert run(store, listing).changed == 0
    assert failed(store) == set()


def failed(store: Store) -> frozenset[str]:
    with store.catalog.reading() as connection:
        return runs.failed_ids(connection, "s")
