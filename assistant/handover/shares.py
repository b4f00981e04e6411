"""How much of what is on record of customers each colleague is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from assistant.answers import RecordLink
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import to_text
from ingest.records import DOCUMENTS, Kind, Moment

_MANY = 500
_NO_WORK: frozenset[Kind] = frozenset({"person", "contact"})
_SHOWN = 3


@dataclass(slots=True)
class Tied:
    """A record that somebody is tied to, with their roles in it."""

    record_id: str
    title: str
    kind: Kind
    occurred_at: Moment | None
    roles: set[str] = field(default_factory=set)

    @property
    def link(self) -> RecordLink:
        return RecordLink(self.record_id, self.title)


def records_of_person(connection: Connection, person_id: str, *, access: Access) -> dict[str, Tied]:
    """What they are tied to, the newest first."""
    seen = visible(access=access)
    records, involved = seen.records.c, seen.involvements.c
    rows = connection.execute(
        select(records.record_id, records.title, records.kind, records.occurred_at, involved.role)
        .join(seen.involvements, involved.record_id == records.record_id)
        .where(involved.person_id == person_id, records.kind.not_in(_NO_WORK))
        .order_by(records.occurred_at.desc().nulls_last(), records.record_id)
    )
    found: dict[str, Tied] = {}
    for row in rows:
        held = found.setdefault(
            row.record_id, Tied(row.record_id, row.title, row.kind, row.occurred_at)
        )
        held.roles.add(row.role)
    return found


def customers_of(
    connection: Connection, record_ids: Collection[str], *, access: Access
) -> dict[str, list[str]]:
    """Customer -> those of the records that are about them."""
    ties = visible(access=access).record_customers.c
    wanted = list(record_ids)
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(wanted), _MANY):
        for row in connection.execute(
            select(ties.customer_id, ties.record_id)
            .where(ties.record_id.in_(wanted[start : start + _MANY]))
            .distinct()
        ):
            found[row.customer_id].append(row.record_id)
    return found


@dataclass(slots=True)
class Share:
    """Of a customer: by person the records that they are in, and all that anybody is in."""

    of_person: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    records: set[str] = field(default_factory=set)


def shares_of(
    connection: Connection, customer_ids: Sequence[str], *, access: Access
) -> dict[str, Share]:
    """By customer, who is in which of its records."""
    seen = visible(access=access)
    ties, involved, records = seen.record_customers.c, seen.involvements.c, seen.records.c
    shares: dict[str, Share] = defaultdict(Share)
    for start in range(0, len(customer_ids), _MANY):
        rows = connection.execute(
            select(ties.customer_id, involved.person_id, involved.record_id)
            .join(seen.involvements, involved.record_id == ties.record_id)
            .join(seen.records, records.record_id == ties.record_id)
            .where(
                ties.customer_id.in_(customer_ids[start : start + _MANY]),
                records.kind.not_in(_NO_WORK),
            )
            .distinct()
        )
        for row in rows:
            shares[row.customer_id].of_person[row.person_id].add(row.record_id)
            shares[row.customer_id].records.add(row.record_id)
    return shares


def newest(tied: Collection[Tied]) -> tuple[RecordLink, ...]:
    """The newest few."""
    ranked = sorted(
        tied, key=lambda one: to_text(one.occurred_at) if one.occurred_at else "", reverse=True
    )
    return tuple(one.link for one in ranked[:_SHOWN])


def documents_among(tied: Collection[Tied]) -> list[Tied]:
    """Those that somebody wrote for others to read."""
    return [one for one in tied if one.kind in DOCUMENTS]
