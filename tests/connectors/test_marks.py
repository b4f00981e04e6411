from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from connectors.marks import Mark, before, later, read, written
from connectors.typed_values import text_of

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "mark",
    [NOW, NOW.replace(tzinfo=None), date(2026, 3, 1), 42, Decimal("42.50"), "2026-03-01 08:00", ""],
)
def test_a_mark_is_read_as_it_was_written(mark: Mark) -> None:
    assert read(written(mark)) == mark
    assert type(read(written(mark))) is type(mark)


@pytest.mark.parametrize("text", ["", "42", "datetime soon", "int many", "Decimal x", "bool True"])
def test_a_mark_of_another_make_is_none(text: str) -> None:
    assert read(text) is None


def test_the_later_of_two_is_the_mark() -> None:
    assert later(None, 41, NOW) == 41
    assert later(42, 41, NOW) == 42
    assert later(42, None, NOW) == 42
    assert later(date(2026, 2, 1), date(2026, 2, 2), NOW) == date(2026, 2, 2)


@pytest.mark.parametrize(
    "ahead",
    [
        NOW + timedelta(days=2),
        NOW + timedelta(hours=1),
        datetime(2099, 1, 1),
        date(2099, 1, 1),
        "2099-01-01 00:00:00",
    ],
)
def test_what_lies_in_the_future_is_no_mark(ahead: Mark) -> None:
    assert later(None, ahead, NOW) is None


def test_a_local_time_some_hours_ahead_is_a_mark() -> None:
    local = datetime(2026, 3, 1, 21)
    assert later(None, local, NOW) == local


def test_values_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(TypeError):
        later("2026-03-01", 42, NOW)


def test_only_times_are_asked_for_from_before() -> None:
    assert before(NOW, timedelta(minutes=10)) == NOW - timedelta(minutes=10)
    assert before(date(2026, 3, 1), timedelta(minutes=10)) == date(2026, 3, 1)
    assert before(42, timedelta(minutes=10)) == 42


def test_the_last_of_all_days_is_read_and_the_first_asked_from() -> None:
    for_ever = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert text_of(for_ever, ZoneInfo("Asia/Shanghai")).startswith("9999-12-31 23:59")
    assert before(datetime(1, 1, 1), timedelta(minutes=10)) == datetime(1, 1, 1)
