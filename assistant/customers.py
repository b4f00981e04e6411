"""A customer as far as the asker may see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from assistant.answers import CustomerLink
from assistant.records import fields_of, timeline
from assistant.views import CustomerView
from ingest.access import Access
from ingest.catalog.reading import readable_records
from ingest.catalog.schema import customers, entity_names, record_customers, records
from ingest.errors import NotFoundError
from ingest.store import Store


def customer_view(store: Store, customer_id: str, *, access: Access) -> CustomerView:
    """Names, facts and latest records; NotFoundError unless a record that states the customer is readable."""
    with store.catalog.reading() as connection:
        row = connection.execute(
            select(customers).where(customers.c.customer_id == customer_id)
        ).first()
        if row is not None and row.merged_into:
            return customer_view(store, row.merged_into, access=access)
        if row is None or not readable_records(connection, [row.record_id or ""], access=access):
            raise NotFoundError("There is no such customer, or none that you may see")
        spoken = connection.execute(
            select(entity_names.c.name, entity_names.c.record_id)
            .where(entity_names.c.entity_id == customer_id)
            .order_by(entity_names.c.primary_name.desc(), entity_names.c.name)
        ).all()
        stating = readable_records(connection, [name.record_id for name in spoken], access=access)
        version = connection.scalar(
            select(records.c.live_version).where(records.c.record_id == row.record_id)
        )
        of_customer = (
            select(record_customers.c.record_id)
            .join(
                records,
                (records.c.record_id == record_customers.c.record_id)
                & (records.c.live_version == record_customers.c.version),
            )
            .where(record_customers.c.customer_id == customer_id)
        )
        entries, count = timeline(connection, of_customer, access=access)
        return CustomerView(
            id=customer_id,
            name=row.name,
            aliases=tuple(
                dict.fromkeys(
                    name.name
                    for name in spoken
                    if name.record_id in stating and name.name != row.name
                )
            ),
            record_id=row.record_id,
            fields=fields_of(connection, row.record_id, version or 0),
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
    rows = connection.execute(
        select(customers).where(customers.c.customer_id.in_(customer_ids))
    ).all()
    stating = readable_records(
        connection, [row.record_id for row in rows if row.record_id], access=access
    )
    return {
        row.customer_id: CustomerLink(row.customer_id, row.name)
        for row in rows
        if row.record_id in stating
    }
