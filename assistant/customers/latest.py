"""When something was last done with each of many customers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, String, func, or_, select, type_coerce

from assistant.customers.dealings import CONTACTS
from assistant.customers.timeline import until_the_end_of
from ingest.access import Access
from ingest.catalog.statements import listed
from ingest.catalog.visible import visible
from ingest.moments import from_text
from ingest.records import Kind, Moment


def last_dealings(
    connection: Connection,
    customer_ids: Collection[str],
    today: date,
    timezone: ZoneInfo,
    *,
    access: Access,
    kinds: Collection[Kind] = CONTACTS,
    people: Collection[str] = (),
) -> dict[str, Moment]:
    """Customer -> the latest record of these kinds up to today, that one of these colleagues had a hand in
    where there are any; nothing of a customer without one."""
    seen = visible(access=access)
    ties, records, involved = seen.record_customers.c, seen.records.c, seen.involvements.c
    occurred = type_coerce(records.occurred_at, String)
    day, instant = until_the_end_of(today, timezone)
    length = func.length(occurred)
    is_past = or_(
        (length == len(day)) & (occurred < day), (length > len(day)) & (occurred < instant)
    )
    wanted = (
        select(ties.customer_id, func.max(occurred))
        .join(seen.records, records.record_id == ties.record_id)
        .where(listed(ties.customer_id), records.kind.in_(kinds), is_past)
        .group_by(ties.customer_id)
    )
    if people:
        theirs = select(involved.record_id).where(
            involved.person_id.in_(people), involved.role != "mentioned"
        )
        wanted = wanted.where(ties.record_id.in_(theirs))
    rows = connection.execute(wanted, {"ids": list(customer_ids)})
    return {str(row[0]): from_text(row[1]) for row in rows if row[1]}


def dealings_at(
    connection: Connection,
    moments: dict[str, Moment],
    *,
    access: Access,
    kinds: Collection[Kind] = CONTACTS,
) -> dict[str, str]:
    """Customer -> the record of these kinds that is of that moment, the first by its id where several are."""
    seen = visible(access=access)
    ties, records = seen.record_customers.c, seen.records.c
    rows = connection.execute(
        select(ties.customer_id, ties.record_id, records.occurred_at)
        .join(seen.records, records.record_id == ties.record_id)
        .where(
            listed(ties.customer_id),
            records.kind.in_(kinds),
            records.occurred_at.in_(set(moments.values())),
        )
        .order_by(ties.record_id),
        {"ids": list(moments)},
    )
    found: dict[str, str] = {}
    for row in rows:
        if moments[row.customer_id] == row.occurred_at:
            found.setdefault(row.customer_id, row.record_id)
    return found
