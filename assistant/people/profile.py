"""Colleagues: who asks, and a person as far as the asker may see."""

from __future__ import annotations

from sqlalchemy import Connection, Row, select

from assistant.answers import PersonCard
from assistant.cards import card_of, person_cards
from assistant.customers.links import customer_links
from assistant.records import timeline
from assistant.views import PersonView
from ingest.access import Access
from ingest.catalog.directory import everybody_here, own_entry, people_with, survivors
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError
from ingest.store import Store

_CUSTOMERS_SHOWN = 20
_MANY = 500


def colleagues(store: Store) -> tuple[PersonCard, ...]:
    """Everybody in the directory who is still here, by department and name."""
    with store.catalog.reading() as connection:
        return tuple(card_of(row) for row in everybody_here(connection))


def own_card(store: Store, access: Access) -> PersonCard:
    """Who asks."""
    with store.catalog.reading() as connection:
        return card_of(own_entry(connection, access=access))


def person_view(store: Store, person_id: str, *, access: Access) -> PersonView:
    """A colleague, with the records and customers that the asker may see them tied to.

    NotFoundError unless the directory entry is readable, or, of somebody without one, a record they
    are tied to.
    """
    seen = visible(access=access)
    with store.catalog.reading() as connection:
        [person_id] = survivors(connection, [person_id])
        row = connection.execute(
            select(seen.people).where(seen.people.c.person_id == person_id)
        ).first()
        involved = seen.involvements
        tied = select(involved.c.record_id).where(involved.c.person_id == person_id)
        entries, count = timeline(connection, tied, access=access)
        if row is None or not (row.record_id or entries):
            raise NotFoundError("There is no such person, or nobody that you may see")
        ties = seen.record_customers
        known = connection.scalars(
            select(ties.c.customer_id)
            .where(ties.c.record_id.in_(tied))
            .distinct()
            .order_by(ties.c.customer_id)
        ).all()
        manager = _manager(connection, row.manager or [], access)
    return PersonView(
        person=card_of(row),
        active=row.active,
        manager=manager,
        record_id=row.record_id or "",
        record_count=count,
        customers=customer_links(store, known, access=access)[:_CUSTOMERS_SHOWN],
        timeline=entries,
    )


def known_people(connection: Connection, *, access: Access) -> list[Row[tuple[object, ...]]]:
    """The rows of all whom `person_view` shows the asker."""
    seen = visible(access=access)
    rows = connection.execute(select(seen.people).order_by(seen.people.c.person_id)).all()
    nameless = [row.person_id for row in rows if not row.record_id]
    tied: set[str] = set()
    for start in range(0, len(nameless), _MANY):
        tied.update(
            connection.scalars(
                select(seen.involvements.c.person_id)
                .where(seen.involvements.c.person_id.in_(nameless[start : start + _MANY]))
                .distinct()
            )
        )
    return [row for row in rows if row.record_id or row.person_id in tied]


def _manager(connection: Connection, keys: list[str], access: Access) -> PersonCard | None:
    cards = person_cards(connection, people_with(connection, keys), access=access)
    return next(iter(cards.values()), None)
