"""Tags follow who is who, and only what is concerned is tagged again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.catalog.schema import chunks, meta
from ingest.records import (
    Change,
    ContactFacts,
    CustomerFacts,
    CustomerRef,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
)
from ingest.retagging import retag
from ingest.store import Store
from ingest.tags import IndexedChunk
from ingest.vectors import VectorIndex
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

NOTES = (
    record("name", "Nordvik asked for a trial."),
    record("address", "Write to ann@nordvik.example."),
    record("below", "Write to it@cn.nordvik.example."),
    record("tied", "No name here.", customers=(CustomerRef("C"),)),
    record(
        "owned",
        "None here either.",
        involvements=(Involvement("owner", PersonRef("", "", "Ada Li")),),
    ),
    record("other", "Nothing at all, at x@elsewhere.example."),
)


def account(number: str, name: str, **more: object) -> Record:
    facts = CustomerFacts(number, name, **more)  # type: ignore[arg-type]
    return record(number, f"row {number}", title=number, kind="account", entity=facts)


def colleague(number: str, name: str, *addresses: str) -> Record:
    facts = PersonFacts(number, name, (), addresses)
    return record(number, f"entry {number}", title=number, kind="person", entity=facts)


def tags(store: Store) -> dict[str, tuple[str, ...]]:
    with store.catalog.reading() as connection:
        rows = connection.execute(select(chunks.c.text, chunks.c.customers, chunks.c.people))
        return {row.text: (*row.customers, *row.people) for row in rows}


WORLDS: dict[str, tuple[tuple[Record, ...], ...]] = {
    "a customer by name": ((account("C", "Nordvik"),),),
    "a customer by domain": ((account("C", "North", domains=("nordvik.example",)),),),
    "a contact": (
        (
            account("C", "North"),
            record(
                "P",
                "row P",
                entity=ContactFacts("P", "Ann", CustomerRef("C"), ("ann@nordvik.example",)),
            ),
        ),
    ),
    "a contact who goes to another customer": tuple(
        (
            account("C", "North"),
            account("D", "South"),
            record(
                "P",
                "row P",
                revision=of,
                entity=ContactFacts("P", "Ann", CustomerRef(of), ("ann@nordvik.example",)),
            ),
        )
        for of in "CD"
    ),
    "a name that goes": ((account("C", "Nordvik"),), ()),
    "a name that two bear": (
        (account("C", "Nordvik"),),
        (account("C", "Nordvik"), account("D", "Nordvik")),
    ),
    "two that become one": (
        (account("C", "North"), account("D", "Nordvik", domains=("nordvik.example",))),
        (
            account("C", "North"),
            account("D", "Nordvik", domains=("nordvik.example",)),
            account("E", "Both", emails=("ann@nordvik.example",), domains=("nordvik.example",)),
        ),
    ),
    "a colleague who owns by name": (
        (colleague("1", "Ada Li"),),
        (colleague("1", "Ada Li"), colleague("2", "Ada Li")),
    ),
}


@pytest.mark.parametrize("world", WORLDS)
def test_what_is_tagged_again_is_tagged_as_if_all_were(store: Store, world: str) -> None:
    notes = Listing(*NOTES)
    run(store, notes, "notes")
    run(store, Listing(account("Z", "Zeta")), "zeta")
    crm = Listing()
    for items in WORLDS[world]:
        crm.items = list[Change](items)
        run(store, crm, "notes-crm")
        notes.items = [*NOTES, *items]
        run(store, notes, "notes")
        told = tags(store)
        with store.catalog.writing() as connection:
            connection.execute(meta.update().where(meta.c.key == "tagging").values(value="yes"))
            connection.execute(meta.update().where(meta.c.key == "tagged").values(value="0"))
        assert retag(store) == 0
        assert tags(store) == told
    assert any(told.values())


def test_what_is_tied_to_one_of_two_that_become_one_is_tagged_with_that(store: Store) -> None:
    run(store, Listing(account("Z", "Zeta")), "zeta")
    run(store, Listing(account("1", "Norden")), "erp")
    # The notes first: their headers do not say the customers' names.
    run(store, Listing(*NOTES), "crm")
    north = account("C", "North")
    run(store, Listing(north, *NOTES), "crm")
    assert tags(store)["No name here."] == ("c000003",)
    renamed = replace(account("1", "North"), revision="2")
    run(store, Listing(renamed), "erp")
    assert tags(store)["No name here."] == ("c000002",)


class Cut(Exception):
    """The process ends here."""


class CutShort(VectorIndex):
    def tag(self, chunks: Sequence[IndexedChunk]) -> None:
        raise Cut


def test_a_tagging_that_was_cut_short_is_done_whole(
    store: Store, tmp_path: Path, embedder: HashEmbedder
) -> None:
    run(store, Listing(*NOTES), "crm")
    run(store, Listing(account("Z", "Zeta")), "zeta")
    whole = store.vectors
    store.vectors = CutShort(tmp_path / "var" / "vectors", embedder.fingerprint)
    with pytest.raises(Cut):
        run(store, Listing(*NOTES, account("C", "North")), "crm")
    store.vectors = whole
    assert tags(store)["No name here."] == ()
    retag(store)
    assert tags(store)["No name here."] == ("c000002",)


def test_a_contact_stated_as_before_changes_nothing(store: Store) -> None:
    facts = ContactFacts("P", "Ann", CustomerRef("C"), ("ann@nordvik.example",))
    listing = Listing(account("C", "North"), record("P", "+86 1", entity=facts))
    run(store, listing)
    before = store.entities().generation
    listing.items[1] = record("P", "+86 2", revision="2", entity=facts)
    run(store, listing)
    assert store.entities().generation == before
