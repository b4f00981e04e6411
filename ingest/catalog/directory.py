"""The directory, for what comes before any reading: who asks, what they hold, and who is who by id."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, select

from ingest.access import Access
from ingest.catalog.entities import mail_key
from ingest.catalog.schema import customers, entity_keys, fields, people, records
from ingest.catalog.statements import listed
from ingest.catalog.visible import all_entries, entries
from ingest.errors import NotFoundError, UnknownAskerError
from ingest.mentions import addresses
from ingest.store import Store
from ingest.tokens import person_token

_WITH_IDS = ((people, people.c.person_id), (customers, customers.c.customer_id))


def access_of(store: Store, address: str) -> Access:
    """What `access_of_person` gives, of the colleague at a mail address."""
    with store.catalog.reading() as connection:
        holder = connection.scalar(
            select(entity_keys.c.entity_id)
            .where(entity_keys.c.key == mail_key(address), entity_keys.c.family == "person")
            .order_by(entity_keys.c.stated_by.is_(None), entity_keys.c.entity_id)
            .limit(1)
        )
    try:
        return access_of_person(store, holder or "")
    except UnknownAskerError:
        raise UnknownAskerError(
            f"Nobody in the directory answers to {address!r}; check the address"
        ) from None


def access_of_person(store: Store, person_id: str) -> Access:
    """The tokens of a colleague, at this moment: everyone, what their entries in the directories say
    (departments, teams and groups), themselves under their ids and every address they have, and what
    their place in the reporting line gives them.

    Entries are one colleague's where the directories show it; that a curator took them for one lets
    nobody read more. Raises UnknownAskerError for somebody unknown, and for one whom an entry says
    to have left.
    """
    with store.catalog.reading() as connection:
        ids = same_person(connection, person_id)
        rows = connection.execute(
            select(people).where(people.c.person_id.in_(ids), people.c.record_id.is_not(None))
        ).all()
    if not rows or not all(row.active for row in rows):
        raise UnknownAskerError("Nobody in the directory is called so")
    lines = store.lines()
    tokens = {"everyone", *(f"person:{one}" for one in ids)}
    tokens.update(map(person_token, lines.addresses(ids[0])))
    tokens |= lines.tokens(ids[0])
    for row in rows:
        tokens.update(row.memberships)
        if row.department:
            tokens.add(f"dept:{row.department}")
    return Access(ids[0], frozenset(tokens))


def same_person(connection: Connection, person_id: str) -> list[str]:
    """Every id that somebody was issued and signs in under, the one they go by there first."""
    own = people.c.person_id == person_id
    first = connection.scalar(select(people.c.signs_in_as).where(own)) or person_id
    others = connection.scalars(
        select(people.c.person_id).where(people.c.signs_in_as == first).order_by(people.c.person_id)
    ).all()
    return [first, *others]


def entry_at(connection: Connection, person_id: str, address: str) -> str:
    """Which of somebody's ids was issued to the entry that gives this address; `person_id` where none does."""
    return (
        connection.scalar(
            select(func.min(entity_keys.c.entity_id)).where(
                entity_keys.c.key == mail_key(address),
                entity_keys.c.family == "person",
                entity_keys.c.stated_by.is_not(None),
                entity_keys.c.entity_id.in_(same_person(connection, person_id)),
            )
        )
        or person_id
    )


def is_theirs(connection: Connection, person_id: str, address: str) -> bool:
    """Whether an entry of a colleague gives this address today. What leads to somebody once goes on
    leading to them, until another has it."""
    held = connection.execute(
        select(people.c.email, fields.c.value)
        .join(records, records.c.record_id == people.c.record_id)
        .outerjoin(
            fields,
            (fields.c.record_id == records.c.record_id)
            & (fields.c.version == records.c.live_version)
            & (fields.c.name == "email"),
        )
        .where(people.c.person_id.in_(same_person(connection, person_id)))
    ).all()
    said = {one for row in held for one in (row.email, *addresses(row.value or ""))}
    return address.strip().lower() in said


def own_entry(connection: Connection, *, access: Access) -> Row[tuple[object, ...]]:
    """The asker's own row of `all_entries`, whether or not they may read the record that states it."""
    own = all_entries().where(people.c.person_id == access.person_id)
    row = connection.execute(own).first()
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


def people_with(connection: Connection, keys: Sequence[str]) -> list[str]:
    """The ids of the people to whom keys of `entity_keys` lead, those who have them now first."""
    found = connection.scalars(
        select(entity_keys.c.entity_id)
        .where(entity_keys.c.key.in_(keys), entity_keys.c.family == "person")
        .order_by(entity_keys.c.stated_by.is_(None), entity_keys.c.entity_id)
    ).all()
    return survivors(connection, found)


def issued_ids(connection: Connection, *entity_ids: str) -> list[str]:
    """Every id that was issued to those who go by these, themselves first."""
    issued = [
        one
        for table, id_column in _WITH_IDS
        for one in connection.scalars(
            select(id_column).where(listed(table.c.merged_into)).order_by(id_column),
            {"ids": list(entity_ids)},
        )
    ]
    return [*entity_ids, *issued]


def merged_people(connection: Connection) -> dict[str, str]:
    """Id as issued -> the id that they go by now, of everybody who was merged into another."""
    rows = connection.execute(
        select(people.c.person_id, people.c.merged_into).where(people.c.merged_into.is_not(None))
    )
    into = {str(row.person_id): str(row.merged_into) for row in rows}
    for one, other in into.items():
        followed = {one}
        while other in into and other not in followed:
            followed.add(other)
            other = into[other]
        into[one] = other
    return into


def survivors(connection: Connection, entity_ids: Sequence[str]) -> list[str]:
    """The ids under which customers and people go now, merged ones by those they were merged into."""
    current = list(dict.fromkeys(entity_ids))
    while True:
        followed = {
            str(row[0]): str(row[1])
            for table, id_column in _WITH_IDS
            for row in connection.execute(
                select(id_column, table.c.merged_into).where(
                    id_column.in_(current), table.c.merged_into.is_not(None)
                )
            )
        }
        if not followed:
            return current
        current = list(dict.fromkeys(followed.get(one, one) for one in current))
