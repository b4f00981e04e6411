"""The parts of the knowledge map as tables, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.called import called
from assistant.knowledge.map_views import (
    ComplaintTopic,
    Gap,
    MapTopic,
    MapView,
    SinglePoint,
    StaleTopic,
)
from ingest.moments import to_text
from ingest.records import Moment

MapPart = Literal["topics", "knowledge", "single-points", "stale", "complaints"]
Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class MapTable:
    """Columns by names that stay, and rows."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def csv(self) -> str:
        """Comma-separated; what a spreadsheet would take for a formula is kept from it by an apostrophe."""
        written = io.StringIO()
        table = csv.writer(written, lineterminator="\n")
        table.writerow(self.columns)
        for row in self.rows:
            table.writerow([_harmless(cell) for cell in row])
        return written.getvalue()


def topics_table(topics: Iterable[MapTopic]) -> MapTable:
    """A row a topic."""
    return MapTable(
        (
            "topic_id", "zh", "en", "records", "chunks", "recent", "earlier", "growth", "newest", "age_days",
            "stale", "cited", "people", "customers", "departments", "first_person", "quarters",
        ),
        [
            (
                one.topic_id, one.name.zh, one.name.en, one.record_count, one.chunk_count, one.recent,
                one.earlier, one.growth, _day(one.newest_at), one.age_days, int(one.stale), one.cited,
                one.people_count, one.customer_count,
                "; ".join(f"{each.name}: {each.record_count}" for each in one.departments),
                one.people[0].person.name if one.people else "",
                "; ".join(f"{each.name}: {each.record_count}" for each in one.quarters),
            )
            for one in topics
        ],
    )  # fmt: skip


def knowledge_table(view: MapView) -> MapTable:
    """A row a kind of customer knowledge."""
    rows = [
        (one.knowledge, one.zh, one.en, one.record_count, one.chunk_count) for one in view.knowledge
    ]
    return MapTable(("knowledge", "zh", "en", "records", "chunks"), rows)


def single_points_table(points: Iterable[SinglePoint]) -> MapTable:
    """A row a topic or customer."""
    return MapTable(
        (
            "kind", "id", "zh", "en", "person", "email", "left", "records", "share", "other", "other_share",
            "record_ids",
        ),
        [
            (
                one.kind,
                one.topic_id or (one.customer.id if one.customer else ""),
                one.topic.zh if one.topic else called(one.customer).zh if one.customer else "",
                one.topic.en if one.topic else called(one.customer).en if one.customer else "",
                one.person.name, one.person.email, int(one.left), one.record_count, one.share,
                one.other.name if one.other else "", one.other_share, "; ".join(one.records),
            )
            for one in points
        ],
    )  # fmt: skip


def stale_table(topics: Iterable[StaleTopic]) -> MapTable:
    """A row a topic."""
    return MapTable(
        ("topic_id", "zh", "en", "records", "newest", "age_days", "newest_record_id", "people"),
        [
            (
                one.topic_id,
                one.name.zh,
                one.name.en,
                one.record_count,
                _day(one.newest_at),
                one.age_days,
                one.newest.record_id,
                "; ".join(person.name for person in one.people),
            )
            for one in topics
        ],
    )


def complaints_table(topics: Iterable[ComplaintTopic]) -> MapTable:
    """A row a quote, or one without where a topic has none to show."""
    columns = (
        "topic_id", "zh", "en", "recent", "earlier", "rising", "day", "customers", "quote", "record_id", "version",
        "start", "end",
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for one in topics:
        head = (one.topic_id, one.name.zh, one.name.en, one.recent, one.earlier, int(one.rising))
        for quote in one.quotes:
            names = "; ".join(customer.name for customer in quote.customers)
            place = (quote.record_id, quote.version, quote.start, quote.end)
            rows.append((*head, _day(quote.occurred_at), names, quote.quote, *place))
    return MapTable(columns, rows)


def gaps_table(gaps: Iterable[Gap]) -> MapTable:
    """A row a topic."""
    return MapTable(
        (
            "topic_id",
            "zh",
            "en",
            "words",
            "people",
            "questions",
            "last",
            "nearest_record_ids",
            "ask",
        ),
        [
            (
                one.topic_id,
                one.name.zh,
                one.name.en,
                "; ".join(one.words),
                one.people_count,
                one.question_count,
                _day(one.last_at),
                "; ".join(link.record_id for link in one.nearest),
                "; ".join(person.name for person in one.people),
            )
            for one in gaps
        ],
    )


def _day(moment: Moment | None) -> str:
    return to_text(moment)[:10] if moment else ""


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
