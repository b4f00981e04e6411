"""Every chunk is sorted once, and again when what it was sorted by has changed; filters are strict."""

from __future__ import annotations

from sqlalchemy import select

from ingest.catalog.knowledge_tables import chunk_knowledge
from ingest.catalog.reading import readable_chunks, readable_vectors
from ingest.filters import Filters, Knowledge
from ingest.knowledge.sorting import sort_knowledge
from ingest.records import CustomerFacts, CustomerRef
from ingest.retagging import retag
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import EVERYONE, Listing, record, run

MANUAL = record("m", "Default port 4000, rated 8 A.", title="K9 relay: user manual")
TICKET = record("t", "The panel does not start.", kind="ticket", title="Dark screen")
NOTE = record("n", "Harbour Foods wants the data kept for ten years.", kind="visit", title="Visit")
ACCOUNT = record(
    "c", "row", kind="account", title="Harbour", entity=CustomerFacts("c", "Harbour Foods")
)


def kinds(store: Store) -> dict[str, str]:
    with store.catalog.reading() as connection:
        rows = connection.execute(select(chunk_knowledge))
        return {row.chunk_id: row.knowledge for row in rows}


def found(store: Store, *knowledge: Knowledge) -> set[str]:
    filters = Filters(knowledge=knowledge)
    with store.catalog.reading() as connection:
        ids = list(store.vectors.chunk_ids())
        held = readable_chunks(connection, ids, access=EVERYONE, filters=filters)
        exact, _ = readable_vectors(connection, access=EVERYONE, filters=filters, limit=100)
    assert set(exact) == set(held)
    return {chunk.title for chunk in held.values()}


def test_a_filter_by_kind_is_strict(store: Store) -> None:
    run(store, Listing(MANUAL, TICKET, NOTE, ACCOUNT))
    assert found(store, "for") == set()  # nothing is sorted yet
    assert sort_knowledge(store) == 4
    assert found(store, "for") == {"K9 relay: user manual"}
    assert found(store, "from") == {"Dark screen", "Visit"}
    assert found(store, "about", "for") == {"K9 relay: user manual", "Harbour"}
    assert found(store, "with") == set()
    assert len(found(store)) == 4


def test_what_is_sorted_stays_so_and_nothing_is_embedded_again(
    store: Store, embedder: HashEmbedder
) -> None:
    listing = Listing(MANUAL, TICKET)
    run(store, listing)
    sort_knowledge(store)
    before, embedded = kinds(store), embedder.embedded
    assert sort_knowledge(store) == 0
    listing.items.append(NOTE)
    run(store, listing)
    assert sort_knowledge(store) == 1
    assert embedder.embedded == embedded + 1  # the note itself
    assert before.items() <= kinds(store).items()


def test_a_chunk_that_comes_to_be_about_a_customer_is_sorted_again(store: Store) -> None:
    listing = Listing(NOTE, TICKET)
    run(store, listing)
    sort_knowledge(store)
    listing.items.append(ACCOUNT)
    run(store, listing)
    retag(store)
    assert sort_knowledge(store) == 2  # the account, and the note that names it


def test_what_is_gone_is_of_no_kind(store: Store) -> None:
    listing = Listing(MANUAL, TICKET, NOTE)
    run(store, listing)
    sort_knowledge(store)
    listing.items = [MANUAL, TICKET]
    run(store, listing, confirm_removal=True)
    assert len(kinds(store)) == 2


def test_an_empty_company_is_sorted(store: Store) -> None:
    assert sort_knowledge(store) == 0
    run(store, Listing(record("x", "Hello.", customers=(CustomerRef("nobody"),))))
    assert sort_knowledge(store) == 1
