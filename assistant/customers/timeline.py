"""What was dealt with a customer, across all sources, by kind, person and period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    and_,
    func,
    or_,
    select,
    type_coerce,
    union,
)

from assistant.answers import RecordLink
from assistant.customers.dealings import about_customer, mentions_of
from assistant.customers.dossier import Dossier
from assistant.customers.views import KindCount, TimelineItem, TimelinePage
from assistant.naming import known_filters
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.filters import Filters
from ingest.moments import to_text
from ingest.records import Kind, Moment

_DAY_CHARACTERS = 10


def timeline_page(
    connection: Connection,
    customer_id: str,
    timezone: ZoneInfo,
    *,
    access: Access,
    filters: Filters,
    offset: int,
    limit: int,
    naming: bool = True,
) -> TimelinePage:
    """The records about a customer and, if `naming`, those that name them, the newest first; those without a
    date last.

    `since` and `until` are days of the company's `timezone`, both within.
    """
    known = known_filters(connection, filters, access=access)
    if known is None:
        return TimelinePage((), 0, offset, limit, ())
    seen = visible(access=access)
    records = seen.records.c
    about = about_customer(customer_id, access=access)
    mentions = mentions_of(connection, customer_id, access=access) if naming else []
    named = sorted({one.record_id for one in mentions})
    tagged = seen.mentions.c
    only_naming = select(tagged.record_id).where(
        tagged.entity_id == customer_id, tagged.record_id.in_(named)
    )
    either = union(about, only_naming) if named else about
    conditions: list[ColumnElement[bool]] = [records.record_id.in_(either)]
    if known.kinds:
        conditions.append(records.kind.in_(known.kinds))
    if known.people:
        ties = seen.involvements.c
        tied = select(ties.record_id).where(ties.person_id.in_(known.people))
        conditions.append(records.record_id.in_(tied))
    conditions += _within(type_coerce(records.occurred_at, String), known, timezone)
    total = connection.scalar(select(func.count()).select_from(seen.records).where(*conditions))
    rows = connection.execute(
        select(records.record_id, records.title, records.kind, records.source, records.occurred_at)
        .where(*conditions)
        .order_by(records.occurred_at.desc().nulls_last(), records.record_id)
        .offset(offset)
        .limit(limit)
    )
    only_named = frozenset(named)
    return TimelinePage(
        tuple(
            TimelineItem(
                RecordLink(row.record_id, row.title),
                row.kind,
                row.source,
                row.occurred_at,
                row.record_id not in only_named,
            )
            for row in rows
        ),
        total or 0,
        offset,
        limit,
        () if offset else _kinds(connection, either, access),
    )


def latest_dealings(dossier: Dossier, today: date, limit: int) -> TimelinePage:
    """The same up to today, from what was read already."""
    about = [one for one in dossier.dealings if one.day and one.day <= today]  # the newest first
    naming = [one for one in dossier.naming if one.day and one.day <= today]
    past = sorted((*about[:limit], *naming), key=lambda one: one.record_id)
    past.sort(key=lambda one: to_text(one.occurred_at) if one.occurred_at else "", reverse=True)
    entries = tuple(
        TimelineItem(one.link, one.kind, one.source, one.occurred_at, one.about)
        for one in past[:limit]
    )
    kinds = Counter(one.kind for one in (*dossier.dealings, *dossier.naming))
    return TimelinePage(entries, len(about) + len(naming), 0, limit, _counted(kinds))


def kind_counts(dossier: Dossier) -> tuple[KindCount, ...]:
    """How many records of each kind are about a customer, the most first."""
    return _counted(Counter(one.kind for one in dossier.dealings))


def _kinds(
    connection: Connection, of: Select[tuple[str]] | CompoundSelect[tuple[str]], access: Access
) -> tuple[KindCount, ...]:
    records = visible(access=access).records.c
    rows = connection.execute(
        select(records.kind, func.count()).where(records.record_id.in_(of)).group_by(records.kind)
    )
    return _counted({row[0]: row[1] for row in rows})


def _counted(counts: Mapping[Kind, int]) -> tuple[KindCount, ...]:
    views = [KindCount(kind, count) for kind, count in counts.items()]
    return tuple(sorted(views, key=lambda one: (-one.count, one.kind)))


def until_the_end_of(day: date, timezone: ZoneInfo) -> tuple[str, str]:
    """What a stored day, and a stored instant, must come before to lie on `day` or earlier."""
    following = day + timedelta(days=1) if day < date.max else day
    return following.isoformat(), _midnight(following, timezone)


def _within(
    occurred: ColumnElement[str], filters: Filters, timezone: ZoneInfo
) -> list[ColumnElement[bool]]:
    is_day = func.length(occurred) == _DAY_CHARACTERS
    is_instant = func.length(occurred) > _DAY_CHARACTERS
    conditions: list[ColumnElement[bool]] = []
    if filters.since:
        day, instant = _bounds(filters.since, timezone)
        conditions.append(or_(and_(is_day, occurred >= day), and_(is_instant, occurred >= instant)))
    if filters.until:
        if isinstance(filters.until, datetime):
            last = filters.until.astimezone(timezone).date().isoformat()
            conditions.append(
                or_(
                    and_(is_day, occurred <= last),
                    and_(is_instant, occurred <= to_text(filters.until)),
                )
            )
        else:
            day, instant = until_the_end_of(filters.until, timezone)
            conditions.append(
                or_(and_(is_day, occurred < day), and_(is_instant, occurred < instant))
            )
    return conditions


def _bounds(moment: Moment, timezone: ZoneInfo) -> tuple[str, str]:
    if isinstance(moment, datetime):
        return moment.astimezone(timezone).date().isoformat(), to_text(moment)
    return moment.isoformat(), _midnight(moment, timezone)


def _midnight(day: date, timezone: ZoneInfo) -> str:
    try:
        return to_text(datetime.combine(day, time(), timezone).astimezone(UTC))
    except OverflowError:  # the first or the last day that there is
        return day.isoformat()
