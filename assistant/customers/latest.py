"""When something was last done with each of many customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, String, func, or_, select, type_coerce

from assistant.customers.dealings import CONTACTS
from assistant.customers.timeline import until_the_end_of
from ingest.access import Access
from ingest.catalog.statements import listed
from ingest.catalog.visible import Visible, visible
from ingest.moments import from_text
from ingest.records import Kind, Moment

_MANY = 500


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
    records = seen.records.c
    occurred = type_coerce(records.occurred_at, String)
    day, instant = until_the_end_of(today, timezone)
    length = func.length(occurred)
    is_past = or_(
        (length == len(day)) & (occurred < day), (length > len(day)) & (occurred < instant)
    )
    customer_id = seen.record_customers.c.customer_id
    wanted = (
        select(customer_id, func.max(occurred))
        .join(seen.records, records.record_id == seen.record_customers.c.record_id)
        .where(_is_such(seen, kinds, people), is_past)
        .group_by(customer_id)
    )
    rows = connection.execute(wanted, {"ids": list(customer_ids)})
    return {str(row[0]): from_text(row[1]) for row in rows if row[1]}


def dealings_at(
    connection: Connection,
    moments: Mapping[str, Moment],
    *,
    access: Access,
    kinds: Collection[Kind] = CONTACTS,
    people: Collection[str] = (),
) -> dict[str, str]:
    """Customer -> the record of these kinds, and of these colleagues, that is of that moment, the first by its
    id where several are."""
    seen = visible(access=access)
    ties, records = seen.record_customers.c, seen.records.c
    found: dict[str, str] = {}
    ids = list(moments)
    for start in range(0, len(ids), _MANY):
        part = ids[start : start + _MANY]
        rows = connection.execute(
            select(ties.customer_id, ties.record_id, records.occurred_at)
            .join(seen.records, records.record_id == ties.record_id)
            .where(
                _is_such(seen, kinds, people),
                records.occurred_at.in_({moments[one] for one in part}),
            )
            .order_by(ties.record_id),
            {"ids": part},
        )
        for row in rows:
            if moments[row.customer_id] == row.occurred_at:
                found.setdefault(row.customer_id, row.record_id)
    return found


def _is_such(
    seen: Visible, kinds: Collection[Kind], people: Collection[str]
) -> ColumnElement[bool]:
    """That a record is about one of the customers listed, of these kinds, and that one of these colleagues had a
    hand in it, where there are any."""
    ties, involved = seen.record_customers.c, seen.involvements.c
    such = listed(ties.customer_id) & seen.records.c.kind.in_(kinds)
    if not people:
        return such
    theirs = select(involved.record_id).where(
        involved.person_id.in_(people), involved.role != "mentioned"
    )
    return such & ties.record_id.in_(theirs)
