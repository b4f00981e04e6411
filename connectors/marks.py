"""How far something was read: the latest of the times or numbers that grow with each change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

Mark = datetime | date | int | Decimal | str
"""A value that is greater the later its row was changed."""

_LATEST_CLOCK = timedelta(hours=14)
"""The farthest that a time without a zone may be ahead of UTC (Kiribati)."""


def later(mark: Mark | None, value: object, now: datetime) -> Mark | None:
    """The later of a mark and a row's value; a value that is none, or of the future, is passed over.

    A date of the future, once taken for the mark, would hide what changes until then.
    Raises TypeError for values of which none is later.
    """
    if not isinstance(value, Mark) or isinstance(value, bool) or _is_ahead(value, now):
        return mark
    if mark is None:
        return value
    return max(mark, value)


def _is_ahead(value: Mark, now: datetime) -> bool:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return False
    if isinstance(value, datetime):
        if value.tzinfo:
            return value > now
        return value.replace(tzinfo=UTC) > now + _LATEST_CLOCK
    return isinstance(value, date) and value > (now + _LATEST_CLOCK).date()


def before(mark: Mark, overlap: timedelta) -> Mark:
    """Where to begin asking: a change may be saved later than the time that stands on it."""
    try:
        return mark - overlap if isinstance(mark, date) else mark
    except OverflowError:  # nothing is before the first of all days
        return mark


def written(mark: Mark) -> str:
    """A mark with its type, as the cursor keeps it."""
    match mark:
        case datetime() | date():
            return f"{type(mark).__name__} {mark.isoformat()}"
        case _:
            return f"{type(mark).__name__} {mark}"


def read(text: str) -> Mark | None:
    """The mark that `written` gave; none where it is of another make."""
    kind, _, value = text.partition(" ")
    try:
        match kind:
            case "datetime":
                return datetime.fromisoformat(value)
            case "date":
                return date.fromisoformat(value)
            case "int":
                return int(value)
            case "Decimal":
                return Decimal(value)
            case "str":
                return value
    except (ValueError, ArithmeticError):
        return None
    return None
