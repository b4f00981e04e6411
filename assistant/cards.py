"""Cards of colleagues, as far as the asker may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, Select, select

from assistant.answers import PersonCard
from ingest.access import Access
from ingest.catalog.statements import kept, listed
from ingest.catalog.visible import Visible, visible
from ingest.names import alternate_name


def person_cards(
    connection: Connection, person_ids: Sequence[str], *, access: Access
) -> dict[str, PersonCard]:
    """Id -> card of those people whose directory entry the asker may read, or who never had one or
    have it no longer: of them the name and the address alone, if everyone might read it."""
    rows = connection.execute(_people(visible(access=access)), {"ids": list(person_ids)})
    return {row.person_id: card_of(row) for row in rows}


@kept
def _people(seen: Visible) -> Select[tuple[object, ...]]:
    return select(seen.people).where(listed(seen.people.c.person_id))


def card_of(row: Row[tuple[object, ...]]) -> PersonCard:
    """The card of a row of people."""
    return PersonCard(
        row.person_id,
        row.name,
        alternate_name(row.name, row.alternate_names.split("\n")),
        row.title,
        row.department,
        row.email,
    )
