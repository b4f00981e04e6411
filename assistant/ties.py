"""The ties of people to records that the asker may read, and what they tell of why somebody is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from assistant.answers import Reason, RecordLink
from ingest.access import Access
from ingest.catalog.visible import Visible, visible
from ingest.moments import day_of, to_text
from ingest.records import Kind, Moment, Role

_RECORDS_SHOWN = 3
_MANY = 500
_NOT_EVIDENCE: frozenset[Kind] = frozenset({"person"})


class Tie(NamedTuple):
    """One involvement: a person's part in a record. A ranking makes a thousand."""

    record_id: str
    kind: Kind
    occurred_at: Moment | None
    person_id: str
    role: Role


def ties_to(connection: Connection, record_ids: Sequence[str], *, access: Access) -> Iterator[Tie]:
    """Of everybody who is tied to one of the records."""
    seen = visible(access=access)
    wanted = _query(seen)
    for start in range(0, len(record_ids), _MANY):
        part = record_ids[start : start + _MANY]
        rows = connection.execute(wanted.where(seen.ties.c.record_id.in_(part))).all()
        yield from map(Tie._make, rows)


def ties_about(
    connection: Connection, customer_ids: Sequence[str], *, access: Access
) -> Iterator[Tie]:
    """Of everybody who is tied to a record of one of the customers."""
    seen = visible(access=access)
    held = seen.record_customers
    rows = connection.execute(
        _query(seen)
        .join(held, held.c.record_id == seen.ties.c.record_id)
        .where(held.c.customer_id.in_(customer_ids))
        .distinct()
    ).all()
    yield from map(Tie._make, rows)


def reasons_for(
    ties: Iterable[Tie], votes: Mapping[str, float], titles: Mapping[str, str], today: date
) -> tuple[Reason, ...]:
    """Why one person is named, by role, the role with most records first; of the records those are
    shown that bear most on the question, the newest first where they bear alike. `titles` has those that
    `shown` tells of."""
    reasons = [
        Reason(
            role,
            len(held),
            _latest(held, today),
            tuple(
                RecordLink(tie.record_id, titles[tie.record_id])
                for tie in held[:_RECORDS_SHOWN]
                if tie.record_id in titles
            ),
        )
        for role, held in _telling(ties, votes).items()
    ]
    return tuple(sorted(reasons, key=lambda reason: (-reason.count, reason.role)))


def shown(ties: Iterable[Tie], votes: Mapping[str, float]) -> list[str]:
    """The records that `reasons_for` shows of somebody."""
    return [
        tie.record_id for held in _telling(ties, votes).values() for tie in held[:_RECORDS_SHOWN]
    ]


def titles_of(
    connection: Connection, record_ids: Sequence[str], *, access: Access
) -> dict[str, str]:
    """Record id -> title of those that the asker may read."""
    records = visible(access=access).records.c
    found: dict[str, str] = {}
    for start in range(0, len(record_ids), _MANY):
        part = record_ids[start : start + _MANY]
        rows = connection.execute(
            select(records.record_id, records.title).where(records.record_id.in_(part))
        )
        found.update((row.record_id, row.title) for row in rows)
    return found


def _telling(ties: Iterable[Tie], votes: Mapping[str, float]) -> dict[Role, list[Tie]]:
    by_role: dict[Role, dict[str, Tie]] = defaultdict(dict)
    for tie in ties:
        by_role[tie.role][tie.record_id] = tie
    return {
        role: sorted(
            held.values(),
            key=lambda tie: (
                votes.get(tie.record_id, 0.0),
                str(tie.occurred_at or ""),
                tie.record_id,
            ),
            reverse=True,
        )
        for role, held in by_role.items()
    }


def _latest(ties: Iterable[Tie], today: date) -> Moment | None:
    moments = [
        tie.occurred_at for tie in ties if tie.occurred_at and day_of(tie.occurred_at) <= today
    ]
    return max(moments, key=to_text, default=None)


def _query(seen: Visible) -> Select[tuple[object, ...]]:
    """In the order of a Tie."""
    ties = seen.ties.c
    return select(ties.record_id, ties.kind, ties.occurred_at, ties.person_id, ties.role).where(
        ties.kind.not_in(_NOT_EVIDENCE)
    )
