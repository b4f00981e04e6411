"""A customer's names, facts and latest records."""

from __future__ import annotations

from sqlalchemy import select

from assistant.customers.links import customer_row
from assistant.records import fields_of, timeline
from assistant.views import CustomerView
from ingest.access import Access
from ingest.catalog.directory import issued_ids
from ingest.catalog.visible import visible
from ingest.store import Store


def customer_view(store: Store, customer_id: str, *, access: Access) -> CustomerView:
    """Names, facts and latest records; NotFoundError unless a record that states the customer is readable."""
    seen = visible(access=access)
    with store.catalog.reading() as connection:
        row = customer_row(connection, customer_id, access=access)
        names = seen.entity_names
        spoken = connection.scalars(
            select(names.c.name)
            .where(names.c.entity_id.in_(issued_ids(connection, row.customer_id)))
            .order_by(names.c.primary_name.desc(), names.c.name)
        )
        ties = seen.record_customers
        of_customer = select(ties.c.record_id).where(ties.c.customer_id == row.customer_id)
        entries, count = timeline(connection, of_customer, access=access)
        return CustomerView(
            id=row.customer_id,
            name=row.name,
            aliases=tuple(dict.fromkeys(name for name in spoken if name != row.name)),
            record_id=row.record_id,
            fields=fields_of(connection, row.record_id, seen=seen),
            record_count=count,
            timeline=entries,
        )
