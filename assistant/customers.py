"""A customer as far as the asker may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from assistant.answers import CustomerLink
from assistant.records import fields_of, timeline
from assistant.views import CustomerView
from ingest.access import Access
from ingest.catalog.directory import issued_ids, survivors
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError
from ingest.store import Store


def customer_view(store: Store, customer_id: str, *, access: Access) -> CustomerView:
    """Names, facts and latest records; NotFoundError unless a record that states the customer is readable."""
    seen = visible(access=access)
    with store.catalog.reading() as connection:
        [customer_id] = survivors(connection, [customer_id])
        row = connection.execute(
            select(seen.customers).where(seen.customers.c.customer_id == customer_id)
        ).first()
        if row is None:
            raise NotFoundError("There is no such customer, or none that you may see")
        names = seen.entity_names
        spoken = connection.scalars(
            select(names.c.name)
            .where(names.c.entity_id.in_(issued_ids(connection, customer_id)))
            .order_by(names.c.primary_name.desc(), names.c.name)
        )
        ties = seen.record_customers
        of_customer = select(ties.c.record_id).where(ties.c.customer_id == customer_id)
        entries, count = timeline(connection, of_customer, access=access)
        return CustomerView(
            id=customer_id,
            name=row.name,
            aliases=tuple(dict.fromkeys(name for name in spoken if name != row.name)),
            record_id=row.record_id,
            fields=fields_of(connection, row.record_id, seen=seen),
            record_count=count,
            timeline=entries,
        )


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
    customers = visible(access=access).customers
    rows = connection.execute(select(customers).where(customers.c.customer_id.in_(customer_ids)))
    return {row.customer_id: CustomerLink(row.customer_id, row.name) for row in rows}
