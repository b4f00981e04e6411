"""Which records are of which topic, whose they are and whom they are about, of those that an asker may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, select

from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import day_of, to_text
from ingest.records import Moment


@dataclass(slots=True)
class OfTopic:
    """`days` has every record with its day, if it has one; `people` and `customers` the records each is
    tied to. Who is only mentioned is not involved."""

    days: dict[str, Moment | None] = field(default_factory=dict)
    chunks: int = 0
    people: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    customers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _places: dict[str, int] = field(default_factory=dict)

    @property
    def involvements(self) -> int:
        """Of whomever in whichever record, each pair once."""
        return sum(map(len, self.people.values()))

    def newest(self, today: date) -> str:
        """Its latest record, of those with a day; what is yet to come does not count. Empty for none."""
        past = {one: to_text(day) for one, day in self.days.items() if day and day_of(day) <= today}
        return max(past, key=lambda one: (past[one], one), default="")

    def records_of(self, person_id: str) -> tuple[str, ...]:
        """Those that somebody is involved in, the newest first."""
        return self.newest_first(self.people.get(person_id, ()))

    def newest_first(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """Those without a day come last."""

        if not self._places:
            texts = {one: to_text(day) if day else "" for one, day in self.days.items()}
            ordered = sorted(sorted(texts), key=lambda one: texts[one], reverse=True)
            self._places = {one: place for place, one in enumerate(ordered)}
        return tuple(sorted(record_ids, key=lambda one: self._places[one]))


def of_topics(
    connection: Connection, *, access: Access, topic_ids: Collection[str] | None = None
) -> dict[str, OfTopic]:
    """Every topic that the asker may read a record of, or those of these alone."""
    seen = visible(access=access)
    placed, records = seen.chunk_topics, seen.records
    own = (
        placed.c.topic_id.is_not(None) if topic_ids is None else placed.c.topic_id.in_(topic_ids),
    )
    held: dict[str, OfTopic] = defaultdict(OfTopic)
    topics_of: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(
            placed.c.topic_id,
            placed.c.record_id,
            records.c.occurred_at,
            func.count().label("chunks"),
        )
        .join(records, records.c.record_id == placed.c.record_id)
        .where(*own)
        .group_by(placed.c.topic_id, placed.c.record_id, records.c.occurred_at)
    ):
        held[row.topic_id].days[row.record_id] = row.occurred_at
        held[row.topic_id].chunks += row.chunks
        topics_of[row.record_id].append(row.topic_id)
    of_one = select(placed.c.record_id).where(*own)
    involved, ties = seen.involvements, seen.record_customers
    for row in connection.execute(
        select(involved.c.record_id, involved.c.person_id)
        .where(involved.c.role != "mentioned", involved.c.record_id.in_(of_one))
        .distinct()
    ):
        for one in topics_of.get(row.record_id, ()):
            held[one].people[row.person_id].add(row.record_id)
    for row in connection.execute(
        select(ties.c.record_id, ties.c.customer_id).where(ties.c.record_id.in_(of_one)).distinct()
    ):
        for one in topics_of.get(row.record_id, ()):
            held[one].customers[row.customer_id].add(row.record_id)
    return dict(held)
