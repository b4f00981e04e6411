"""Who knew, and is no longer to be asked: leavers and the long inactive, and who has their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from sqlalchemy import Connection, Select, func, select

from assistant.answers import PersonCard
from assistant.cards import person_cards
from assistant.customers.team import owners_of
from assistant.handover.shares import customers_of
from assistant.projects.people import active_among
from ingest.access import Access
from ingest.catalog.statements import kept, listed
from ingest.catalog.visible import Visible, visible
from ingest.moments import day_of

_SUCCESSORS = 2
_MANY = 500


def those_gone(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> frozenset[str]:
    """Of these people, who has left by the directory."""
    left = _left(visible(access=access))
    return frozenset(connection.scalars(left, {"ids": list(person_ids)}))


@kept
def _left(seen: Visible) -> Select[tuple[str]]:
    people = seen.people.c
    return select(people.person_id).where(listed(people.person_id), ~people.active)


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


@dataclass(frozen=True, slots=True)
class InTheirPlace:
    """Whom to ask instead: the owner now of so many `customers` that the leaver's records are about, or,
    where that is none, whoever led them."""

    person: PersonCard
    customers: int


def successors_of(
    connection: Connection,
    person_id: str,
    record_ids: Collection[str],
    above: Sequence[str],
    *,
    access: Access,
    most: int = _SUCCESSORS,
) -> tuple[InTheirPlace, ...]:
    """Who owns the accounts now that these records of a leaver are about, of most records first; where
    nobody does, the first `above` them who is still here. Nobody who has left."""
    about = customers_of(connection, record_ids, access=access)
    customers = visible(access=access).customers.c
    account_of: dict[str, str] = {}
    wanted = list(about)
    for start in range(0, len(wanted), _MANY):
        for row in connection.execute(
            select(customers.customer_id, customers.record_id).where(
                customers.customer_id.in_(wanted[start : start + _MANY])
            )
        ):
            account_of[row.customer_id] = row.record_id
    owners = owners_of(connection, sorted(set(account_of.values())), access=access)
    owned: dict[str, list[str]] = defaultdict(list)
    for customer_id, account in account_of.items():
        if account in owners and owners[account].id != person_id:
            owned[owners[account].id].append(customer_id)
    here = active_among(connection, list(owned), access=access)
    cards = {card.id: card for card in owners.values()}
    found = sorted(
        here, key=lambda one: (-sum(len(about[customer]) for customer in owned[one]), one)
    )
    if found:
        return tuple(InTheirPlace(cards[one], len(owned[one])) for one in found[:most])
    leads = person_cards(connection, above, access=access)
    known = list(takewhile(leads.__contains__, above))
    here = active_among(connection, known, access=access)
    return tuple(InTheirPlace(leads[one], 0) for one in known if one in here)[:1]
