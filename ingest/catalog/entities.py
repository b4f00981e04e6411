"""People, customers and contacts: an id issued once to each that a source states, with its own keys and names.

Which of them are one, `ingest.resolution` tells; nothing here merges anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, select, update

from ingest.catalog.database import upsert
from ingest.catalog.live import audience_of
from ingest.catalog.schema import (
    contacts,
    customers,
    entity_keys,
    entity_names,
    meta,
    people,
    records,
)
from ingest.names import alternate_name, fold, short_forms
from ingest.records import ContactFacts, CustomerFacts, PersonFacts
from ingest.resolution.domains import tells_whose
from ingest.resolution.phones import phone
from ingest.resolution.tax_numbers import tax_number

Family = Literal["person", "customer", "contact"]

_MANY = 500
_ID_COLUMNS = {
    "person": (people, people.c.person_id, "p"),
    "customer": (customers, customers.c.customer_id, "c"),
    "contact": (contacts, contacts.c.contact_id, "t"),
}


def id_key(source: str, external_id: str) -> str:
    """The key of an entity under a source's own id."""
    return f"id:{source}:{external_id}"


def mail_key(address: str) -> str:
    return f"mail:{address.strip().lower()}"


def domain_key(domain: str) -> str:
    return f"domain:{domain.strip().lower().removeprefix('@').removeprefix('www.')}"


def phone_key(number: str) -> str:
    """The key of a number as `phone` spells it; empty for none."""
    return f"phone:{number}" if number else ""


def tax_key(number: str) -> str:
    """The key of a number as `tax_number` spells it; empty for none."""
    return f"tax:{number}" if number else ""


def generation(connection: Connection) -> int:
    """Grows with every change of an entity, a key or a name."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == "entities"))
    return int(value or 0)


def directory_generation(connection: Connection) -> int:
    """Grows with every entry of a directory that comes, changes or goes."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == "directory"))
    return int(value or 0)


def tagged_generation(connection: Connection) -> int:
    """The generation that the stored tags were made with."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == "tagged"))
    return int(value or 0)


def mark_tagged(connection: Connection, of_generation: int) -> None:
    upsert(connection, meta, [{"key": "tagged", "value": str(of_generation)}])


def stated_generation(connection: Connection) -> int:
    """Grows whenever a source says something else of a customer or a colleague."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == "stated"))
    return int(value or 0)


def state_person(connection: Connection, source: str, record_id: str, facts: PersonFacts) -> str:
    """Issue or update a person from a directory record."""
    keys = [id_key(source, facts.external_id), *map(mail_key, facts.emails)]
    person_id = _issued(connection, "person", keys)
    manager = facts.manager
    row = {
        "person_id": person_id,
        "name": facts.name,
        "alternate_name": alternate_name(facts.name, facts.aliases),
        "email": facts.emails[0] if facts.emails else "",
        "title": facts.title,
        "department": facts.department,
        "manager": [
            key
            for key in (
                mail_key(manager.email) if manager and manager.email else "",
                id_key(source, manager.external_id) if manager and manager.external_id else "",
            )
            if key
        ],
        "active": facts.active,
        "memberships": list(facts.memberships),
        "record_id": record_id,
    }
    _put(connection, people, row)
    directory_changed(connection)
    _hold(connection, "person", person_id, record_id, keys)
    _name(connection, person_id, record_id, (facts.name, *facts.aliases))
    return person_id


def grant_nothing(connection: Connection, record_ids: Sequence[str]) -> None:
    """Take from colleagues what these directory records gave them, until they are stated again."""
    for start in range(0, len(record_ids), _MANY):
        part = record_ids[start : start + _MANY]
        stated = people.c.record_id.in_(part)
        connection.execute(
            update(people).where(stated).values(department="", memberships=[], manager=[])
        )
        # What is known at no revision is read as soon as it can be, though it is as it was.
        connection.execute(update(records).where(records.c.record_id.in_(part)).values(revision=""))
    if record_ids:
        directory_changed(connection)
        changed(connection)


def state_customer(
    connection: Connection, source: str, record_id: str, facts: CustomerFacts
) -> str:
    """Issue or update a customer from an account record."""
    keys = [id_key(source, facts.external_id), *map(mail_key, facts.emails)]
    keys += [domain_key(domain) for domain in facts.domains if tells_whose(domain)]
    keys.append(tax_key(tax_number(facts.tax_number)))
    keys += [phone_key(phone(number)) for number in facts.phones]
    customer_id = _issued(connection, "customer", keys)
    row = {
        "customer_id": customer_id,
        "name": facts.name,
        "alternate_name": alternate_name(facts.name, facts.aliases),
        "record_id": record_id,
    }
    _put(connection, customers, row)
    _hold(connection, "customer", customer_id, record_id, keys)
    spoken = (facts.name, *facts.aliases)
    short = (form for name in spoken for form in short_forms(name))
    _name(connection, customer_id, record_id, (*spoken, *short))
    return customer_id


def state_contact(connection: Connection, source: str, record_id: str, facts: ContactFacts) -> str:
    """Issue or update somebody at a customer."""
    keys = [id_key(source, facts.external_id), *map(mail_key, facts.emails)]
    contact_id = _issued(connection, "contact", keys)
    row = {
        "contact_id": contact_id,
        "name": facts.name,
        "record_id": record_id,
        "customer_source": facts.customer.source or source,
        "customer_external_id": facts.customer.external_id,
        "customer_name": facts.customer.name,
    }
    held = (
        connection.execute(select(contacts).where(contacts.c.contact_id == contact_id))
        .mappings()
        .first()
    )
    if held is None or dict(held) != row:
        upsert(connection, contacts, [row])
        changed(connection)
    _hold(connection, "contact", contact_id, record_id, keys)
    return contact_id


def person_at(connection: Connection, address: str) -> str:
    """Somebody behind a colleague's address, issued if nobody is known there yet."""
    address = address.strip().lower()
    found = connection.scalar(
        select(entity_keys.c.entity_id).where(
            entity_keys.c.key == mail_key(address), entity_keys.c.family == "person"
        )
    )
    if found:
        return str(found)
    person_id = _issue(connection, "person")
    row = {"person_id": person_id, "name": address.split("@")[0], "email": address}
    blank = {"title": "", "department": "", "manager": [], "active": True}
    upsert(connection, people, [row | blank | {"record_id": None}])
    key = {"key": mail_key(address), "family": "person", "entity_id": person_id}
    upsert(connection, entity_keys, [key | {"stated_by": None}])
    changed(connection)
    return person_id


def withdraw(connection: Connection, record_ids: Sequence[str]) -> None:
    """Forget what records about to be removed said of entities; the entities and their ids stay.

    One that another record states too goes by that one, which the next sync reads again.
    """
    withdrawn = 0
    for start in range(0, len(record_ids), _MANY):
        part = record_ids[start : start + _MANY]
        named = entity_names.c.record_id.in_(part)
        withdrawn += connection.execute(delete(entity_names).where(named)).rowcount
        withdrawn += connection.execute(
            update(contacts).where(contacts.c.record_id.in_(part)).values(record_id=None)
        ).rowcount
        stated_there = entity_keys.c.stated_by.in_(part)
        connection.execute(update(entity_keys).where(stated_there).values(stated_by=None))
        for family in ("person", "customer"):
            table, id_column, _ = _ID_COLUMNS[family]
            stated = connection.scalars(select(id_column).where(table.c.record_id.in_(part))).all()
            for entity_id in stated:
                _state_otherwise(connection, table, id_column == entity_id, entity_id)
            withdrawn += len(stated)
            if stated and family == "person":
                directory_changed(connection)
    if withdrawn:
        _stated(connection)


def _state_otherwise(
    connection: Connection, table: Table, is_entity: ColumnElement[bool], entity_id: str
) -> None:
    """Let an entity go by another record that names it, or by none."""
    other = connection.execute(
        select(entity_names.c.record_id, entity_names.c.name)
        .join(records, records.c.record_id == entity_names.c.record_id)
        .where(
            entity_names.c.entity_id == entity_id,
            entity_names.c.primary_name,
            records.c.live_version > 0,
        )
        .limit(1)
    ).first()
    if other is None:
        left = _left_of(connection, table, is_entity)
        connection.execute(update(table).where(is_entity).values(record_id=None, **left))
        return
    # Until it is read again, nothing but its name is known of it: a department lets people read.
    blank = (
        {"title": "", "department": "", "manager": [], "memberships": []} if table is people else {}
    )
    names = {"name": other.name, "alternate_name": ""}
    connection.execute(
        update(table).where(is_entity).values(record_id=other.record_id, **names, **blank)
    )
    connection.execute(
        update(records).where(records.c.record_id == other.record_id).values(revision="")
    )


def _left_of(
    connection: Connection, table: Table, is_entity: ColumnElement[bool]
) -> dict[str, object]:
    """What becomes of somebody whose entry goes: a name that not everyone might read goes with it."""
    if table is not people:
        return {}
    stated_by = connection.scalar(select(people.c.record_id).where(is_entity))
    left: dict[str, object] = {"active": False}
    if "everyone" not in audience_of(connection, str(stated_by)):
        left |= {"name": "", "alternate_name": "", "email": ""}
    return left


def _issued(connection: Connection, family: Family, keys: Sequence[str]) -> str:
    """The id of the entity whose own key stands first; a person may have been issued one for an address
    of theirs before any directory named them."""
    of_family = entity_keys.c.family == family
    held = connection.scalar(
        select(entity_keys.c.entity_id).where(entity_keys.c.key == keys[0], of_family)
    )
    if held is None and family == "person":
        other = entity_keys.alias("other_keys")
        held = connection.scalar(
            select(func.min(entity_keys.c.entity_id)).where(
                entity_keys.c.key.in_(keys[1:]),
                of_family,
                ~exists().where(
                    other.c.entity_id == entity_keys.c.entity_id,
                    other.c.key.startswith("id:", autoescape=True),
                ),
            )
        )
    return str(held) if held else _issue(connection, family)


def _issue(connection: Connection, family: Family) -> str:
    _, id_column, prefix = _ID_COLUMNS[family]
    last = connection.scalar(select(func.max(id_column)))
    return f"{prefix}{int(str(last)[1:]) + 1 if last else 1:06d}"


def _put(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Write what is stated of an entity; whom it goes by stays."""
    own = table.c[_id_name(table)] == row[_id_name(table)]
    before = connection.execute(select(table).where(own)).mappings().first()
    if before is None or any(before[name] != value for name, value in row.items()):
        upsert(connection, table, [row])
        _stated(connection)


def _id_name(table: Table) -> str:
    return next(column.name for column in table.primary_key)


def _hold(
    connection: Connection, family: Family, entity_id: str, record_id: str, keys: Iterable[str]
) -> None:
    """Let an entity hold the keys that a record gives; those that it gave before lead on, as former ones."""
    wanted = {key for key in keys if key}
    given = (entity_keys.c.entity_id == entity_id) & (entity_keys.c.family == family)
    before = set(
        connection.scalars(
            select(entity_keys.c.key).where(given, entity_keys.c.stated_by == record_id)
        )
    )
    if before == wanted:
        return
    connection.execute(
        update(entity_keys)
        .where(given, entity_keys.c.key.in_(before - wanted))
        .values(stated_by=None)
    )
    row = {"family": family, "entity_id": entity_id, "stated_by": record_id}
    upsert(connection, entity_keys, [{"key": key} | row for key in sorted(wanted - before)])
    _stated(connection)


def _name(connection: Connection, entity_id: str, record_id: str, spoken: Iterable[str]) -> None:
    """Replace what `record_id` calls the entity; the first name is the one it goes by."""
    rows: dict[str, dict[str, object]] = {}
    for name in spoken:
        folded = fold(name)
        if folded and folded not in rows:
            rows[folded] = {
                "normalised": folded,
                "entity_id": entity_id,
                "record_id": record_id,
                "name": name.strip(),
                "primary_name": not rows,
            }
    of_record = entity_names.c.record_id == record_id
    before = connection.execute(
        select(entity_names.c.normalised, entity_names.c.entity_id).where(of_record)
    ).all()
    if {(row.normalised, row.entity_id) for row in before} != {(name, entity_id) for name in rows}:
        _stated(connection)
    connection.execute(delete(entity_names).where(of_record))
    upsert(connection, entity_names, list(rows.values()))


def changed(connection: Connection) -> None:
    """Say that somebody is another than before, or goes by another key or name."""
    upsert(connection, meta, [{"key": "entities", "value": str(generation(connection) + 1)}])


def _stated(connection: Connection) -> None:
    value = str(stated_generation(connection) + 1)
    upsert(connection, meta, [{"key": "stated", "value": value}])
    changed(connection)


def directory_changed(connection: Connection) -> None:
    """Say that an entry of a directory came, changed or went."""
    upsert(
        connection, meta, [{"key": "directory", "value": str(directory_generation(connection) + 1)}]
    )
