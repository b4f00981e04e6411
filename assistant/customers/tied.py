"""The colleagues whom records are tied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from assistant.answers import PersonCard
from assistant.cards import person_cards
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Role

_MANY = 500
Tied = Mapping[str, Mapping[Role, Sequence[PersonCard]]]
"""Record -> role -> colleagues whom the asker may know of, in the order of the record."""


def tied_people(
    connection: Connection,
    record_ids: Sequence[str],
    *,
    access: Access,
    roles: Collection[Role] = ("owner", "assignee", "author"),
) -> Tied:
    """Whom the records are tied to in these roles."""
    ties = visible(access=access).involvements.c
    rows = [
        row
        for start in range(0, len(record_ids), _MANY)
        for row in connection.execute(
            select(ties.record_id, ties.role, ties.person_id)
            .where(
                ties.record_id.in_(record_ids[start : start + _MANY]),
                ties.role.in_(tuple(roles)),
            )
            .order_by(ties.record_id, ties.ordinal)
        )
    ]
    cards = person_cards(connection, sorted({row.person_id for row in rows}), access=access)
    tied: dict[str, dict[Role, list[PersonCard]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.person_id in cards:
            tied[row.record_id][row.role].append(cards[row.person_id])
    return tied


def first_tied(tied: Tied, record_id: str, *roles: Role) -> PersonCard | None:
    """The first of them, in the first of these roles that anybody has."""
    of_record = tied.get(record_id, {})
    return next((card for role in roles for card in of_record.get(role, ())), None)
