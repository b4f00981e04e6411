"""The ties of people to records that the asker may read, and what they tell of why somebody is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from assistant.answers import Reason, RecordLink
from ingest.access import Access
from ingest.catalog.statements import kept, listed
from ingest.catalog.visible import Visible, visible
from ingest.moments import day_of, to_text
from ingest.records import Kind, Moment, Role

_RECORDS_SHOWN = 3
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
    rows = connection.execute(_of_records(visible(access=access)), {"ids": list(record_ids)}).all()
    return map(Tie._make, rows)


def ties_about(
    connection: Connection, customer_ids: Sequence[str], *, access: Access
) -> Iterator[Tie]:
    """Of everybody who is tied to a record of one of the customers."""
    wanted = _of_customers(visible(access=access))
    return map(Tie._make, connection.execute(wanted, {"ids": list(customer_ids)}).all())


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
    rows = connection.execute(_titles(visible(access=access)), {"ids": list(record_ids)})
    return {row.record_id: row.title for row in rows}


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


@kept
def _of_records(seen: Visible) -> Select[tuple[object, ...]]:
    return _query(seen).where(listed(seen.ties.c.record_id))


@kept
def _of_customers(seen: Visible) -> Select[tuple[object, ...]]:
    held = seen.record_customers
    return (
        _query(seen)
        .join(held, held.c.record_id == seen.ties.c.record_id)
        .where(listed(held.c.customer_id))
        .distinct()
    )


@kept
def _titles(seen: Visible) -> Select[tuple[object, ...]]:
    records = seen.records.c
    return select(records.record_id, records.title).where(listed(records.record_id))


def _query(seen: Visible) -> Select[tuple[object, ...]]:
    """In the order of a Tie."""
    ties = seen.ties.c
    return select(ties.record_id, ties.kind, ties.occurred_at, ties.person_id, ties.role).where(
        ties.kind.not_in(_NOT_EVIDENCE)
    )
