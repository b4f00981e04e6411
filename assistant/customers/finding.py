"""Finds which customers a name, a number or an id means, in either language."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, select

from assistant.customers.listing import customers_named
from assistant.naming import known_bearers
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.store import Store


def find_customers(store: Store, said: str, *, access: Access) -> list[Row[tuple[object, ...]]]:
    """Rows of the customers meant, of those that the asker may see: by our id or the source's, by a whole
    name, by a part of one, by what a sentence calls them. Whichever of these first leads to anybody."""
    said = said.strip()
    if not said:
        return []
    with store.catalog.reading() as connection:
        for ids in (
            survivors(connection, [said]),
            _numbered(connection, said, access=access),
            customers_named(connection, said, whole=True, access=access),
            customers_named(connection, said, whole=False, access=access),
        ):
            if rows := _rows(connection, sorted(ids), access=access):
                return rows
        bearers = known_bearers(store, said, access=access)
        return _rows(connection, bearers, access=access)


def _rows(
    connection: Connection, ids: Sequence[str], *, access: Access
) -> list[Row[tuple[object, ...]]]:
    customers = visible(access=access).customers
    rows = connection.execute(select(customers).where(customers.c.customer_id.in_(ids)))
    return sorted(rows, key=lambda row: (fold(row.name), row.customer_id))


def _numbered(connection: Connection, said: str, *, access: Access) -> set[str]:
    """The customers whose account says this of its number: C001."""
    seen = visible(access=access)
    fields, customers = seen.fields.c, seen.customers.c
    rows = connection.scalars(
        select(customers.customer_id)
        .join(seen.fields, fields.record_id == customers.record_id)
        .where(
            fields.kind == "account",
            fields.folded == fold(said),
            fields.name.in_(("id", "customer_id", "external_id")),
        )
    )
    return set(rows)
