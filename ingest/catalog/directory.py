"""The directory, for what comes before any reading: who asks, what they hold, and who is who by id."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, select

from ingest.access import Access
from ingest.catalog.schema import customers, entity_keys, fields, people, records
from ingest.catalog.visible import entries
from ingest.errors import NotFoundError, UnknownAskerError
from ingest.mentions import addresses
from ingest.store import Store
from ingest.tokens import person_token


def access_of(store: Store, address: str) -> Access:
    """What `access_of_person` gives, of the colleague at a mail address."""
    try:
        return access_of_person(store, store.entities().person_at(address) or "")
    except UnknownAskerError:
        raise UnknownAskerError(
            f"Nobody in the directory answers to {address!r}; check the address"
        ) from None


def access_of_person(store: Store, person_id: str) -> Access:
    """The tokens of a colleague, at this moment: everyone, their department, teams and groups,
    themselves under their id and every address they have, and what their place in the reporting line
    gives them.

    Raises UnknownAskerError for somebody unknown, who has left, or who was merged into another.
    """
    with store.catalog.reading() as connection:
        row = connection.execute(
            select(people).where(
                people.c.person_id == person_id,
                people.c.record_id.is_not(None),
                # The row of somebody merged into another is never told that they moved or left.
                people.c.merged_into.is_(None),
            )
        ).first()
        if row is None or not row.active:
            raise UnknownAskerError("Nobody in the directory is called so")
    lines = store.lines()
    tokens = {"everyone", f"person:{row.person_id}", *row.memberships}
    tokens.update(map(person_token, lines.addresses(row.person_id)))
    tokens |= lines.tokens(row.person_id)
    if row.department:
        tokens.add(f"dept:{row.department}")
    return Access(row.person_id, frozenset(tokens))


def is_theirs(connection: Connection, person_id: str, address: str) -> bool:
    """Whether the entry of a colleague gives this address today. What leads to somebody once goes on
    leading to them, also when another has the address now."""
    held = connection.execute(
        select(people.c.email, fields.c.value)
        .join(records, records.c.record_id == people.c.record_id)
        .outerjoin(
            fields,
            (fields.c.record_id == records.c.record_id)
            & (fields.c.version == records.c.live_version)
            & (fields.c.name == "email"),
        )
        .where(people.c.person_id == person_id)
    ).all()
    said = {one for row in held for one in (row.email, *addresses(row.value or ""))}
    return address.strip().lower() in said


def own_entry(connection: Connection, *, access: Access) -> Row[tuple[object, ...]]:
    """The asker's own row of `entries`, whether or not they may read the record that states it."""
    [person_id] = survivors(connection, [access.person_id])
    row = connection.execute(entries().where(people.c.person_id == person_id)).first()
    if row is None:
        raise NotFoundError("There is no such person, or nobody that you may see")
    return row


def everybody_here(connection: Connection) -> Sequence[Row[tuple[object, ...]]]:
    """The rows of `entries` of all who are still here, by department and name: for choosing who asks."""
    return connection.execute(
        entries()
        .where(people.c.active, people.c.record_id.is_not(None))
        .order_by(people.c.department, people.c.name)
    ).all()


def people_with(connection: Connection, keys: Sequence[str]) -> Sequence[str]:
    """The ids of the people to whom keys of `entity_keys` lead."""
    return connection.scalars(
        select(entity_keys.c.entity_id).where(
            entity_keys.c.key.in_(keys), entity_keys.c.family == "person"
        )
    ).all()


def survivors(connection: Connection, entity_ids: Sequence[str]) -> list[str]:
    """The ids under which customers and people go now, merged ones by those they were merged into."""
    current = list(dict.fromkeys(entity_ids))
    while True:
        followed = {
            str(row[0]): str(row[1])
            for table, id_column in (
                (people, people.c.person_id),
                (customers, customers.c.customer_id),
            )
            for row in connection.execute(
                select(id_column, table.c.merged_into).where(
                    id_column.in_(current), table.c.merged_into.is_not(None)
                )
            )
        }
        if not followed:
            return current
        current = list(dict.fromkeys(followed.get(one, one) for one in current))
