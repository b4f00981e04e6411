from datetime import UTC, datetime, timedelta

import pytest

from connectors.cursors import Cursor

NOW = datetime(2026, 6, 30, 9, 0, tzinfo=UTC)


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor({"deals": "2026-06-01", "客户": "17"}, NOW)
    assert Cursor.read(cursor.written()) == cursor


@pytest.mark.parametrize(
    "text", [None, "", "17", "[]", "{", '{"marks": 3}', '{"listed_at": "2026-06-30T09:00:00"}']
)
def test_a_cursor_of_another_make_begins_anew(text: str | None) -> None:
    assert Cursor.read(text) == Cursor({})
    assert Cursor.read(text).listing_is_due(timedelta(days=1), NOW)


def test_everything_is_listed_again_when_its_time_has_come() -> None:
    cursor = Cursor({}, NOW - timedelta(hours=23))
    assert not cursor.listing_is_due(timedelta(hours=24), NOW)
    assert cursor.listing_is_due(timedelta(hours=23), NOW)
