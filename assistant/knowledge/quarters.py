"""Records by the quarter of their day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingest.moments import day_of
from ingest.records import Moment


def by_quarter(
    record_ids: Iterable[str], days: Mapping[str, Moment | None]
) -> dict[str, list[str]]:
    """Quarter -> records, quarters in order: 2026-Q1. What has no day is of none."""
    found: dict[str, list[str]] = defaultdict(list)
    for record_id in record_ids:
        if moment := days.get(record_id):
            day = day_of(moment)
            found[f"{day.year}-Q{(day.month + 2) // 3}"].append(record_id)
    return dict(sorted(found.items()))
