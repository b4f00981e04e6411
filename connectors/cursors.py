"""Where an incremental source is taken up again, and when everything in it is listed once more."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Cursor:
    """What was read up to: `marks` holds the source's own mark for each of its parts (a table, an
    endpoint, a mailbox), `listed_at` when everything was last listed to its end (UTC).

    Only a listing to its end proves a deletion, so a source that reports none is listed whole from
    time to time.
    """

    marks: dict[str, str]
    listed_at: datetime | None = None

    @classmethod
    def read(cls, text: str | None) -> Cursor:
        """The cursor that `written` gave; one that is absent or of another make begins anew."""
        try:
            held = json.loads(text or "{}")
            listed_at = datetime.fromisoformat(held["listed_at"]) if held.get("listed_at") else None
            marks = {str(part): str(mark) for part, mark in held.get("marks", {}).items()}
        except (ValueError, TypeError, AttributeError):
            return cls({})
        if listed_at is not None and listed_at.tzinfo is None:
            return cls({})
        return cls(marks, listed_at)

    def written(self) -> str:
        listed_at = self.listed_at.isoformat() if self.listed_at else None
        return json.dumps({"marks": self.marks, "listed_at": listed_at}, ensure_ascii=False)

    def listing_is_due(self, every: timedelta, now: datetime | None = None) -> bool:
        """Whether everything is to be listed: it never was, or `every` has passed since."""
        if self.listed_at is None:
            return True
        return (now or datetime.now(UTC)) - self.listed_at >= every
