"""Values as a program keeps them, as the text that a person reads."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from ingest.errors import PermanentError


def text_of(value: object, timezone: ZoneInfo) -> str:
    """A value as it is read aloud: numbers exact, dates ISO 8601, an instant by the clocks of `timezone`.

    Raises TypeError for bytes.
    """
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-8", "replace").decode().strip()  # half a character is none
        case bool():
            return "true" if value else "false"
        case datetime():
            return _local(value, timezone).isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case bytes() | bytearray() | memoryview():
            raise TypeError("it holds bytes")
        case list() | tuple():
            return "\n".join(filter(None, (text_of(one, timezone) for one in value)))
        case dict():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
        case _:
            return str(value)


def _local(instant: datetime, timezone: ZoneInfo) -> datetime:
    try:
        return instant.astimezone(timezone) if instant.tzinfo else instant
    except OverflowError:  # the end of all days, as "for ever" is written, is no day there
        return instant


def cell_of(called: str, column: str, value: object, timezone: ZoneInfo) -> str:
    """The text of a column's value. Raises PermanentError, naming the column, for what has none."""
    try:
        return text_of(value, timezone)
    except (TypeError, ValueError) as error:
        raise PermanentError(
            f"{called}: column {column!r} cannot be read ({error}); leave it out, or make text of it."
        ) from error


def is_set(value: object) -> bool:
    """Whether a flag, of whatever type, says yes. A time at which something happened does."""
    if isinstance(value, str):
        return value.strip().lower() not in ("", "0", "f", "n", "no", "false", "否")
    return bool(value)
