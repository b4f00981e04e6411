"""Tags what is held again after a customer, a colleague or a name came, went or changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from ingest.catalog.database import upsert
from ingest.catalog.entities import (
    changed,
    domain_key,
    generation,
    mail_key,
    mark_tagged,
    tagged_generation,
)
from ingest.catalog.leads import (
    addresses_and_domains,
    mark_under_way,
    merged_entities,
    store_leads,
    stored_leads,
    was_cut_short,
)
from ingest.catalog.live import LiveChunk, live_chunks_by_id, live_pages, live_texts
from ingest.catalog.schema import chunk_tags, chunks, involvements, record_customers, records
from ingest.drafts import CustomerTie, Tie
from ingest.entities import Entities, unambiguous
from ingest.mentions import NameMatcher, addresses
from ingest.store import Store
from ingest.tagging import resolve_customer, resolve_person, tags
from ingest.tags import IndexedChunk

_PAGE = 1000
_TEXTS = 5000


def retag(store: Store) -> int:
    """Bring every tag up to date, reading no source and embedding nothing; gives the chunks changed.

    Only chunks that say a name or an address which leads elsewhere now, or whose record is tied to
    somebody else, are tagged again.
    """
    with store.catalog.reading() as connection:
        if tagged_generation(connection) == generation(connection):
            return 0
        before = stored_leads(connection)
        known = bool(before) and not was_cut_short(connection)
    entities = store.entities()
    with store.catalog.writing() as connection:
        mark_under_way(connection, under_way=True)
        tied_otherwise = _resolve_again(connection, entities)
    with store.catalog.reading() as connection:
        now = _leads(connection, entities)
        merged = merged_entities(connection)
    count = 0
    if known:
        elsewhere = {lead for lead, _ in before.items() ^ now.items()}
        affected = list(_affected(store, elsewhere, tied_otherwise, merged))
        for start in range(0, len(affected), _PAGE):
            with store.catalog.reading() as connection:
                page = live_chunks_by_id(connection, affected[start : start + _PAGE])
            count += _retag_page(store, page, entities)
    else:
        for page in live_pages(store.catalog, _PAGE):
            count += _retag_page(store, page, entities)
    with store.catalog.writing() as connection:
        store_leads(connection, before, now)
        mark_under_way(connection, under_way=False)
        mark_tagged(connection, entities.generation)
    return count


def names_changed(store: Store, forms: Iterable[str]) -> None:
    """Say that folded spellings mean somebody else now, where one of them names a customer or colleague:
    the next `retag` follows."""
    held = store.entities().names
    if any(form in held for form in forms):
        with store.catalog.writing() as connection:
            changed(connection)


def _leads(connection: Connection, entities: Entities) -> dict[str, str]:
    """Everything in a text that may lead to a customer or colleague, and to whom it does."""
    leads = {
        f"name:{name}": ",".join(unambiguous(tuple({one.entity_id for one in bearers})))
        for name, bearers in entities.names.items()
    }
    for key in addresses_and_domains(connection):
        _, _, said = key.partition(":")
        address = said if "@" in said else f"anybody@{said}"
        leads[key] = f"{entities.person_at(address)},{entities.customer_at(address)}"
    return leads


def _affected(
    store: Store, elsewhere: Set[str], tied_otherwise: Set[str], merged: Set[str]
) -> Iterator[str]:
    """Ids of chunks of those records, tagged with one of those merged, or that say one of those leads."""
    names = NameMatcher(
        {lead.removeprefix("name:"): () for lead in elsewhere if lead.startswith("name:")}
    )
    by_address = {lead for lead in elsewhere if not lead.startswith("name:")}
    for page in live_texts(store.catalog, _TEXTS):
        for chunk in page:
            if (
                chunk.record_id in tied_otherwise
                or not merged.isdisjoint(chunk.tagged)
                or names.is_in(chunk.said)
                or ("@" in chunk.said and not by_address.isdisjoint(_ways(chunk.said)))
            ):
                yield chunk.chunk_id


def _ways(text: str) -> Iterator[str]:
    """Every key that an address in the text might lead by."""
    for address in addresses(text):
        yield mail_key(address)
        domain = address.rpartition("@")[2]
        while domain:
            yield domain_key(domain)
            domain = domain.partition(".")[2]


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


def _resolve_again(connection: Connection, entities: Entities) -> Set[str]:
    """Tie records to whom they mean now; gives the records that are tied to somebody else."""
    changed: set[str] = set()
    for row in connection.execute(
        select(involvements, records.c.source).join(
            records, records.c.record_id == involvements.c.record_id
        )
    ).all():
        tie = Tie(row.role, row.email, row.external_id, row.name, row.person_id)
        found = resolve_person(tie, row.source, entities)
        if found != row.person_id:
            changed.add(row.record_id)
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
            changed.add(row.record_id)
            connection.execute(
                update(record_customers)
                .where(
                    record_customers.c.record_id == row.record_id,
                    record_customers.c.version == row.version,
                    record_customers.c.ordinal == row.ordinal,
                )
                .values(customer_id=customer)
            )
    return changed
