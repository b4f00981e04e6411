"""Colleagues: who asks and what they may read, and a person as far as the asker may see."""

from __future__ import annotations

from sqlalchemy import Connection, Row, select

from assistant.answers import PersonCard
from assistant.customers import customer_links
from assistant.records import timeline
from assistant.views import PersonView
from ingest.access import Access
from ingest.catalog.reading import readable_records
from ingest.catalog.schema import entity_keys, involvements, people, record_customers
from ingest.errors import NotFoundError, UnknownAskerError
from ingest.store import Store

_CUSTOMERS_SHOWN = 20


def access_of(store: Store, address: str) -> Access:
    """The tokens of the colleague at a mail address, at this moment: everyone, their department,
    themselves under their id and every address they have.

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
    tokens = {"everyone", f"person:{row.person_id}"}
    tokens.update(f"person:{key.removeprefix('mail:')}" for key in addresses)
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
    return tuple(_card(row) for row in rows)


def person_card(store: Store, person_id: str) -> PersonCard:
    """A person by id; NotFoundError if there is none."""
    with store.catalog.reading() as connection:
        row = _row(connection, person_id)
    return _card(row)


def person_view(store: Store, person_id: str, *, access: Access) -> PersonView:
    """A colleague, with the records and customers that the asker may see them tied to.

    NotFoundError unless the directory entry, or a record they are tied to, is readable.
    """
    with store.catalog.reading() as connection:
        row = _row(connection, person_id)
        stated = readable_records(connection, [row.record_id or ""], access=access)
        tied = select(involvements.c.record_id).where(involvements.c.person_id == row.person_id)
        entries, count = timeline(connection, tied, access=access)
        if not stated and not entries:
            raise NotFoundError("There is no such person, or nobody that you may see")
        visible = readable_records(
            connection, connection.scalars(tied.distinct()).all(), access=access
        )
        known = connection.scalars(
            select(record_customers.c.customer_id)
            .where(
                record_customers.c.record_id.in_(sorted(visible)),
                record_customers.c.customer_id.is_not(None),
            )
            .distinct()
        ).all()
        manager = _manager(connection, row.manager) if stated else None
    return PersonView(
        person=_card(row),
        active=row.active,
        manager=manager,
        record_id=row.record_id or "",
        record_count=count,
        customers=customer_links(store, sorted(known)[:_CUSTOMERS_SHOWN], access=access),
        timeline=entries,
    )


def _row(connection: Connection, person_id: str) -> Row[tuple[object, ...]]:
    row = connection.execute(select(people).where(people.c.person_id == person_id)).first()
    if row is None:
        raise NotFoundError("There is no such person, or nobody that you may see")
    return _row(connection, row.merged_into) if row.merged_into else row


def _manager(connection: Connection, keys: list[str]) -> PersonCard | None:
    row = connection.execute(
        select(people)
        .join(entity_keys, entity_keys.c.entity_id == people.c.person_id)
        .where(entity_keys.c.key.in_(keys), entity_keys.c.family == "person")
        .limit(1)
    ).first()
    return _card(row) if row else None


def _card(row: Row[tuple[object, ...]]) -> PersonCard:
    return PersonCard(row.person_id, row.name, row.title, row.department, row.email)
