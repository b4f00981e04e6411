"""What led from words to customers and colleagues when the stored tags were made."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from ingest.catalog.database import upsert
from ingest.catalog.draft_rows import in_parts
from ingest.catalog.schema import customers, entity_keys, meta, people, tag_leads

_UNDER_WAY = "tagging"


def stored_leads(connection: Connection) -> dict[str, str]:
    """Lead -> the entities it led to; a lead is `name:FOLDED NAME`, `mail:ADDRESS` or `domain:DOMAIN`."""
    return {row.lead: row.entities for row in connection.execute(select(tag_leads))}


def store_leads(connection: Connection, before: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Make what is stored `now`, where it is `before`."""
    gone = sorted(before.keys() - now.keys())
    for part in in_parts(gone):
        connection.execute(delete(tag_leads).where(tag_leads.c.lead.in_(part)))
    changed = [
        {"lead": lead, "entities": entities}
        for lead, entities in now.items()
        if before.get(lead) != entities
    ]
    upsert(connection, tag_leads, changed)


def was_cut_short(connection: Connection) -> bool:
    """Whether tagging began and never ended, so that nothing is known of any tag."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _UNDER_WAY)) == "yes"


def mark_under_way(connection: Connection, *, under_way: bool) -> None:
    """Remember that tagging has begun, or that it has ended."""
    upsert(connection, meta, [{"key": _UNDER_WAY, "value": "yes" if under_way else "no"}])


def merged_entities(connection: Connection) -> frozenset[str]:
    """Ids of customers and colleagues that others have taken in."""
    return frozenset(
        [
            *connection.scalars(
                select(customers.c.customer_id).where(customers.c.merged_into.is_not(None))
            ),
            *connection.scalars(
                select(people.c.person_id).where(people.c.merged_into.is_not(None))
            ),
        ]
    )


def addresses_and_domains(connection: Connection) -> list[str]:
    """Every key by which an address in a text may lead somewhere."""
    by_address = entity_keys.c.key.startswith("mail:") | entity_keys.c.key.startswith("domain:")
    return list(connection.scalars(select(entity_keys.c.key).where(by_address).distinct()))
