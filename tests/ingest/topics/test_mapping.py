"""Topics follow what is held: new chunks join theirs, gone ones leave, and ids stay."""

from __future__ import annotations

from sqlalchemy import select

from ingest.catalog.knowledge_tables import chunk_topics, topics
from ingest.records import ContactFacts, CustomerRef, PersonFacts, Record
from ingest.store import Store
from ingest.topics.mapping import map_topics
from tests.ingest.listing import Listing, record, run

SAID = {
    "inverter": "inverter trip overcurrent motor cable insulation frequency",
    "camera": "camera lens lighting defect image inspection pixel",
    "invoice": "invoice statement payment ledger overdue reconciliation",
}


def notes(*, each: int = 16) -> list[Record]:
    return [
        record(f"{topic} {number}", f"{words} {topic}{number}", title=f"{topic} note")
        for topic, words in SAID.items()
        for number in range(each)
    ]


def placed(store: Store) -> dict[str, str | None]:
    """Chunk -> topic."""
    with store.catalog.reading() as connection:
        rows = connection.execute(select(chunk_topics.c.chunk_id, chunk_topics.c.topic_id))
        return {row.chunk_id: row.topic_id for row in rows}


def topic_ids(store: Store) -> set[str]:
    with store.catalog.reading() as connection:
        return set(connection.scalars(select(topics.c.topic_id)))


def said(store: Store) -> set[str]:
    with store.catalog.reading() as connection:
        return {
            term
            for row in connection.execute(select(chunk_topics.c.title_terms, chunk_topics.c.terms))
            for term in (*row.title_terms, *row.terms)
        }


def test_an_empty_company_has_no_topics(store: Store) -> None:
    assert map_topics(store) == 0
    assert topic_ids(store) == set()


def test_one_chunk_is_a_topic(store: Store) -> None:
    run(store, Listing(record("a", "The inverter trips.")))
    assert map_topics(store) == 1
    assert len(topic_ids(store)) == 1


def test_texts_about_one_thing_are_of_one_topic_and_a_second_look_changes_nothing(
    store: Store,
) -> None:
    run(store, Listing(*notes()))
    assert map_topics(store) == 48
    before = placed(store)
    assert map_topics(store) == 0
    assert placed(store) == before
    assert len(set(before.values())) == 6  # 48 chunks, eight to a topic


def test_what_comes_later_joins_the_topic_that_it_is_about(store: Store) -> None:
    listing = Listing(*notes())
    run(store, listing)
    map_topics(store)
    before = placed(store)
    cameras = {before[chunk] for chunk in held_of(store, "camera")}
    listing.items.append(record("late", SAID["camera"], title="camera note"))
    run(store, listing)
    assert map_topics(store) == 1
    [late] = placed(store).keys() - before.keys()
    assert placed(store)[late] in cameras


def test_many_new_texts_group_all_anew_and_the_old_topics_keep_their_ids(store: Store) -> None:
    listing = Listing(*notes())
    run(store, listing)
    map_topics(store)
    before = topic_ids(store)
    listing.items += [
        record(f"h{number}", f"handover training warehouse shelf forklift {number}", title="stock")
        for number in range(24)
    ]
    run(store, listing)
    assert map_topics(store) == 72
    assert len(before & topic_ids(store)) >= 4
    assert topic_ids(store) - before


def test_what_is_gone_is_of_no_topic(store: Store) -> None:
    listing = Listing(*notes())
    run(store, listing)
    map_topics(store)
    listing.items = listing.items[:40]
    run(store, listing, confirm_removal=True)
    map_topics(store)
    assert len(placed(store)) == 40


def test_cards_of_people_and_contacts_are_about_no_topic(store: Store) -> None:
    run(
        store,
        Listing(
            record("p", "Ada", kind="person", entity=PersonFacts("p", "Ada Lovelace")),
            record(
                "k", "Bo", kind="contact", entity=ContactFacts("k", "Bo Berg", CustomerRef("C"))
            ),
        ),
    )
    assert map_topics(store) == 0


def test_a_word_that_becomes_a_name_is_said_no_more(store: Store) -> None:
    listing = Listing(record("a", "The Zimmer cabinet stands ready.", title="cabinet"))
    run(store, listing)
    map_topics(store)
    assert any("zimmer" in term for term in said(store))
    listing.items.append(
        record("p", "entry", kind="person", entity=PersonFacts("p", "Zimmer Kaya"))
    )
    run(store, listing)
    map_topics(store)
    assert not any("zimmer" in term for term in said(store))
    assert "cabinet" in said(store)


def held_of(store: Store, title: str) -> list[str]:
    with store.catalog.reading() as connection:
        rows = connection.execute(select(chunk_topics.c.chunk_id, chunk_topics.c.title_terms))
        return [row.chunk_id for row in rows if title in row.title_terms]
