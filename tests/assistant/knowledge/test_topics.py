"""Topics show what their asker may read: they are counted, named and staffed by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.knowledge.topics import Topics
from ingest.access import Access
from ingest.errors import NotFoundError
from ingest.records import CustomerFacts, CustomerRef, Involvement, PersonFacts, PersonRef, Record
from ingest.store import Store
from ingest.topics.mapping import map_topics
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

EVERYONE = Access("", frozenset({"everyone"}))
MANAGER = Access("", frozenset({"everyone", "dept:board"}))
TODAY = date(2026, 6, 30)


def note(number: int, words: str, person: str, **more: object) -> Record:
    return record(
        f"{words[:5]}{number}",
        f"{words} {number}",
        title=words.split(" ", 2)[0] + " report",
        kind="visit",
        involvements=(Involvement("owner", PersonRef(person)),),
        **more,
    )


def records() -> list[Record]:
    drives = "inverter overcurrent trip motor cable insulation"
    merger = "takeover bid shareholder valuation secret negotiation"
    directory = [
        record(
            one,
            "entry",
            kind="person",
            entity=PersonFacts(one, name, (), (f"{one}@huace.example",), department=department),
        )
        for one, name, department in (
            ("ada", "Ada Lovelace", "Service"),
            ("bo", "Bo Berg", "Sales"),
        )
    ]
    return [
        *directory,
        record("C1", "row", kind="account", entity=CustomerFacts("C1", "Nordvik Packaging")),
        *(
            note(
                number,
                drives,
                "ada@huace.example" if number < 12 else "bo@huace.example",
                occurred_at=date(2026, 1 + number % 6, 15),
                customers=(CustomerRef("C1"),) if number < 5 else (),
            )
            for number in range(16)
        ),
        *(
            note(number, drives, "bo@huace.example", audience=("dept:board",), occurred_at=TODAY)
            for number in range(16, 20)
        ),
        *(
            note(number, merger, "bo@huace.example", audience=("dept:board",), occurred_at=TODAY)
            for number in range(16)
        ),
    ]


@pytest.fixture(scope="module")
def topics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Topics]:
    store = Store(Path(tmp_path_factory.mktemp("topics")), HashEmbedder())
    run(store, Listing(*records()))
    map_topics(store)
    yield Topics(store, lambda *_: (), lambda: TODAY)
    store.close()


def test_a_topic_of_hidden_records_alone_is_not_there(topics: Topics) -> None:
    hidden = {one.topic_id for one in topics.seen(access=MANAGER)} - {
        one.topic_id for one in topics.seen(access=EVERYONE)
    }
    assert hidden
    for topic_id in [*hidden, "topic-nothing"]:
        with pytest.raises(NotFoundError):
            topics.topic(topic_id, access=EVERYONE)
        with pytest.raises(NotFoundError):
            topics.records(topic_id, access=EVERYONE)


def test_names_hold_no_word_that_only_hidden_records_say(topics: Topics) -> None:
    seen = topics.seen(access=EVERYONE)
    said = " ".join(f"{one.name.zh} {one.name.en} {' '.join(one.name.terms)}" for one in seen)
    assert "inverter" in said.lower()
    for word in ("takeover", "shareholder", "valuation", "berg", "nordvik"):
        assert word not in said.lower()


def test_every_number_counts_what_the_asker_may_open(topics: Topics) -> None:
    seen = topics.seen(access=EVERYONE)
    assert sum(one.record_count for one in seen) == 16
    for one in seen:
        assert (
            len(one.record_ids)
            == one.record_count
            == len(topics.records(one.topic_id, access=EVERYONE))
        )
        for person in one.people:
            assert len(person.records) == person.record_count
            assert set(person.records) <= set(one.record_ids)
        assert sum(person.record_count for person in one.people) == one.record_count
        assert sum(person.share for person in one.people) == pytest.approx(1, abs=1e-3)
        assert sum(one.record_count for one in one.departments) == one.record_count
    customers = [tied for one in seen for tied in one.customers]
    assert {tied.customer.name for tied in customers} == {"Nordvik Packaging"}
    assert sum(tied.record_count for tied in customers) == 5


def test_growth_compares_the_last_period_with_the_one_before(topics: Topics) -> None:
    seen = topics.seen(access=EVERYONE)
    # Those of January the 15th are 166 days old, within the last 180.
    assert sum(len(one.recent) for one in seen) == 16
    assert sum(len(one.earlier) for one in seen) == 0
    assert max(one.newest_at for one in seen if one.newest_at) == date(2026, 6, 15)


def test_a_person_has_the_topics_of_their_visible_records(topics: Topics) -> None:
    [bo] = {
        person.person.id
        for one in topics.seen(access=MANAGER)
        for person in one.people
        if person.person.name == "Bo Berg"
    }
    mine = topics.of_person(bo, access=EVERYONE)
    assert sum(one.record_count for one in mine) == 4
    assert all(0 < one.share <= 1 and len(one.records) <= 5 for one in mine)
    assert sum(one.record_count for one in topics.of_person(bo, access=MANAGER)) == 24
    assert topics.of_person("p999", access=EVERYONE) == ()


def test_a_name_is_said_in_both_languages(topics: Topics) -> None:
    said = {one.name.zh for one in topics.seen(access=EVERYONE)}
    assert any(any("\u4e00" <= char <= "\u9fff" for char in name) for name in said)


def test_nothing_found_is_about_nothing(topics: Topics) -> None:
    assert topics.nearest("anything", access=EVERYONE) == ()


def test_an_empty_company_has_no_topics(store: Store) -> None:
    map_topics(store)
    held = Topics(store, lambda *_: (), lambda: TODAY)
    assert held.seen(access=EVERYONE) == ()
    assert held.of_person("p1", access=EVERYONE) == ()
