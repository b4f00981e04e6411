"""The customers and people that an asker may know of: in a question, and on chunks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from sqlalchemy import Connection, select

from assistant.cards import person_cards
from assistant.customers.links import known_customers
from assistant.spelling import spelled_names
from ingest.access import Access
from ingest.catalog.directory import issued_ids, survivors
from ingest.catalog.reading import StoredChunk, readable_records
from ingest.catalog.statements import listed
from ingest.catalog.visible import visible
from ingest.entities import Entities
from ingest.filters import Filters
from ingest.mentions import Mention, addresses, longest
from ingest.names import fold
from ingest.store import Store

_MOST_ALIKE = 3  # customers that the first word of their names may mean


def known_mentions(store: Store, text: str, *, access: Access) -> tuple[Mention, ...]:
    """Names found in a text, each with those of its bearers whom a record that the asker may read
    calls so. A name that only other records give is as if nobody bore it.

    The word that a customer's name begins with stands for it where nobody whom the asker knows is called
    so, and no more than three customers whom they know may be meant."""
    entities = store.entities()
    spelled = spelled_names(entities)
    named = [*entities.candidates(text), *spelled.candidates(text)]
    begun = spelled.beginnings(text)
    if not named and not begun:
        return ()
    stating = {bearer.record_id for one in (*named, *begun) for bearer in entities.names[one.name]}
    with store.catalog.reading() as connection:
        readable = readable_records(connection, stating, access=access)
    known = {
        place: one
        for place, one in _known(entities, begun, readable).items()
        if len(one.entities) <= _MOST_ALIKE
    }
    return longest((known | _known(entities, named, readable)).values())


def _known(
    entities: Entities, candidates: Iterable[Mention], readable: frozenset[str]
) -> dict[tuple[int, int], Mention]:
    """By where they stand, each with its bearers whom readable records call so."""
    known: dict[tuple[int, int], Mention] = {}
    for candidate in candidates:
        bearers = {
            named.entity_id
            for named in entities.names[candidate.name]
            if named.record_id in readable
        }
        place = (candidate.start, candidate.end)
        if place in known:
            bearers.update(known[place].entities)
        if bearers:
            known[place] = replace(candidate, entities=tuple(sorted(bearers)))
    return known


def known_contacts(store: Store, text: str, *, access: Access) -> dict[str, frozenset[str]]:
    """The folded names of customers' people in a text, each with the records that the asker may read
    and that state them; none without such a record."""
    held = store.entities().contact_names(text)
    if not held:
        return {}
    with store.catalog.reading() as connection:
        stating = {record_id for records in held.values() for record_id in records}
        readable = readable_records(connection, stating, access=access)
    known = {name: readable.intersection(records) for name, records in held.items()}
    return {name: records for name, records in known.items() if records}


def contact_mentions(store: Store, text: str, *, access: Access) -> tuple[Mention, ...]:
    """Where a text names customers' people, in any form of their names: the readable records that state whoever
    may be meant stand in place of ids. Where a colleague whom the asker may know of bears the name as well, nobody."""
    entities = store.entities()
    named = [*entities.contact_candidates(text), *spelled_names(entities).contacts(text)]
    if not named:
        return ()
    stating = {record_id for one in named for record_id in one.entities}
    with store.catalog.reading() as connection:
        readable = readable_records(connection, stating, access=access)
    held: dict[tuple[int, int], Mention] = {}
    for one in named:
        place = (one.start, one.end)
        records = readable.intersection(one.entities)
        if place in held:
            records = records.union(held[place].entities)
        if records:
            held[place] = replace(one, entities=tuple(sorted(records)))
    colleagues = [
        one
        for one in known_mentions(store, text, access=access)
        if any(bearer.startswith("p") for bearer in one.entities)
    ]
    return longest(
        one
        for one in held.values()
        if not any(one.start < other.end and other.start < one.end for other in colleagues)
    )


def naming_records(store: Store, text: str, *, access: Access) -> frozenset[str]:
    """The records that the asker may read and that state whom a text names."""
    entities = store.entities()
    stating = {
        named.record_id for one in entities.candidates(text) for named in entities.names[one.name]
    }
    stating.update(chain.from_iterable(entities.contact_names(text).values()))
    with store.catalog.reading() as connection:
        return readable_records(connection, stating, access=access)


def customers_naming(
    connection: Connection, store: Store, text: str, *, access: Access
) -> tuple[tuple[str, str], ...]:
    """The names of every customer whom a text names, each with a record that the asker may read and that calls
    them so: what else tells a colleague of the name."""
    mentions = known_mentions(store, text, access=access)
    ids = {one for mention in mentions for one in mention.entities if one.startswith("c")}
    names = visible(access=access).entity_names.c
    rows = connection.execute(
        select(names.name, names.record_id).where(listed(names.entity_id)).distinct(),
        {"ids": issued_ids(connection, *sorted(ids))},
    )
    return tuple((row.name, row.record_id) for row in rows)


def naming_others(store: Store, texts: Iterable[str], *, access: Access) -> frozenset[str]:
    """Those of the texts that name somebody whom no record that the asker may read names."""
    entities = store.entities()
    naming: list[tuple[str, set[str]]] = []
    for text in texts:
        for one in longest(entities.candidates(text)):
            naming.append((text, {named.record_id for named in entities.names[one.name]}))
        naming += ((text, set(records)) for records in entities.contact_names(text).values())
    with store.catalog.reading() as connection:
        stating = set(chain.from_iterable(records for _, records in naming))
        readable = readable_records(connection, stating, access=access)
    return frozenset(text for text, records in naming if readable.isdisjoint(records))


def known_bearers(store: Store, text: str, *, access: Access) -> tuple[str, ...]:
    """Ids of everybody whom a text names, every bearer of a name, in its order; an address tells
    which of them is meant."""
    entities = store.entities()
    people = [person for address in addresses(text) if (person := entities.person_at(address))]
    with store.catalog.reading() as connection:
        cards = person_cards(connection, people, access=access)
    addressed = [person for person in people if person in cards]
    meant: list[str] = []
    for mention in known_mentions(store, text, access=access):
        meant.extend([one for one in mention.entities if one in addressed] or mention.entities)
    return tuple(dict.fromkeys([*meant, *addressed]))


def first_named(store: Store, word: str, *, access: Access) -> tuple[str, ...]:
    """The one colleague whom the asker may know of by a name that begins with a word in Latin script, as
    people go by among colleagues; nobody where several do."""
    found = all_first_named(store, word, access=access)
    return found if len(found) == 1 else ()


def all_first_named(store: Store, word: str, *, access: Access) -> tuple[str, ...]:
    """All of these colleagues."""
    first = fold(word).strip()
    if not (first.isascii() and first.isalpha()):
        return ()
    names = " | ".join(name for name in store.entities().names if name.startswith(f"{first} "))
    return tuple(one for one in known_bearers(store, names, access=access) if one.startswith("p"))


def known_filters(connection: Connection, filters: Filters, *, access: Access) -> Filters | None:
    """The filters by the customers and people whom the asker may know of, merged ones followed; None
    where nobody is left of those asked for, and so nothing is to be found."""
    if not (filters.customers or filters.people):
        return filters
    customers = survivors(connection, filters.customers)
    people = survivors(connection, filters.people)
    known_customer = known_customers(connection, customers, access=access)
    known_person = person_cards(connection, people, access=access)
    known = replace(
        filters,
        customers=tuple(one for one in customers if one in known_customer),
        people=tuple(one for one in people if one in known_person),
    )
    lost = (customers and not known.customers) or (people and not known.people)
    return None if lost else known


def with_known_tags(
    connection: Connection, chunks: Mapping[str, StoredChunk], *, access: Access
) -> dict[str, StoredChunk]:
    """The chunks without tags of whom the asker may not know: a tag alone tells that a word of the
    text is somebody's name."""
    customers = {customer for chunk in chunks.values() for customer in chunk.customers}
    people = {person for chunk in chunks.values() for person in chunk.people}
    known = (
        known_customers(connection, sorted(customers), access=access).keys()
        | person_cards(connection, sorted(people), access=access).keys()
    )
    if known >= customers | people:
        return dict(chunks)
    return {
        chunk_id: replace(
            chunk,
            customers=tuple(one for one in chunk.customers if one in known),
            people=tuple(one for one in chunk.people if one in known),
        )
        for chunk_id, chunk in chunks.items()
    }
