"""Instants in UTC and dates without a time, as text that sorts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ingest.records import Moment


def to_text(moment: Moment) -> str:
    """ISO 8601: "2026-05-20" for a date, "2026-05-20T08:30:00Z" for an instant."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def from_text(text: str) -> Moment:
    """The inverse of `to_text`."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def day_of(moment: Moment) -> date:
    """The calendar day (UTC for an instant)."""
    return moment.date() if isinstance(moment, datetime) else moment
