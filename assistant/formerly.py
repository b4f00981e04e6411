"""Who knew, and is no longer to be asked: leavers and the long inactive, and who has their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from assistant.answers import PersonCard
from assistant.cards import person_cards
from ingest.access import Access
from ingest.catalog.directory import people_with
from ingest.catalog.visible import visible
from ingest.moments import day_of

_OWNING = ("owner", "assignee")
_SUCCESSORS = 2
_MANY = 500


def those_gone(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> frozenset[str]:
    """Of these people, who has left by the directory."""
    people = visible(access=access).people.c
    found: set[str] = set()
    for start in range(0, len(person_ids), _MANY):
        part = person_ids[start : start + _MANY]
        found.update(
            connection.scalars(
                select(people.person_id).where(people.person_id.in_(part), ~people.active)
            )
        )
    return frozenset(found)


def those_inactive(
    connection: Connection,
    last: Mapping[str, date | None],
    inactive_days: int,
    today: date,
    *,
    access: Access,
) -> frozenset[str]:
    """Of these people, whose last dated record that the asker may read is so many days older than the
    newest such record of all: they may still be here, but what they knew has aged. `last` is the day of the
    latest that is at hand; only where that is old are the others looked at."""
    aged = [
        one for one, day in last.items() if day is None or _is_before(day, today, inactive_days)
    ]
    if not aged:
        return frozenset()
    seen = visible(access=access)
    records, ties = seen.records.c, seen.involvements.c
    until = today + timedelta(days=1)
    newest = connection.scalar(
        select(records.occurred_at)
        .where(records.occurred_at < until)
        .order_by(records.occurred_at.desc())
        .limit(1)
    )
    if newest is None:
        return frozenset()
    found: set[str] = set()
    for start in range(0, len(aged), _MANY):
        rows = connection.execute(
            select(ties.person_id, func.max(records.occurred_at).label("last"))
            .join(seen.records, records.record_id == ties.record_id)
            .where(
                ties.person_id.in_(aged[start : start + _MANY]),
                records.occurred_at < until,
            )
            .group_by(ties.person_id)
        )
        found.update(
            row.person_id
            for row in rows
            if _is_before(day_of(row.last), day_of(newest), inactive_days)
        )
    return frozenset(found)


def _is_before(day: date, newest: date, days: int) -> bool:
    return day < newest - timedelta(days=days)


def successors_of(
    connection: Connection, person_id: str, record_ids: Sequence[str], *, access: Access
) -> tuple[PersonCard, ...]:
    """Who owns the accounts now that those records of a leaver are about, of most records first; where
    nobody does, the leaver's manager. Nobody who has left."""
    seen = visible(access=access)
    tied = seen.record_customers.c
    rows = connection.execute(
        select(tied.customer_id, func.count(tied.record_id.distinct()).label("records"))
        .where(tied.record_id.in_(record_ids[:_MANY]))
        .group_by(tied.customer_id)
    )
    about = {row.customer_id: row.records for row in rows}
    customers, ties, people = seen.customers.c, seen.involvements.c, seen.people.c
    owners = connection.execute(
        select(customers.customer_id, ties.person_id)
        .join(seen.involvements, ties.record_id == customers.record_id)
        .where(customers.customer_id.in_(list(about)), ties.role.in_(_OWNING))
    )
    owned = Counter[str]()
    for row in owners:
        owned[row.person_id] += about[row.customer_id]
    found = [one for one, _ in sorted(owned.items(), key=lambda item: (-item[1], item[0]))]
    if not found:
        entry = connection.execute(
            select(people.manager).where(people.person_id == person_id)
        ).first()
        found = people_with(connection, (entry.manager or []) if entry else [])
    found = [one for one in dict.fromkeys(found) if one != person_id]
    gone = those_gone(connection, found, access=access)
    cards = person_cards(connection, found, access=access)
    return tuple(cards[one] for one in found if one in cards and one not in gone)[:_SUCCESSORS]
