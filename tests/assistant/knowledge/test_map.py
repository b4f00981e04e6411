"""The knowledge map: volume, growth, use, single points, stale topics, complaints and gaps, of what is visible."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from assistant.answers import CustomerLink
from assistant.knowledge.knowledge_map import KnowledgeMap
from assistant.knowledge.map_tables import (
    MapTable,
    complaints_table,
    gaps_table,
    single_points_table,
    stale_table,
    topics_table,
)
from assistant.knowledge.topics import Topics
from assistant.settings_knowledge import KnowledgeSettings
from ingest.catalog.schema import versions
from ingest.catalog.usage import turns
from ingest.knowledge.sorting import sort_knowledge
from ingest.records import Record
from ingest.store import Store
from ingest.topics.mapping import map_topics
from tests.assistant.knowledge.map_company import (
    ADA,
    ARCHIVE,
    BOARD,
    DRIVES,
    EVERYONE,
    SCREEN,
    TODAY,
    note,
    person,
    records,
)
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, run


def mapped(store: Store, *held: Record, rules: KnowledgeSettings | None = None) -> KnowledgeMap:
    run(store, Listing(*held))
    return of(store, rules=rules)


def of(store: Store, *, rules: KnowledgeSettings | None = None) -> KnowledgeMap:
    sort_knowledge(store)
    map_topics(store)
    topics = Topics(store, lambda *_: (), lambda: TODAY)
    return KnowledgeMap(store, topics, rules or KnowledgeSettings(), lambda: TODAY)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(Path(tmp_path_factory.mktemp("map")), HashEmbedder())
    run(store, Listing(*records()))
    yield store
    store.close()


@pytest.fixture(scope="module")
def whole(company: Store) -> KnowledgeMap:
    return of(company)


def ask(store: Store, number: int, person: str, question: str, *used: str) -> None:
    turn = {
        "answer_id": f"a{number}",
        "conversation_id": "c",
        "person_id": person,
        "asked_at": datetime.now(UTC),
        "question": question,
        "standalone_question": question,
        "answered": bool(used),
        "confidence": 0.5,
        "customers": [],
        "people": [],
        "records": list(used),
        "answer": {},
    }
    with store.catalog.writing() as connection:
        connection.execute(insert(turns).values(**turn))


@pytest.fixture
def asked(company: Store) -> Iterator[Store]:
    yield company
    with company.catalog.writing() as connection:
        connection.execute(delete(turns))


def test_the_map_counts_what_the_asker_may_read(whole: KnowledgeMap) -> None:
    assert whole.overview(access=EVERYONE).record_count == 48
    assert whole.overview(access=BOARD).record_count == 64
    told = {one.knowledge: one.record_count for one in whole.overview(access=EVERYONE).knowledge}
    assert list(told) == ["about", "for", "from", "with", "none"]
    assert told["from"] >= 16


def test_every_number_of_a_topic_opens_the_records_that_it_counts(whole: KnowledgeMap) -> None:
    for topic in whole.overview(access=EVERYONE).topics:
        page = whole.topic(topic.topic_id, access=EVERYONE)
        assert page.topic == topic
        ids = {one.record.record_id for one in page.records}
        assert len(ids) == topic.record_count
        for counted in (*page.quarters, *page.knowledge, *page.departments, *page.people):
            assert counted.record_count == len(counted.records)
            assert set(counted.records) <= ids
        assert sum(one.record_count for one in page.quarters) == topic.record_count


def test_growth_is_told_against_the_period_before(whole: KnowledgeMap) -> None:
    topics = whole.overview(access=EVERYONE).topics
    screens = [one for one in topics if "ouchscreen" in one.name.en]
    assert sum(one.recent for one in screens) == 12
    assert sum(one.earlier for one in screens) == 4
    drives = [one for one in topics if "nverter" in one.name.en]
    assert {one.growth for one in drives} == {None}  # none before


def test_use_counts_the_answers_that_drew_on_a_topic(asked: Store, whole: KnowledgeMap) -> None:
    topic = whole.overview(access=EVERYONE).topics[0]
    page = whole.topic(topic.topic_id, access=EVERYONE)
    first, second = (one.record.record_id for one in page.records[:2])
    ask(asked, 1, "p1", "x", first, second)
    ask(asked, 2, "p2", "y", first)
    page = whole.topic(topic.topic_id, access=EVERYONE)
    assert page.topic.cited == 2
    assert [(one.record.record_id, one.cited) for one in page.cited] == [(first, 2), (second, 1)]
    others = [one for one in whole.overview(access=EVERYONE).topics if one != page.topic]
    assert {one.cited for one in others} == {0}


def test_what_one_person_carries_is_found_and_what_two_share_is_not(whole: KnowledgeMap) -> None:
    found = whole.single_points(access=EVERYONE)
    assert {one.person.name for one in found} == {"Ada Lovelace"}
    assert sum(len(one.records) for one in found if one.kind == "topic") == 15
    assert not any(one.left for one in found)
    assert all(0.7 <= one.share <= 1 and one.other_share < 0.25 for one in found)


def test_who_has_left_is_said_to_have_left(store: Store) -> None:
    left = person(ADA, "Ada Lovelace", "Service", active=False)
    held = [left if one.external_id == ADA else one for one in records()]
    found = mapped(store, *held).single_points(access=EVERYONE)
    assert {one.left for one in found if one.person.name == "Ada Lovelace"} == {True}


def test_a_customer_in_one_hand_is_a_single_point(store: Store) -> None:
    tied = [replace(one, customers=records()[-20].customers) for one in records()]
    found = mapped(store, *tied, rules=KnowledgeSettings(single_share=0.2, single_other=0.9))
    points = found.single_points(access=EVERYONE)
    assert {one.customer.name for one in points if one.customer} == {"Nordvik Packaging"}


def test_a_topic_that_nobody_wrote_about_for_a_year_is_stale(whole: KnowledgeMap) -> None:
    old = whole.stale(access=EVERYONE)
    assert sum(one.record_count for one in old) == 16
    assert all("arehouse" in one.name.en and one.age_days > 365 for one in old)
    assert {person.name for one in old for person in one.people} == {"Bo Berg", "Cy Young"}


def test_complaints_that_rise_are_told_first_in_the_customers_words(
    company: Store, whole: KnowledgeMap
) -> None:
    told = whole.complaints(access=EVERYONE)
    assert sum(one.recent for one in told) == 12
    assert sum(one.earlier for one in told) == 4
    assert told[0].rising
    with company.catalog.reading() as connection:
        texts = {row.record_id: row.text for row in connection.execute(versions.select())}
    for one in told:
        assert sum(quarter.record_count for quarter in one.quarters) >= len(one.quotes)
        for quote in one.quotes:
            assert texts[quote.record_id][quote.start : quote.end] == quote.quote
            assert "failed" in quote.quote
            assert [customer.name for customer in quote.customers] == ["Nordvik Packaging"]


def test_five_people_make_a_gap_and_four_do_not(asked: Store, whole: KnowledgeMap) -> None:
    for number in range(4):
        ask(asked, number, f"p{number}", f"Which inverter cable does Zephyr{number} use?")
    ask(asked, 4, "p3", "Which inverter cable again?")
    assert whole.gaps(access=EVERYONE) == ()
    ask(asked, 5, "p9", "Is the inverter cable of Mrs Secret good?")
    [gap] = whole.gaps(access=EVERYONE)
    assert (gap.people_count, gap.question_count) == (5, 6)
    assert "nverter" in gap.name.en
    assert "inverter" in gap.words
    assert gap.nearest
    spelled = repr(gap).lower()
    assert "zephyr" not in spelled
    assert "mrs" not in spelled


def test_what_was_answered_is_no_gap(asked: Store, whole: KnowledgeMap) -> None:
    for number in range(9):
        ask(asked, number, f"p{number}", "Which inverter cable?", "some record")
    assert whole.gaps(access=EVERYONE) == ()


def test_fewer_than_five_can_not_be_asked_for() -> None:
    with pytest.raises(ValueError, match="greater than or equal to 5"):
        KnowledgeSettings(gap_people=4)


def test_hidden_topics_are_in_no_part(asked: Store, whole: KnowledgeMap) -> None:
    for number in range(6):
        ask(asked, number, f"p{number}", "What is the takeover valuation for the shareholder?")
    parts = (
        whole.overview(access=EVERYONE),
        whole.single_points(access=EVERYONE),
        whole.stale(access=EVERYONE),
        whole.complaints(access=EVERYONE),
        whole.gaps(access=EVERYONE),
    )
    assert "takeover" not in repr(parts).lower()
    assert "takeover" in repr(whole.overview(access=BOARD)).lower()


def test_an_empty_company_has_an_empty_map(store: Store) -> None:
    empty = of(store)
    assert empty.overview(access=EVERYONE).topics == ()
    assert {one.record_count for one in empty.overview(access=EVERYONE).knowledge} == {0}
    for part in (empty.single_points, empty.stale, empty.complaints, empty.gaps):
        assert part(access=EVERYONE) == ()


def test_quarters_to_come_are_none_of_growth(store: Store) -> None:
    past = replace(records()[5], occurred_at=TODAY)
    ahead = replace(past, external_id="ahead", occurred_at=date(2026, 9, 30))
    [topic] = mapped(store, past, ahead).overview(access=EVERYONE).topics
    assert topic.record_count == 2
    assert [(one.name, one.record_count) for one in topic.quarters] == [("2026-Q2", 1)]


def test_one_chunk_is_a_map(store: Store) -> None:
    [topic] = mapped(store, records()[5]).overview(access=EVERYONE).topics
    assert (topic.record_count, topic.chunk_count, topic.cited) == (1, 1, 0)


def test_tables_hold_what_the_views_do(asked: Store, whole: KnowledgeMap) -> None:
    for number in range(5):
        ask(asked, number, f"p{number}", "Which inverter cable?")
    view = whole.overview(access=EVERYONE)
    complained = whole.complaints(access=EVERYONE)
    carried = whole.single_points(access=EVERYONE)
    old = whole.stale(access=EVERYONE)
    assert view.topics
    assert carried
    assert old
    for table, count in (
        (topics_table(view.topics), len(view.topics)),
        (single_points_table(carried), len(carried)),
        (stale_table(old), len(old)),
        (complaints_table(complained), sum(len(one.quotes) for one in complained)),
        (gaps_table(whole.gaps(access=EVERYONE)), 1),
    ):
        rows = list(csv.reader(io.StringIO(table.csv())))
        assert rows[0] == list(table.columns)
        assert len(rows) == count + 1
        assert {len(row) for row in rows} == {len(table.columns)}


def test_a_table_calls_a_customer_by_either_name(whole: KnowledgeMap) -> None:
    link = CustomerLink("c1", "恒岳电气", "Hengyue Electric")
    first = replace(whole.single_points(access=EVERYONE)[0], topic_id="", topic=None, customer=link)
    [row] = single_points_table([first]).rows
    assert row[1:4] == ("c1", "恒岳电气", "Hengyue Electric")


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    table = MapTable(("a", "b"), [("=cmd()", -1), ("+1", None), ("@x", "plain")])
    assert table.csv() == "a,b\n'=cmd(),-1\n'+1,\n'@x,plain\n"


def test_a_thousand_people_with_one_record_each_carry_nothing_alone(store: Store) -> None:
    """Each is counted once, wherever their record is."""
    people = 1000
    held = [
        note(number, (DRIVES, SCREEN, ARCHIVE)[number % 3], f"p{number}@huace.example")
        for number in range(people)
    ]
    directory = [
        person(f"p{number}@huace.example", f"Person {number}", f"D{number % 7}")
        for number in range(people)
    ]
    crowded = mapped(store, *directory, *held)
    view = crowded.overview(access=EVERYONE)
    assert view.record_count == people
    assert sum(one.people_count for one in view.topics) == people
    assert sum(each.record_count for one in view.topics for each in one.departments) == people
    assert crowded.single_points(access=EVERYONE) == ()
    page = crowded.topic(view.topics[0].topic_id, access=EVERYONE)
    assert {one.record_count for one in page.people} == {1}
