"""Records that projects are made of, as the asker may read them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from assistant.customers.links import known_customers
from ingest.access import Access
from ingest.catalog.about import ties_of
from ingest.catalog.visible import Visible, visible
from ingest.names import fold
from ingest.records import DOCUMENTS, Kind, Moment

_MANY = 500
SEED_KINDS: tuple[Kind, ...] = ("deal", "project", "contract")
"""Records that are a project by themselves, the kind that speaks for the others first."""
_NAMING = frozenset({"id", "name", "number", "code"})
_OF_PROJECTS = frozenset({"project", "项目", "项目名称", "项目编号"})
_CODE = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z-])[\w./-]{5,40}")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Item:
    """One record. `customers` are those it is tied to or, by most of its chunks, about; `folder` is the
    path of the folder it lies in, empty where it lies in none."""

    record_id: str
    version: int
    source: str
    external_id: str
    kind: Kind
    title: str
    uri: str
    occurred_at: Moment | None
    customers: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]

    @property
    def folder(self) -> tuple[str, ...]:
        path = self.uri if "://" not in self.uri else ""
        return tuple(path.split("/")[:-1])

    @property
    def numbers(self) -> frozenset[str]:
        """What it is numbered: HT-2025-061."""
        said = [value for name in _NAMING for value in self.fields.get(name, ())]
        said.append(self.external_id.rpartition("#")[2])
        return frozenset(
            fold(one) for one in said if _CODE.fullmatch(one) and not _DAY.fullmatch(one)
        )

    @property
    def pointers(self) -> frozenset[str]:
        """What else its fields say, some of which may be another record's number."""
        return frozenset(
            fold(value)
            for name, values in self.fields.items()
            if name not in _NAMING
            for value in values
        )

    @property
    def project_names(self) -> tuple[str, ...]:
        """What its fields say that it is part of."""
        return tuple(one for name in sorted(_OF_PROJECTS) for one in self.fields.get(name, ()))

    def first(self, *names: str) -> str:
        """The first value of the first of these fields that has one."""
        return next((one for name in names for one in self.fields.get(name, ()) if one), "")


def seed_items(connection: Connection, *, access: Access) -> list[Item]:
    """Deals, contracts and projects."""
    seen = visible(access=access)
    return _items(connection, seen, access, seen.records.c.kind.in_(SEED_KINDS))


def document_items(connection: Connection, *, access: Access) -> list[Item]:
    """Documents, and mails that are kept among them, without their fields."""
    seen = visible(access=access)
    kept = seen.records.c.kind.in_([*DOCUMENTS, "mail"]) & seen.records.c.uri.contains("/")
    return _items(connection, seen, access, kept, with_fields=False)


def items_of_customers(
    connection: Connection, customers: Sequence[str], *, access: Access
) -> list[Item]:
    """Everything on record that is tied to these customers or, where it is tied to none, about them."""
    seen = visible(access=access)
    known = known_customers(connection, customers, access=access)
    ties = seen.record_customers
    tied = select(ties.c.record_id).where(ties.c.customer_id.in_(sorted(known)))
    about = {
        one.record_id for one in ties_of(connection, sorted(known), access=access) if one.is_mainly
    }
    found = {
        one.record_id: one
        for one in _items(connection, seen, access, seen.records.c.record_id.in_(tied))
    }
    missing = sorted(about - found.keys())
    found |= {
        one.record_id: one for one in items(connection, missing, access=access) if not one.customers
    }
    return list(found.values())


def items(connection: Connection, record_ids: Sequence[str], *, access: Access) -> list[Item]:
    """Those of the records that the asker may read."""
    seen = visible(access=access)
    return [
        one
        for start in range(0, len(record_ids), _MANY)
        for one in _items(
            connection,
            seen,
            access,
            seen.records.c.record_id.in_(record_ids[start : start + _MANY]),
        )
    ]


def texts_of(
    connection: Connection, record_ids: Collection[str], *, access: Access
) -> dict[str, str]:
    """Record id -> the text of its live version."""
    records = visible(access=access).records
    wanted = sorted(record_ids)
    return {
        row.record_id: row.text
        for start in range(0, len(wanted), _MANY)
        for row in connection.execute(
            select(records.c.record_id, records.c.text).where(
                records.c.record_id.in_(wanted[start : start + _MANY])
            )
        )
    }


def _items(
    connection: Connection,
    seen: Visible,
    access: Access,
    wanted: ColumnElement[bool],
    *,
    with_fields: bool = True,
) -> list[Item]:
    records = seen.records
    rows = connection.execute(
        select(
            records.c.record_id,
            records.c.version,
            records.c.source,
            records.c.external_id,
            records.c.kind,
            records.c.title,
            records.c.uri,
            records.c.occurred_at,
        )
        .where(wanted)
        .order_by(records.c.record_id)
    ).all()
    ids = [row.record_id for row in rows]
    customers = _customers(connection, seen, ids, access)
    fields = _fields(connection, seen, ids) if with_fields else {}
    return [
        Item(
            row.record_id,
            row.version,
            row.source,
            row.external_id,
            row.kind,
            row.title,
            row.uri,
            row.occurred_at,
            frozenset(customers.get(row.record_id, ())),
            fields.get(row.record_id, {}),
        )
        for row in rows
    ]


def _customers(
    connection: Connection, seen: Visible, record_ids: Sequence[str], access: Access
) -> dict[str, set[str]]:
    ties = seen.record_customers
    found: dict[str, set[str]] = defaultdict(set)
    for start in range(0, len(record_ids), _MANY):
        for row in connection.execute(
            select(ties.c.record_id, ties.c.customer_id).where(
                ties.c.record_id.in_(record_ids[start : start + _MANY])
            )
        ):
            found[row.record_id].add(row.customer_id)
    told = {one for customers in found.values() for one in customers}
    known = known_customers(connection, sorted(told), access=access).keys()
    return {record_id: customers & known for record_id, customers in found.items()}


def _fields(
    connection: Connection, seen: Visible, record_ids: Sequence[str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    fields = seen.fields
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for start in range(0, len(record_ids), _MANY):
        for row in connection.execute(
            select(fields.c.record_id, fields.c.name, fields.c.value)
            .where(fields.c.record_id.in_(record_ids[start : start + _MANY]))
            .order_by(fields.c.record_id, fields.c.ordinal)
        ):
            held = found[row.record_id]
            held[row.name] = (*held.get(row.name, ()), row.value)
    return found
