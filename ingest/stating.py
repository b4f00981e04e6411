"""What the records of a batch state of customers, contacts and people, so that they can be tagged with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from ingest.batches import Batch
from ingest.catalog import entities as entity_rows
from ingest.mentions import is_at
from ingest.records import ContactFacts, CustomerFacts, PersonFacts, record_id


def state_entities(
    connection: Connection, source: str, batch: Batch, *, domains: Sequence[str]
) -> None:
    """Write the entities that the batch states, and the colleagues whose addresses, under one of the
    `domains`, it only names."""
    for item in batch.prepared:
        own_id = record_id(source, item.record.external_id)
        match item.record.entity:
            case PersonFacts() as person:
                entity_rows.state_person(connection, source, own_id, person)
            case CustomerFacts() as customer:
                entity_rows.state_customer(connection, source, own_id, customer)
            case ContactFacts() as contact:
                entity_rows.state_contact(connection, source, own_id, contact)
            case None:
                pass
    for address in _colleagues(batch, domains):
        entity_rows.person_at(connection, address)


def _colleagues(batch: Batch, domains: Sequence[str]) -> Iterable[str]:
    """The company's addresses among those of the people on the records, each once."""
    return dict.fromkeys(
        involvement.person.email.lower()
        for item in batch.prepared
        for involvement in item.record.involvements
        if is_at(involvement.person.email, domains)
    )
