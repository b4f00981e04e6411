"""Customers by id, as far as the asker may know of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, Select, select

from assistant.answers import CustomerLink
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.catalog.statements import kept, listed
from ingest.catalog.visible import Visible, visible
from ingest.errors import NotFoundError
from ingest.names import alternate_name
from ingest.store import Store


def customer_links(
    store: Store, customer_ids: Sequence[str], *, access: Access
) -> tuple[CustomerLink, ...]:
    """Id and name of those customers that the asker may see, in the order given."""
    with store.catalog.reading() as connection:
        links = known_customers(connection, customer_ids, access=access)
    return tuple(links[customer_id] for customer_id in customer_ids if customer_id in links)


def known_customers(
    connection: Connection, customer_ids: Sequence[str], *, access: Access
) -> dict[str, CustomerLink]:
    """The same by id."""
    rows = connection.execute(_customers(visible(access=access)), {"ids": list(customer_ids)})
    return {row.customer_id: link_of(row) for row in rows}


def link_of(row: Row[tuple[object, ...]]) -> CustomerLink:
    """The link of a row of customers."""
    return CustomerLink(
        row.customer_id, row.name, alternate_name(row.name, row.alternate_names.split("\n"))
    )


@kept
def _customers(seen: Visible) -> Select[tuple[object, ...]]:
    return select(seen.customers).where(listed(seen.customers.c.customer_id))


def customer_row(
    connection: Connection, customer_id: str, *, access: Access
) -> Row[tuple[object, ...]]:
    """The row of `customers` that an id leads to now; NotFoundError unless a record that states the
    customer is readable."""
    customers = visible(access=access).customers
    [current] = survivors(connection, [customer_id])
    row = connection.execute(select(customers).where(customers.c.customer_id == current)).first()
    if row is None:
        raise NotFoundError("There is no such customer, or none that you may see")
    return row
