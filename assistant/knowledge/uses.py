"""How often records were used by answers: counted over everybody's, of records that the asker may read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from ingest.access import Access
from ingest.catalog.reading import readable_records
from ingest.catalog.usage import turns

_LATEST = 50_000  # answers are looked at


class Uses:
    """The records of each of the latest answers, those alone that the asker may read."""

    def __init__(self, connection: Connection, *, access: Access) -> None:
        kept = connection.scalars(
            select(turns.c.records)
            .where(turns.c.answered)
            .order_by(turns.c.asked_at.desc(), turns.c.answer_id)
            .limit(_LATEST)
        )
        used = [frozenset(records) for records in kept if records]
        readable = readable_records(
            connection, frozenset().union(*used) if used else (), access=access
        )
        self._used = [seen for records in used if (seen := records & readable)]
        self.of_record = Counter(record for records in self._used for record in records)

    def answers(self, groups: Mapping[str, Iterable[str]]) -> Counter[str]:
        """How many answers used one of a group's records, or several: by the group's name."""
        groups_of: dict[str, list[str]] = defaultdict(list)
        for name, record_ids in groups.items():
            for record_id in record_ids:
                groups_of[record_id].append(name)
        counted: Counter[str] = Counter()
        for records in self._used:
            counted.update({name for record in records for name in groups_of.get(record, ())})
        return counted
