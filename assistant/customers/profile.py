"""A customer's names, facts and latest records."""

from __future__ import annotations

from sqlalchemy import Connection, select

from assistant.customers.dossier import Dossier
from assistant.customers.links import customer_row, link_of
from assistant.records import fields_of, timeline
from assistant.views import CustomerView, TimelineEntry
from ingest.access import Access
from ingest.catalog.directory import issued_ids
from ingest.catalog.visible import visible
from ingest.store import Store

_TIMELINE = 30


def customer_view(store: Store, customer_id: str, *, access: Access) -> CustomerView:
    """Names, facts and latest records; NotFoundError unless a record that states the customer is readable."""
    seen = visible(access=access)
    with store.catalog.reading() as connection:
        row = customer_row(connection, customer_id, access=access)
        ties = seen.record_customers
        of_customer = select(ties.c.record_id).where(ties.c.customer_id == row.customer_id)
        entries, count = timeline(connection, of_customer, access=access)
        return CustomerView(
            id=row.customer_id,
            name=row.name,
            alternate_name=link_of(row).alternate_name,
            aliases=_aliases(connection, row.customer_id, row.name, access=access),
            record_id=row.record_id,
            fields=fields_of(connection, row.record_id, seen=seen),
            record_count=count,
            timeline=entries,
        )


def profile_of(connection: Connection, dossier: Dossier, *, access: Access) -> CustomerView:
    """The same from what was read already."""
    customer, seen = dossier.customer, visible(access=access)
    return CustomerView(
        id=customer.id,
        name=customer.name,
        alternate_name=customer.alternate_name,
        aliases=_aliases(connection, customer.id, customer.name, access=access),
        record_id=dossier.account_id,
        fields=fields_of(connection, dossier.account_id, seen=seen),
        record_count=len(dossier.dealings),
        timeline=tuple(
            TimelineEntry(one.link, one.kind, one.occurred_at)
            for one in dossier.dealings[:_TIMELINE]
        ),
    )


def _aliases(
    connection: Connection, customer_id: str, called: str, *, access: Access
) -> tuple[str, ...]:
    names = visible(access=access).entity_names
    spoken = connection.scalars(
        select(names.c.name)
        .where(names.c.entity_id.in_(issued_ids(connection, customer_id)))
        .order_by(names.c.primary_name.desc(), names.c.name)
    )
    return tuple(dict.fromkeys(name for name in spoken if name != called))
