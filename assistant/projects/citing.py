"""Which records answered the questions of several colleagues; whose, and what they asked, is told to nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from ingest.access import Access
from ingest.catalog.reading import readable_records
from ingest.catalog.usage import turns

_LEAST_PEOPLE = 2
_LATEST = 2000  # answered questions: what served people long ago says little of today


def cited_by(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> dict[str, int]:
    """Readable record -> how many of the people it answered a question for, of those that answered two
    of them or more; the most first."""
    rows = connection.execute(
        select(turns.c.person_id, turns.c.records).where(
            turns.c.person_id.in_(person_ids), turns.c.answered
        )
    ).all()
    return _counted(connection, [(row.person_id, row.records) for row in rows], access)


def cited_by_several(
    connection: Connection, record_ids: Sequence[str], *, access: Access
) -> dict[str, int]:
    """The same of these records, whoever asked, by the latest questions that were answered."""
    if not record_ids:
        return {}
    used = (
        select(turns.c.person_id, turns.c.records)
        .where(turns.c.answered)
        .order_by(turns.c.asked_at.desc())
        .limit(_LATEST)
    )
    rows = connection.execute(used).all()
    wanted = set(record_ids)
    counted = _counted(connection, [(row.person_id, row.records) for row in rows], access)
    return {one: count for one, count in counted.items() if one in wanted}


def _counted(
    connection: Connection, used: Iterable[tuple[str, Sequence[str]]], access: Access
) -> dict[str, int]:
    askers: dict[str, set[str]] = defaultdict(set)
    for person_id, record_ids in used:
        for record_id in record_ids:
            askers[record_id].add(person_id)
    several = {one: len(people) for one, people in askers.items() if len(people) >= _LEAST_PEOPLE}
    readable = readable_records(connection, several, access=access)
    return {
        one: count
        for one, count in sorted(several.items(), key=lambda held: (-held[1], held[0]))
        if one in readable
    }
