"""Colleagues: who asks and what they may read, and a person as far as the asker may see."""

from __future__ import annotations

from sqlalchemy import Connection, Row, select

from assistant.answers import PersonCard
from assistant.cards import card_of, person_cards
from assistant.customers import customer_links
from assistant.records import timeline
from assistant.views import PersonView
from ingest.access import Access
from ingest.catalog.reading import readable
from ingest.catalog.schema import (
    entity_keys,
    involvements,
    people,
    record_customers,
    records,
    versions,
)
from ingest.errors import NotFoundError, UnknownAskerError
from ingest.store import Store
from ingest.tokens import person_token

_CUSTOMERS_SHOWN = 20


def access_of(store: Store, address: str) -> Access:
    """The tokens of the colleague at a mail address, at this moment: everyone, their department,
    teams and groups, themselves under their id and every address they have, and what their place in
    the reporting line gives them.

    Raises UnknownAskerError for an unknown address and for somebody who has left.
    """
    person_id = store.entities().person_at(address)
    with store.catalog.reading() as connection:
        row = connection.execute(
            select(people).where(people.c.person_id == person_id, people.c.record_id.is_not(None))
        ).first()
        if row is None or not row.active:
            raise UnknownAskerError(
                f"Nobody in the directory answers to {address!r}; check the address"
            )
        addresses = connection.scalars(
            select(entity_keys.c.key).where(
                entity_keys.c.entity_id == row.person_id,
                entity_keys.c.family == "person",
                entity_keys.c.key.startswith("mail:"),
            )
        ).all()
    tokens = {"everyone", f"person:{row.person_id}", *row.memberships}
    tokens.update(person_token(key.removeprefix("mail:")) for key in addresses)
    tokens |= store.lines().tokens(row.person_id)
    if row.department:
        tokens.add(f"dept:{row.department}")
    return Access(row.person_id, frozenset(tokens))


def colleagues(store: Store) -> tuple[PersonCard, ...]:
    """Everybody in the directory who is still here, by department and name."""
    with store.catalog.reading() as connection:
        rows = connection.execute(
            select(people)
            .where(people.c.active, people.c.record_id.is_not(None), people.c.merged_into.is_(None))
            .order_by(people.c.department, people.c.name)
        ).all()
    return tuple(card_of(row) for row in rows)


def own_card(store: Store, access: Access) -> PersonCard:
    """Who asks."""
    with store.catalog.reading() as connection:
        return card_of(_row(connection, access.person_id))


def person_view(store: Store, person_id: str, *, access: Access) -> PersonView:
    """A colleague, with the records and customers that the asker may see them tied to.

    NotFoundError unless the directory entry is readable, or, of somebody without one, a record they
    are tied to.
    """
    with store.catalog.reading() as connection:
        row = _row(connection, person_id)
        card = person_cards(connection, [row.person_id], access=access).get(row.person_id)
        tied = (
            select(involvements.c.record_id)
            .join(
                records,
                (records.c.record_id == involvements.c.record_id)
                & (records.c.live_version == involvements.c.version),
            )
            .where(involvements.c.person_id == row.person_id)
        )
        entries, count = timeline(connection, tied, access=access)
        if card is None or not (row.record_id or entries):
            raise NotFoundError("There is no such person, or nobody that you may see")
        known = connection.scalars(
            select(record_customers.c.customer_id)
            .join(
                records,
                (records.c.record_id == record_customers.c.record_id)
                & (records.c.live_version == record_customers.c.version),
            )
            .join(versions, versions.c.record_id == records.c.record_id)
            .where(
                readable(access),
                records.c.record_id.in_(tied),
                record_customers.c.customer_id.is_not(None),
            )
            .distinct()
            .order_by(record_customers.c.customer_id)
        ).all()
        manager = _manager(connection, row.manager, access) if row.record_id else None
    return PersonView(
        person=card,
        active=row.active,
        manager=manager,
        record_id=row.record_id or "",
        record_count=count,
        customers=customer_links(store, known, access=access)[:_CUSTOMERS_SHOWN],
        timeline=entries,
    )


def _row(connection: Connection, person_id: str) -> Row[tuple[object, ...]]:
    row = connection.execute(select(people).where(people.c.person_id == person_id)).first()
    if row is None:
        raise NotFoundError("There is no such person, or nobody that you may see")
    return _row(connection, row.merged_into) if row.merged_into else row


def _manager(connection: Connection, keys: list[str], access: Access) -> PersonCard | None:
    person_ids = connection.scalars(
        select(entity_keys.c.entity_id).where(
            entity_keys.c.key.in_(keys), entity_keys.c.family == "person"
        )
    ).all()
    return next(iter(person_cards(connection, person_ids, access=access).values()), None)
