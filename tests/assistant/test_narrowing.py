"""An asker who may read little finds the best of it, however much nearer is hidden."""

from __future__ import annotations

from functools import cache

import pytest

from assistant.retrieval import Retriever
from assistant.translating import Translations
from ingest.access import Access
from ingest.catalog import removing
from ingest.records import Record, record_id
from ingest.store import Store
from tests.ingest.listing import Listing, record, run

QUESTION = "purge valve leak"
ANYBODY = Access("p9", frozenset({"everyone"}))
BOARD = Access("p8", frozenset({"everyone", "dept:board"}))
WORDS = (
    "alpha",
    "bravo",
    "charlie",
    "delta",
    "echo",
    "foxtrot",
    "golf",
    "hotel",
    "india",
    "juliet",
)


@cache
def translations() -> Translations:
    return Translations()


def asked(
    store: Store, access: Access, *, dense_weight: float = 0.6, compared: int = 1000
) -> list[str]:
    retriever = Retriever(
        store,
        translations(),
        dense_weight=dense_weight,
        candidates=10,
        named_boost=0.5,
        compared=compared,
    )
    found = retriever.retrieve(QUESTION, access=access, limit=5)
    return [passage.title for passage in found]


def hidden(number: int) -> Record:
    text = f"The purge valve has a leak {number}."
    return record(f"hidden{number}", text, audience=("dept:board",))


def shown(number: int) -> Record:
    """The greater the number, the less of it is about valves."""
    return record(f"shown{number}", f"Valve {' '.join(WORDS[:number])}.")


@pytest.fixture
def listing() -> Listing:
    return Listing(*map(hidden, range(60)), *map(shown, range(len(WORDS))))


@pytest.mark.parametrize("dense_weight", [0.0, 0.6, 1.0])
@pytest.mark.parametrize("compared", [0, 1000])
def test_the_best_of_what_may_be_read_are_found(
    store: Store, listing: Listing, dense_weight: float, compared: int
) -> None:
    run(store, listing)
    found = {
        access: asked(store, access, dense_weight=dense_weight, compared=compared)
        for access in (ANYBODY, BOARD)
    }
    assert found[ANYBODY] == [f"shown{at}" for at in range(5)]
    assert all(title.startswith("hidden") for title in found[BOARD])


def test_what_becomes_readable_is_found_and_what_ceases_to_be_is_not(
    store: Store, listing: Listing
) -> None:
    run(store, listing)
    assert asked(store, ANYBODY)[0] == "shown0"
    opened = record("hidden7", "The purge valve has a leak 7.", revision="2")
    closed = record("shown0", "Valve .", revision="2", audience=("dept:board",))
    listing.items = [
        opened
        if item.external_id == "hidden7"
        else closed
        if item.external_id == "shown0"
        else item
        for item in listing.items
        if isinstance(item, Record)
    ]
    run(store, listing)
    assert asked(store, ANYBODY) == ["hidden7", *(f"shown{at}" for at in range(1, 5))]


def test_what_is_deleted_makes_room_for_the_next(store: Store, listing: Listing) -> None:
    run(store, listing)
    assert asked(store, ANYBODY)[0] == "shown0"
    listing.items = [
        item for item in listing.items if isinstance(item, Record) and item.title != "shown0"
    ]
    run(store, listing)
    assert asked(store, ANYBODY) == [f"shown{at}" for at in range(1, 6)]


def test_an_index_that_lags_behind_the_catalog_shows_nothing_hidden(
    store: Store, listing: Listing
) -> None:
    run(store, listing)
    assert asked(store, ANYBODY)[0] == "shown0"
    with store.catalog.writing() as connection:
        removing.bury(connection, [record_id("s", "shown0")])
    assert asked(store, ANYBODY) == [f"shown{at}" for at in range(1, 6)]


def test_the_nearest_are_found_where_words_lead_elsewhere(store: Store) -> None:
    board = ("dept:board",)
    run(
        store,
        Listing(
            *(record(f"hidden{at}", f"Valve leak {at}.", audience=board) for at in range(60)),
            *(record(f"wordy{at}", f"Purge {' '.join(WORDS[at % 5 :])}.") for at in range(20)),
            *(record(f"near{at}", f"Valve leak {WORDS[at]} kilo.") for at in range(5)),
        ),
    )
    found = asked(store, ANYBODY, dense_weight=1.0)
    assert sorted(found) == [f"near{at}" for at in range(5)]
