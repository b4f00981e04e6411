"""Tags what is held again after a customer, a colleague or a name came, went or changed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from ingest.catalog.database import upsert
from ingest.catalog.entities import generation, mark_tagged, tagged_generation
from ingest.catalog.live import LiveChunk, live_pages
from ingest.catalog.schema import chunk_tags, chunks, involvements, record_customers, records
from ingest.drafts import CustomerTie, Tie
from ingest.entities import Entities
from ingest.store import Store
from ingest.tagging import resolve_customer, resolve_person, tags
from ingest.tags import IndexedChunk

_PAGE = 1000


def retag(store: Store) -> int:
    """Bring every tag up to date, reading no source and embedding nothing; gives the chunks changed."""
    with store.catalog.reading() as connection:
        if tagged_generation(connection) == generation(connection):
            return 0
    entities = store.entities()
    with store.catalog.writing() as connection:
        _resolve_again(connection, entities)
    changed = 0
    for page in live_pages(store.catalog, _PAGE):
        changed += _retag_page(store, page, entities)
    with store.catalog.writing() as connection:
        mark_tagged(connection, entities.generation)
    return changed


def _retag_page(store: Store, page: list[LiveChunk], entities: Entities) -> int:
    changed: list[IndexedChunk] = []
    for chunk in page:
        held = chunk.indexed.tags
        customers, people = tags(
            (chunk.title, *chunk.headings, chunk.text),
            chunk.record_customers,
            chunk.record_people,
            entities,
        )
        if (customers, people) != (held.customers, held.people):
            fresh = replace(held, customers=customers, people=people)
            changed.append(replace(chunk.indexed, tags=fresh))
    if changed:
        # Indexes first: if this is cut short, the catalog still differs and the page is done again.
        store.vectors.tag(changed)
        store.keywords.upsert(changed)
        with store.catalog.writing() as connection:
            _save(connection, changed)
    return len(changed)


def _save(connection: Connection, changed: list[IndexedChunk]) -> None:
    ids = [chunk.chunk_id for chunk in changed]
    connection.execute(delete(chunk_tags).where(chunk_tags.c.chunk_id.in_(ids)))
    for chunk in changed:
        connection.execute(
            update(chunks)
            .where(chunks.c.chunk_id == chunk.chunk_id)
            .values(customers=list(chunk.tags.customers), people=list(chunk.tags.people))
        )
    upsert(
        connection,
        chunk_tags,
        [
            {"entity_id": entity, "chunk_id": chunk.chunk_id}
            for chunk in changed
            for entity in (*chunk.tags.customers, *chunk.tags.people)
        ],
    )


def _resolve_again(connection: Connection, entities: Entities) -> None:
    for row in connection.execute(
        select(involvements, records.c.source).join(
            records, records.c.record_id == involvements.c.record_id
        )
    ).all():
        tie = Tie(row.role, row.email, row.external_id, row.name, row.person_id)
        found = resolve_person(tie, row.source, entities)
        if found != row.person_id:
            connection.execute(
                update(involvements)
                .where(
                    involvements.c.record_id == row.record_id,
                    involvements.c.version == row.version,
                    involvements.c.ordinal == row.ordinal,
                )
                .values(person_id=found)
            )
    for row in connection.execute(select(record_customers)).all():
        stated = CustomerTie(row.source, row.external_id, row.name, row.email, row.customer_id)
        customer = resolve_customer(stated, entities)
        if customer != row.customer_id:
            connection.execute(
                update(record_customers)
                .where(
                    record_customers.c.record_id == row.record_id,
                    record_customers.c.version == row.version,
                    record_customers.c.ordinal == row.ordinal,
                )
                .values(customer_id=customer)
            )
