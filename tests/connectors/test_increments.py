from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.cursors import Cursor
from connectors.increments import Increment
from connectors.listing import Listed
from ingest.errors import TransientError
from ingest.records import Checkpoint


def begun(cursor: str | None, *rules: str) -> Increment:
    return Increment.begin(cursor, *rules, full_listing_hours=24)


def items(count: int) -> Iterator[Listed]:
    return (Listed(str(number)) for number in range(count))


def left_by(increment: Increment) -> str | None:
    *_, last = increment.changes(items(1), complete=increment.whole)
    assert isinstance(last, Checkpoint)
    return last.cursor


def test_the_first_run_reads_everything_and_the_next_from_its_mark() -> None:
    first = begun(None, "a")
    first.marks["deals"] = "2026-03-01"
    assert first.whole
    second = begun(left_by(first), "a")
    assert not second.whole
    assert second.since("deals") == "2026-03-01"
    assert second.since("contacts") == ""


def test_other_rules_read_everything() -> None:
    first = begun(None, "a", "b")
    first.marks["deals"] = "2026-03-01"
    for rules in (("a",), ("ab",), ("b", "a")):
        again = begun(left_by(first), *rules)
        assert again.whole
        assert again.since("deals") == ""


def test_a_day_later_everything_is_read_again() -> None:
    cursor = Cursor.read(left_by(begun(None, "a")))
    assert cursor.listed_at is not None
    yesterday = Cursor(cursor.marks, cursor.listed_at.replace(year=2020)).written()
    assert begun(yesterday, "a").whole


def test_a_run_that_reads_some_does_not_put_off_the_next_whole_one() -> None:
    first = left_by(begun(None, "a"))
    second = left_by(begun(first, "a"))
    assert Cursor.read(second).listed_at == Cursor.read(first).listed_at


def test_a_run_cut_short_leaves_the_cursor_it_began_with() -> None:
    def breaking() -> Iterator[Listed]:
        yield from items(450)
        raise TransientError("the line went dead")

    first = left_by(begun(None, "a"))
    run = begun(first, "a")
    run.marks["deals"] = "2026-03-01"
    kept: list[str | None] = []
    with pytest.raises(TransientError):
        for change in run.changes(breaking(), complete=False):
            assert isinstance(change, Checkpoint)
            assert not change.complete
            kept.append(change.cursor)
    assert kept == [first, first]
