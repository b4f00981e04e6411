"""Nobody keeps by a broken entry of a directory what a whole one might have taken from them."""

from __future__ import annotations

from ingest.catalog.directory import access_of
from ingest.records import Failure, PersonFacts
from ingest.store import Store
from tests.ingest.listing import Listing, record, run


def test_a_directory_entry_that_cannot_be_read_gives_nothing_until_it_can(store: Store) -> None:
    facts = PersonFacts(
        "7", "李静", emails=("li@huace.example",), department="销售部", memberships=("team:华东",)
    )
    entry = record("7", "李静", kind="person", entity=facts)
    listing = Listing(entry)
    run(store, listing)
    whole = access_of(store, "li@huace.example").tokens
    assert {"dept:销售部", "team:华东"} < whole
    listing.items = [Failure("7", "invalid", "no name", grants_nothing=True)]
    run(store, listing)
    assert access_of(store, "li@huace.example").tokens == whole - {"dept:销售部", "team:华东"}
    listing.items = [entry]
    run(store, listing)
    assert access_of(store, "li@huace.example").tokens == whole
