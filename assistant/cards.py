"""Cards of colleagues, as far as the asker may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, select

from assistant.answers import PersonCard
from ingest.access import Access
from ingest.catalog.visible import visible

_MANY = 500


def person_cards(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> dict[str, PersonCard]:
    """Id -> card of those people whose directory entry the asker may read, or who never had one or
    have it no longer: of them the name and the address alone, if everyone might read it."""
    people = visible(access=access).people
    return {
        row.person_id: card_of(row)
        for start in range(0, len(person_ids), _MANY)
        for row in connection.execute(
            select(people).where(people.c.person_id.in_(person_ids[start : start + _MANY]))
        )
    }


def card_of(row: Row[tuple[object, ...]]) -> PersonCard:
    """The card of a row of people."""
    return PersonCard(row.person_id, row.name, row.title, row.department, row.email)
