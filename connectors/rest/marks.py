"""The time of an item's last change: read as systems write it, sent as they want it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from connectors.cells import moment
from connectors.rest.requests import MarkForm
from connectors.rest.templates import Tree
from connectors.table_json import text_of

_UTC = ZoneInfo("UTC")
_SHORTEST_IN_MILLISECONDS = 12
_EARLIEST_YEAR = 1900


def mark_of(value: Tree) -> datetime | None:
    """An instant; seconds and milliseconds since 1970 are told apart by their length, a time without zone is of UTC."""
    text = text_of(value).strip()
    if text.isdecimal() and len(text) != len("20260301"):
        try:
            seconds = int(text) / (1000 if len(text) >= _SHORTEST_IN_MILLISECONDS else 1)
            return datetime.fromtimestamp(seconds, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    found = moment(text, _UTC)
    if found is not None and not isinstance(found, datetime):
        found = datetime.combine(found, time(), UTC)
    # The year 1 is how some write that there is none.
    return found if found is None or found.year >= _EARLIEST_YEAR else None


def sent_as(mark: datetime, form: MarkForm, now: datetime) -> str:
    """The mark as a request wants it."""
    mark = mark.astimezone(UTC)
    match form:
        case "iso":
            return f"{mark:%Y-%m-%dT%H:%M:%SZ}"
        case "iso_offset":
            return f"{mark:%Y-%m-%dT%H:%M:%S}+00:00"
        case "utc":
            return f"{mark:%Y-%m-%d %H:%M:%S}"
        case "unix":
            return str(int(mark.timestamp()))
        case "unix_ms":
            return str(int(mark.timestamp() * 1000))
        case "minutes_ago":
            return str(max(1, -int((mark - now).total_seconds() // 60)))
