"""Syncs in the background: in turn, paused, resumed, cancelled; nothing lost by any of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from assistant.syncing import OnProgress, SyncRuns
from ingest.catalog.operating import last_runs
from ingest.errors import BusyError, NotFoundError, TransientError
from ingest.pipeline import Source, sync
from ingest.records import Change, Checkpoint
from ingest.store import Store
from ingest.sync_reports import SyncReport
from tests.assistant.resting import rest
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import no_files, record
from tests.waiting import PATIENCE_SECONDS, wait_until


class Slow:
    """Lists items one by one, each when it is let; a checkpoint after every one."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.listings = 0
        self.reached = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.fault: Exception | None = None

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        self.listings += 1
        if self.fault:
            raise self.fault
        for number in range(self.count):
            if f"n{number}" in known:
                yield Checkpoint(seen=frozenset({f"n{number}"}))
                continue
            self.reached.release()
            self.go_on.acquire(timeout=PATIENCE_SECONDS)
            yield record(f"n{number}", text=f"note {number}")
            yield Checkpoint()
        yield Checkpoint(complete=True)


class Company:
    def __init__(self, folder: Path) -> None:
        self.store = Store(folder, HashEmbedder())
        self.slow, self.other = Slow(4), Slow(1)
        self.saved = threading.Semaphore(0)
        sources = (Source("slow", "test", self.slow), Source("other", "test", self.other))
        self.hidden: set[str] = set()
        self.confirmed: list[tuple[str, bool]] = []
        self.runs = SyncRuns(
            sources,
            self.store,
            self.read,
            afterwards=self.saved.release,
            left_out=lambda: self.hidden,
        )

    def read(self, source: Source, on_progress: OnProgress, confirm_removal: bool) -> SyncReport:
        self.confirmed.append((source.name, confirm_removal))
        return sync(source, self.store, no_files, chunk_tokens=100, on_progress=on_progress)

    def finish(self, connector: Slow) -> None:
        for _ in range(connector.count):
            connector.go_on.release()

    def state(self, name: str) -> str:
        return self.runs.underway()[name].state if name in self.runs.underway() else ""


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    opened = Company(tmp_path)
    yield opened
    opened.finish(opened.slow)
    opened.finish(opened.other)
    opened.runs.close()
    opened.store.close()


def test_sources_are_read_in_turn_and_tell_how_far_they_are(company: Company) -> None:
    company.runs.request("slow")
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.request("other")
    assert company.state("slow") == "running"
    assert company.state("other") == "queued"
    with pytest.raises(BusyError, match="already"):
        company.runs.request("slow")
    with pytest.raises(BusyError, match="running"):
        company.runs.sync()
    company.finish(company.slow)
    company.finish(company.other)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.runs.underway() == {}
    assert company.other.listings == 1


def test_what_nobody_foresaw_in_one_source_does_not_end_the_others(company: Company) -> None:
    company.finish(company.slow)
    company.finish(company.other)

    def trips(source: Source, on_progress: OnProgress, confirm_removal: bool) -> SyncReport:
        if source.name == "slow":
            raise KeyError("the salary of Wang")
        return company.read(source, on_progress, confirm_removal)

    sources = (Source("slow", "test", company.slow), Source("other", "test", company.other))
    runs = SyncRuns(sources, company.store, trips, afterwards=company.saved.release)
    slow, other = runs.sync()
    assert (slow.state, other.state, other.changed) == ("failed", "done", 1)
    assert "KeyError" in slow.error
    assert "salary" not in slow.error


def test_a_source_that_changes_while_it_is_read_is_read_once_more(company: Company) -> None:
    company.runs.request("slow")
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.see_to("slow")
    company.runs.see_to("slow")
    company.finish(company.slow)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.slow.listings == 2


def test_a_cancelled_sync_keeps_what_it_saved_and_the_next_goes_on(company: Company) -> None:
    company.runs.request("slow")
    for _ in range(2):
        assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
        company.slow.go_on.release()
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.cancel("slow")
    company.slow.go_on.release()
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert last_state(company) == "cancelled"
    held = company.runs.underway()
    assert held == {}
    rest(company.runs)
    company.finish(company.slow)
    (report,) = company.runs.sync(["slow"])
    assert report.complete
    assert report.seen == 4
    with pytest.raises(NotFoundError, match="nothing to cancel"):
        company.runs.cancel("slow")


def test_a_paused_source_is_left_alone_until_it_is_resumed(company: Company) -> None:
    company.runs.request("slow")
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.pause("slow")
    company.slow.go_on.release()
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert last_state(company) == "paused"
    company.runs.see_to("slow")
    assert company.runs.underway() == {}
    with pytest.raises(BusyError, match="paused"):
        company.runs.request("slow")
    with pytest.raises(BusyError, match="paused"):
        company.runs.sync(["slow"])
    company.finish(company.other)
    rest(company.runs)
    assert [report.source for report in company.runs.sync()] == ["other"]
    company.finish(company.slow)
    company.runs.resume("slow")
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert last_state(company) == "done"


def test_a_source_paused_while_others_before_it_are_read_is_not_read(company: Company) -> None:
    reports: list[SyncReport] = []
    thread = threading.Thread(target=lambda: reports.extend(company.runs.sync()))
    thread.start()
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.pause("other")
    company.finish(company.slow)
    company.finish(company.other)
    thread.join(timeout=PATIENCE_SECONDS)
    assert [report.seen for report in reports] == [4, 0]
    assert "paused" in reports[1].error
    assert company.other.listings == 0


def test_a_removal_that_was_confirmed_stays_so_whatever_else_asks(company: Company) -> None:
    company.runs.request("slow")
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.request("other", confirm_removal=True)
    company.runs.see_to("other")
    company.finish(company.slow)
    company.finish(company.other)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.confirmed == [("slow", False), ("other", True)]


def test_one_that_waits_is_cancelled_before_it_begins(company: Company) -> None:
    company.runs.request("slow")
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.request("other")
    company.runs.cancel("other")
    assert company.state("other") == ""
    company.finish(company.slow)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.other.listings == 0


def test_the_time_left_is_told_by_what_the_last_sync_saw(company: Company) -> None:
    company.finish(company.slow)
    told: list[int] = []
    company.runs.sync(["slow"], on_progress=lambda progress: told.append(progress.expected))
    assert set(told) == {0}
    told.clear()
    company.runs.sync(["slow"], on_progress=lambda progress: told.append(progress.expected))
    assert set(told) == {4}


def test_closing_ends_what_runs_and_forgets_what_waits(company: Company) -> None:
    errors: list[Exception] = []

    def work() -> None:
        try:
            company.runs.sync(["slow"])
        except TransientError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert company.slow.reached.acquire(timeout=PATIENCE_SECONDS)
    company.runs.see_to("other")
    closing = threading.Thread(target=company.runs.close)
    closing.start()
    wait_until(lambda: "other" not in company.runs.underway())
    company.finish(company.slow)
    thread.join(timeout=PATIENCE_SECONDS)
    closing.join(timeout=PATIENCE_SECONDS)
    assert len(errors) == 1
    assert company.other.listings == 0


def test_a_sync_that_fails_leaves_the_others_their_turn(company: Company) -> None:
    company.slow.fault = RuntimeError("not one of ours")
    company.finish(company.other)
    company.runs.request("slow")
    company.runs.see_to("other")
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.saved.acquire(timeout=PATIENCE_SECONDS)
    assert company.other.listings == 1


def test_a_source_that_is_left_out_is_read_by_its_name_alone(company: Company) -> None:
    company.hidden = {"slow"}
    company.finish(company.slow)
    company.finish(company.other)
    assert [report.source for report in company.runs.sync()] == ["other"]
    assert [report.source for report in company.runs.sync(["slow"])] == ["slow"]


def test_an_unknown_source_is_named(company: Company) -> None:
    for do in (company.runs.request, company.runs.pause, company.runs.resume, company.runs.cancel):
        with pytest.raises(NotFoundError, match="known: slow, other"):
            do("slwo")


def last_state(company: Company) -> str:
    with company.store.catalog.reading() as connection:
        return last_runs(connection)["slow"].state
