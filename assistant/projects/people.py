"""The colleagues tied to the records of a project, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from assistant.answers import Reason, RecordLink
from assistant.cards import person_cards
from assistant.projects.views import ProjectPerson
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import to_text
from ingest.records import Moment, Role

_MANY = 500
_SHOWN = 3


def people_on(
    connection: Connection,
    record_ids: Sequence[str],
    weights: Mapping[str, float],
    *,
    access: Access,
) -> tuple[ProjectPerson, ...]:
    """Those whom the asker may know of, by the weight of their roles in these records; leavers too, for
    they were there."""
    ties = _ties(connection, record_ids, access)
    cards = person_cards(connection, list(ties), access=access)
    here = active_among(connection, list(cards), access=access)
    scored = sorted(
        ties,
        key=lambda person: (
            -sum(weights.get(role, 0.0) * len(held) for role, held in ties[person].items()),
            person,
        ),
    )
    return tuple(
        ProjectPerson(cards[one], one in here, _reasons(ties[one]))
        for one in scored
        if one in cards
    )


def active_among(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> frozenset[str]:
    """Those of the people who have not left, as far as the asker may know."""
    people = visible(access=access).people
    return frozenset(
        one
        for start in range(0, len(person_ids), _MANY)
        for one in connection.scalars(
            select(people.c.person_id).where(
                people.c.person_id.in_(person_ids[start : start + _MANY]),
                people.c.active,
                people.c.record_id.is_not(None),
            )
        )
    )


_Tied = dict[Role, dict[str, tuple[Moment | None, str]]]


def _ties(connection: Connection, record_ids: Sequence[str], access: Access) -> dict[str, _Tied]:
    seen = visible(access=access)
    records, involved = seen.records, seen.involvements
    ties: dict[str, _Tied] = defaultdict(lambda: defaultdict(dict))
    for start in range(0, len(record_ids), _MANY):
        rows = connection.execute(
            select(
                records.c.record_id,
                records.c.title,
                records.c.occurred_at,
                involved.c.person_id,
                involved.c.role,
            )
            .join(involved, involved.c.record_id == records.c.record_id)
            .where(records.c.record_id.in_(record_ids[start : start + _MANY]))
        )
        for row in rows:
            ties[row.person_id][row.role][row.record_id] = (row.occurred_at, row.title)
    return ties


def _reasons(tied: _Tied) -> tuple[Reason, ...]:
    reasons = []
    for role, held in tied.items():
        newest = sorted(
            held.items(),
            key=lambda one: (to_text(one[1][0]) if one[1][0] else "", one[0]),
            reverse=True,
        )
        dates = [moment for _, (moment, _) in newest if moment]
        links = tuple(RecordLink(record_id, title) for record_id, (_, title) in newest[:_SHOWN])
        reasons.append(Reason(role, len(held), dates[0] if dates else None, links))
    return tuple(sorted(reasons, key=lambda one: (-one.count, one.role)))
