"""People, customers and contacts: ids issued once, the keys and names that lead to them, merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select, update

from ingest.catalog.database import upsert
from ingest.catalog.live import audience_of
from ingest.catalog.schema import (
    chunk_tags,
    contacts,
    customers,
    entity_keys,
    entity_names,
    involvements,
    meta,
    people,
    record_customers,
    records,
)
from ingest.names import fold, short_forms
from ingest.records import ContactFacts, CustomerFacts, PersonFacts

Family = Literal["person", "customer", "contact"]

_PUBLIC_MAIL_DOMAINS = frozenset(
    "gmail.com outlook.com hotmail.com yahoo.com icloud.com qq.com foxmail.com 163.com 126.com "
    "sina.com aliyun.com proton.me".split()
)
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


def state_person(connection: Connection, source: str, record_id: str, facts: PersonFacts) -> str:
    """Issue or update a person from a directory record."""
    keys = [id_key(source, facts.external_id), *map(mail_key, facts.emails)]
    person_id = _one(connection, "person", keys)
    manager = facts.manager
    row = {
        "person_id": person_id,
        "name": facts.name,
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
        "merged_into": None,
    }
    upsert(connection, people, [row])
    _directory_changed(connection)
    _name(connection, person_id, record_id, (facts.name, *facts.aliases))
    return person_id


def state_customer(
    connection: Connection, source: str, record_id: str, facts: CustomerFacts
) -> str:
    """Issue or update a customer from an account record."""
    keys = [id_key(source, facts.external_id), *map(mail_key, facts.emails)]
    keys += [
        domain_key(domain) for domain in facts.domains if domain.lower() not in _PUBLIC_MAIL_DOMAINS
    ]
    customer_id = _one(connection, "customer", keys)
    row = {"customer_id": customer_id, "name": facts.name, "record_id": record_id}
    upsert(connection, customers, [row | {"merged_into": None}])
    spoken = (facts.name, *facts.aliases)
    short = (form for name in spoken for form in short_forms(name))
    _name(connection, customer_id, record_id, (*spoken, *short))
    return customer_id


def state_contact(connection: Connection, source: str, record_id: str, facts: ContactFacts) -> str:
    """Issue or update somebody at a customer."""
    keys = [id_key(source, facts.external_id), *map(mail_key, facts.emails)]
    contact_id = _one(connection, "contact", keys)
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
        _changed(connection)
    return contact_id


def person_at(connection: Connection, address: str) -> str:
    """The person behind a colleague's address, issued if nobody is known there yet."""
    address = address.strip().lower()
    found = connection.scalar(
        select(entity_keys.c.entity_id).where(
            entity_keys.c.key == mail_key(address), entity_keys.c.family == "person"
        )
    )
    if found:
        return str(found)
    person_id = _one(connection, "person", [mail_key(address)])
    row = {"person_id": person_id, "name": address.split("@")[0], "email": address}
    blank = {"title": "", "department": "", "manager": [], "active": True}
    upsert(connection, people, [row | blank | {"record_id": None, "merged_into": None}])
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
        for family in ("person", "customer"):
            table, id_column, _ = _ID_COLUMNS[family]
            stated = connection.scalars(select(id_column).where(table.c.record_id.in_(part))).all()
            for entity_id in stated:
                _state_otherwise(connection, table, id_column == entity_id, entity_id)
            withdrawn += len(stated)
            if stated and family == "person":
                _directory_changed(connection)
    if withdrawn:
        _changed(connection)


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
    connection.execute(
        update(table).where(is_entity).values(record_id=other.record_id, name=other.name, **blank)
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
        left |= {"name": "", "email": ""}
    return left


def _one(connection: Connection, family: Family, keys: Sequence[str]) -> str:
    """The one entity that these keys lead to; several are merged into the oldest, none is issued.

    The first key is the entity's own. One that goes by another id of the same source is somebody
    else, though they share a mailbox or a domain; what is shared stays with the older.
    """
    wanted = list(dict.fromkeys(keys))
    own, same_source = wanted[0], _source_part(wanted[0])
    rows = connection.execute(
        select(entity_keys.c.key, entity_keys.c.entity_id).where(
            entity_keys.c.key.in_(wanted), entity_keys.c.family == family
        )
    ).all()
    others = set(
        connection.scalars(
            select(entity_keys.c.entity_id).where(
                entity_keys.c.entity_id.in_({row.entity_id for row in rows}),
                entity_keys.c.family == family,
                entity_keys.c.key.startswith(same_source, autoescape=True),
                entity_keys.c.key != own,
            )
        )
        if same_source
        else ()
    )
    held = sorted(
        {str(row.entity_id) for row in rows if row.key == own or row.entity_id not in others}
    )
    _, id_column, prefix = _ID_COLUMNS[family]
    if held:
        entity_id = held[0]
        for younger in held[1:]:
            _merge(connection, family, younger, entity_id)
    else:
        issued = connection.scalar(select(func.max(id_column)))
        entity_id = f"{prefix}{int(str(issued)[1:]) + 1 if issued else 1:06d}"
    missing = set(wanted) - {str(row.key) for row in rows}
    if missing:
        added = [{"key": key, "family": family, "entity_id": entity_id} for key in missing]
        upsert(connection, entity_keys, added)
        _changed(connection)
    return entity_id


def _source_part(key: str) -> str:
    """The `id:SOURCE:` of an id key; empty for an address or a domain."""
    return key[: key.index(":", 3) + 1] if key.startswith("id:") else ""


def _merge(connection: Connection, family: Family, younger: str, older: str) -> None:
    table, id_column, _ = _ID_COLUMNS[family]
    if family != "contact":
        connection.execute(update(table).where(id_column == younger).values(merged_into=older))
    connection.execute(
        update(entity_keys)
        .where(entity_keys.c.entity_id == younger, entity_keys.c.family == family)
        .values(entity_id=older)
    )
    names = connection.execute(
        select(entity_names).where(entity_names.c.entity_id == younger)
    ).mappings()
    upsert(connection, entity_names, [dict(row) | {"entity_id": older} for row in names])
    connection.execute(delete(entity_names).where(entity_names.c.entity_id == younger))
    connection.execute(
        update(involvements).where(involvements.c.person_id == younger).values(person_id=older)
    )
    connection.execute(
        update(record_customers)
        .where(record_customers.c.customer_id == younger)
        .values(customer_id=older)
    )
    tagged = connection.scalars(
        select(chunk_tags.c.chunk_id).where(chunk_tags.c.entity_id == younger)
    ).all()
    upsert(
        connection, chunk_tags, [{"entity_id": older, "chunk_id": chunk_id} for chunk_id in tagged]
    )
    connection.execute(delete(chunk_tags).where(chunk_tags.c.entity_id == younger))
    _changed(connection)


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
        _changed(connection)
    connection.execute(delete(entity_names).where(of_record))
    upsert(connection, entity_names, list(rows.values()))


def _changed(connection: Connection) -> None:
    upsert(connection, meta, [{"key": "entities", "value": str(generation(connection) + 1)}])


def _directory_changed(connection: Connection) -> None:
    upsert(
        connection, meta, [{"key": "directory", "value": str(directory_generation(connection) + 1)}]
    )
