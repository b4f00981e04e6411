"""Ties a record to its people and customers, and each of its chunks to those it mentions."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.documents import Document
from ingest.drafts import CustomerTie, Draft, DraftChunk, Tie
from ingest.entities import Entities
from ingest.mentions import addresses
from ingest.records import ContactFacts, CustomerFacts, CustomerRef, PersonRef, Record, record_id
from ingest.splitting import Piece

_NAMES_IN_HEADER = 3


def draft(
    source: str,
    record: Record,
    document: Document,
    pieces: tuple[Piece, ...],
    entities: Entities,
) -> Draft:
    """The version to write: ties resolved as far as they are known now, chunks with header and tags."""
    ties = _ties(source, record, entities)
    customers = _customer_ties(source, record, entities)
    stated = _stated_names(customers, entities)
    customer_ids = [tie.customer_id for tie in customers if tie.customer_id]
    person_ids = [tie.person_id for tie in ties if tie.person_id]
    chunks = []
    for piece in pieces:
        text = document.text[piece.start : piece.end]
        chunk_customers, chunk_people = tags(
            (document.title, *piece.heading, *piece.inner, text), customer_ids, person_ids, entities
        )
        chunks.append(
            DraftChunk(
                start=piece.start,
                end=piece.end,
                heading=piece.heading,
                page=piece.page,
                header=header(document.title, (*piece.heading, *piece.inner), stated),
                text=text,
                customers=chunk_customers,
                people=chunk_people,
            )
        )
    return Draft(
        record_id=record_id(source, record.external_id),
        source=source,
        external_id=record.external_id,
        revision=record.revision,
        kind=record.kind,
        uri=record.uri,
        occurred_at=record.occurred_at,
        audience=tuple(dict.fromkeys(record.audience)),
        document=document,
        ties=ties,
        customers=customers,
        chunks=tuple(chunks),
        changed_by=record.changed_by,
        changed_at=record.changed_at,
        thread=record.thread,
    )


def tags(
    said: Iterable[str],
    customer_ids: Iterable[str],
    person_ids: Iterable[str],
    entities: Entities,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Customer ids and person ids of a chunk: its record's own and those its title, headings or text
    name; the customers in a header are what the record stated when it was written, and may have changed."""
    mentioned = entities.mentioned("\n".join(said))
    customers = {*customer_ids, *(entity for entity in mentioned if entity.startswith("c"))}
    people = {*person_ids, *(entity for entity in mentioned if entity.startswith("p"))}
    return tuple(sorted(customers)), tuple(sorted(people))


def header(title: str, heading: tuple[str, ...], customers: tuple[str, ...]) -> str:
    """title · headings · customers the record states; what stands in one part is not said again."""
    parts: list[str] = []
    for part in (title, *heading, *customers):
        if part and not any(part in said for said in parts):
            parts.append(part)
    return " · ".join(parts)


def _ties(source: str, record: Record, entities: Entities) -> tuple[Tie, ...]:
    return tuple(
        Tie(
            involvement.role,
            involvement.person.email.lower(),
            involvement.person.external_id,
            involvement.person.name,
            entities.person(involvement.person, source),
        )
        for involvement in dict.fromkeys(record.involvements)
    )


def _customer_ties(source: str, record: Record, entities: Entities) -> tuple[CustomerTie, ...]:
    references = list(record.customers)
    match record.entity:
        case CustomerFacts(external_id=external_id, name=name):
            references.append(CustomerRef(external_id=external_id, name=name))
        case ContactFacts(customer=customer):
            references.append(customer)
        case _:
            pass
    ties = [
        CustomerTie(
            reference.source or source,
            reference.external_id,
            reference.name,
            reference.email,
            entities.customer_at(reference.email)
            if reference.email
            else entities.customer(reference, source),
        )
        for reference in dict.fromkeys(references)
    ]
    written = dict.fromkeys(
        address for field in record.fields for address in addresses(field.value)
    )
    ties.extend(
        CustomerTie(source, "", "", address, entities.customer_at(address))
        for address in written
        if not entities.person_at(address)
    )
    return tuple(ties)


def resolve_person(tie: Tie, source: str, entities: Entities) -> str | None:
    """Who is meant, as far as is known now."""
    return entities.person(PersonRef(tie.email, tie.external_id, tie.name), source)


def resolve_customer(tie: CustomerTie, entities: Entities) -> str | None:
    """Which customer is meant, as far as is known now."""
    if tie.email:
        return entities.customer_at(tie.email)
    return entities.customer(CustomerRef(tie.external_id, tie.name), tie.source)


def _stated_names(ties: tuple[CustomerTie, ...], entities: Entities) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for tie in ties:
        if tie.customer_id:
            names.update(dict.fromkeys(entities.spoken_names(tie.customer_id)))
        elif tie.name:
            names[tie.name] = None
    return tuple(names)[:_NAMES_IN_HEADER]
