"""The colleagues who have to do with a customer, and how."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, String, case, func, or_, select, type_coerce

from assistant.answers import PersonCard, Reason, RecordLink
from assistant.cards import card_of, person_cards
from assistant.customers.dealings import about_customer
from assistant.customers.timeline import until_the_end_of
from assistant.customers.views import Team, TeamMember
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.moments import from_text

_RECORDS_SHOWN = 3
_NO_TIE = frozenset({"person"})


def team_of(
    connection: Connection,
    customer_id: str,
    account_id: str,
    today: date,
    timezone: ZoneInfo,
    *,
    access: Access,
) -> Team:
    """Those whom the records about a customer are tied to, whoever has to do with most of them first,
    behind the owner, whom the account itself names. `last_at` is never in the future."""
    seen = visible(access=access)
    owners = owners_of(connection, [account_id], access=access)
    owner = owners.get(account_id)
    reasons, counts = _reasons(connection, customer_id, today, timezone, access=access)
    people = seen.people
    rows = [
        row
        for start in range(0, len(reasons), 500)
        for row in connection.execute(
            select(people).where(people.c.person_id.in_(list(reasons)[start : start + 500]))
        )
    ]
    members = [
        TeamMember(
            card_of(row),
            owner is not None and row.person_id == owner.id,
            bool(row.active),
            counts[row.person_id],
            tuple(sorted(reasons[row.person_id], key=lambda one: (-one.count, one.role))),
        )
        for row in rows
    ]
    members.sort(key=lambda one: (not one.is_owner, -one.record_count, one.person.id))
    return Team(
        owner,
        tuple(one for one in members if one.active),
        tuple(one for one in members if not one.active),
    )


def owners_of(
    connection: Connection, account_ids: list[str], *, access: Access
) -> dict[str, PersonCard]:
    """Account record -> the colleague who owns it, whom the asker may know of."""
    ties = visible(access=access).involvements.c
    held: dict[str, str] = {}
    for start in range(0, len(account_ids), 500):
        rows = connection.execute(
            select(ties.record_id, ties.person_id)
            .where(
                ties.record_id.in_(account_ids[start : start + 500]),
                ties.role.in_(("owner", "assignee")),
            )
            .order_by(ties.role.desc(), ties.ordinal)
        )
        for row in rows:
            held.setdefault(row.record_id, row.person_id)
    cards = person_cards(connection, sorted(set(held.values())), access=access)
    return {one: cards[person] for one, person in held.items() if person in cards}


def _reasons(
    connection: Connection, customer_id: str, today: date, timezone: ZoneInfo, *, access: Access
) -> tuple[dict[str, list[Reason]], dict[str, int]]:
    """Person -> by role how many records, the latest up to today, and the newest of them; and how many
    records in all."""
    seen = visible(access=access)
    ties, records = seen.involvements.c, seen.records.c
    occurred = type_coerce(records.occurred_at, String)
    day, instant = until_the_end_of(today, timezone)
    is_past = or_(
        (func.length(occurred) == len(day)) & (occurred < day),
        (func.length(occurred) > len(day)) & (occurred < instant),
    )
    tied = (
        select(
            ties.person_id,
            ties.role,
            records.record_id,
            records.title,
            case((is_past, occurred)).label("occurred"),
        )
        .join(seen.records, records.record_id == ties.record_id)
        .where(
            records.record_id.in_(about_customer(customer_id, access=access)),
            records.kind.not_in(_NO_TIE),
        )
        .distinct()
        .subquery()
    )
    ranked = select(
        tied,
        func.row_number()
        .over(
            partition_by=(tied.c.person_id, tied.c.role),
            order_by=(tied.c.occurred.desc().nulls_last(), tied.c.record_id),
        )
        .label("place"),
        func.count().over(partition_by=(tied.c.person_id, tied.c.role)).label("records"),
    ).subquery()
    grouped: dict[tuple[str, str], list[Row[tuple[object, ...]]]] = defaultdict(list)
    for row in connection.execute(
        select(ranked).where(ranked.c.place <= _RECORDS_SHOWN).order_by(ranked.c.place)
    ):
        grouped[row.person_id, row.role].append(row)
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for (person_id, _), rows in grouped.items():
        newest = rows[0]
        reasons[person_id].append(
            Reason(
                newest.role,
                newest.records,
                from_text(newest.occurred) if newest.occurred else None,
                tuple(RecordLink(row.record_id, row.title) for row in rows),
            )
        )
    counts = connection.execute(
        select(tied.c.person_id, func.count(tied.c.record_id.distinct())).group_by(tied.c.person_id)
    )
    return reasons, {str(row[0]): int(row[1]) for row in counts}
