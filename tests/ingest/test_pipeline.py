"""What a sync puts in, replaces and takes out, and what readers see of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select, update

from ingest.access import Access
from ingest.catalog import runs
from ingest.catalog.entities import state_person
from ingest.catalog.operating import last_runs
from ingest.catalog.schema import chunks, failures, records, versions
from ingest.catalog.visible import visible
from ingest.edition import EDITION
from ingest.errors import PermanentError
from ingest.failing import MOST_TOLD
from ingest.records import (
    Change,
    CustomerFacts,
    Failure,
    File,
    Involvement,
    PersonFacts,
    PersonRef,
    Section,
    Tombstone,
)
from ingest.segmentation import question_terms
from ingest.store import Store
from ingest.vectors import VectorIndex
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import EVERYONE, Listing, agree, record, run, texts


def test_a_second_sync_of_the_same_writes_nothing(store: Store, embedder: HashEmbedder) -> None:
    listing = Listing(record("a", "First text."), record("b", "Second text."))
    first = run(store, listing)
    assert (first.changed, first.chunks, first.complete) == (2, 2, True)
    embedded = embedder.embedded
    second = run(store, listing)
    assert (second.changed, second.unchanged, second.removed) == (0, 2, 0)
    assert embedder.embedded == embedded
    assert agree(store)


@pytest.mark.parametrize("kept", ["1", f"{EDITION - 1}/1"])
def test_what_an_older_edition_read_is_read_again(store: Store, kept: str) -> None:
    listing = Listing(record("a", "First text."), record("b", "Second text."))
    run(store, listing)
    with store.catalog.writing() as connection:
        connection.execute(
            update(records).where(records.c.external_id == "a").values(revision=kept)
        )
    again = run(store, listing)
    assert (again.changed, again.unchanged, again.removed) == (1, 1, 0)
    assert run(store, listing).changed == 0


def test_a_changed_record_replaces_its_passages_and_keeps_its_old_text(store: Store) -> None:
    listing = Listing(record("a", "Old words."))
    run(store, listing)
    listing.items = [record("a", "New words.", revision="2")]
    run(store, listing)
    assert texts(store) == {"New words."}
    with store.catalog.reading() as connection:
        states = dict(
            [tuple(row) for row in connection.execute(select(versions.c.text, versions.c.state))]
        )
    assert states == {"Old words.": "superseded", "New words.": "live"}
    assert agree(store)


def test_a_change_that_leaves_the_text_alone_embeds_nothing(
    store: Store, embedder: HashEmbedder
) -> None:
    listing = Listing(record("a", "Same words."))
    run(store, listing)
    embedded = embedder.embedded
    listing.items = [record("a", "Same words.", revision="2", audience=("dept:x",))]
    run(store, listing)
    assert embedder.embedded == embedded
    assert texts(store) == set()
    assert texts(store, Access("", frozenset({"dept:x"}))) == {"Same words."}


def test_a_vanished_record_goes_only_after_a_complete_listing(store: Store) -> None:
    listing = Listing(record("a", "Stays."), record("b", "Goes."))
    run(store, listing)
    listing.items.pop()
    listing.complete = False
    assert run(store, listing).removed == 0
    listing.complete = True
    listing.breaks = True
    broken = run(store, listing)
    assert (broken.removed, broken.complete) == (0, False)
    assert "the line went dead" in broken.error
    listing.breaks = False
    assert run(store, listing).removed == 1
    assert texts(store) == {"Stays."}
    assert agree(store)


def test_a_tombstone_removes_and_a_return_brings_back(store: Store) -> None:
    listing = Listing(record("a", "Words."), complete=False)
    run(store, listing)
    listing.items = [Tombstone("a")]
    assert run(store, listing).removed == 1
    assert texts(store) == set()
    listing.items = [record("a", "Words.")]
    run(store, listing)
    assert texts(store) == {"Words."}
    assert agree(store)


def test_what_failed_is_named_and_keeps_what_was_held(store: Store) -> None:
    listing = Listing(record("a", "Readable."), record("b", "Fine."))
    run(store, listing)
    listing.items = [
        record("a", "", revision="2", sections=(), file=File("a.pdf", b"junk")),
        record("b", "Fine."),
        Failure("c", "invalid", "row 3 has no id"),
        record("d", "   "),
    ]
    report = run(store, listing)
    assert {failure.external_id: failure.reason for failure in report.failures} == {
        "a": "damaged",
        "c": "invalid",
        "d": "empty",
    }
    assert texts(store) == {"Readable.", "Fine."}


def test_what_came_before_a_failure_of_the_source_is_kept(store: Store) -> None:
    listing = Listing(record("a", "Saved."))
    listing.breaks = True
    assert run(store, listing).error
    assert texts(store) == {"Saved."}


def test_what_a_connector_trips_over_is_its_failure_and_quotes_nothing(store: Store) -> None:
    class Tripping(Listing):
        def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
            yield record("a", "Saved.")
            raise KeyError("the salary of Wang, sk-secret")

    report = run(store, Tripping())
    assert (report.state, report.complete) == ("failed", False)
    assert "KeyError" in report.error
    assert "salary" not in report.error
    assert texts(store) == {"Saved."}
    with store.catalog.reading() as connection:
        last = last_runs(connection)["s"]
    assert (last.state, last.fault, last.error) == ("failed", "PermanentError", report.error)


def test_a_source_of_nothing_but_failures_is_saved_as_it_goes(store: Store) -> None:
    count, kept = 2500, []

    class Failing(Listing):
        def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
            for number in range(count):
                if number % 500 == 0:
                    with store.catalog.reading() as connection:
                        kept.append(len(runs.failed_ids(connection, "s")))
                yield Failure(f"n{number}", "invalid", "no id")

    report = run(store, Failing())
    assert (report.failed, len(report.failures)) == (count, MOST_TOLD)
    assert kept == [0, 400, 800, 1200, 2000]


def test_only_the_audience_sees_a_passage(store: Store) -> None:
    run(store, Listing(record("a", "Salaries.", audience=("dept:HR",)), record("b", "Menu.")))
    assert texts(store) == {"Menu."}
    assert texts(store, Access("", frozenset({"everyone", "dept:HR"}))) == {"Salaries.", "Menu."}


def test_who_is_shut_out_of_an_item_that_cannot_be_read_sees_it_no_longer(store: Store) -> None:
    listing = Listing(record("a", "Kept."), record("b", "Hidden."), record("c", "Widened."))
    listing.items[2] = record("c", "Widened.", audience=("dept:hr",))
    run(store, listing)
    broken = {"revision": "2", "sections": (), "file": File("x.pdf", b"?")}
    listing.items = [
        record("a", "", **broken),
        record("b", "", **broken | {"audience": ("dept:hr",)}),
        record("c", "", **broken),
    ]
    report = run(store, listing)
    assert report.failed == 3
    assert texts(store, Access("", frozenset({"everyone", "dept:hr"}))) == {"Kept.", "Widened."}
    assert agree(store)


def test_a_failure_that_shuts_somebody_out_takes_what_is_held_out_of_sight(store: Store) -> None:
    listing = Listing(*(record(name, f"Text {name}.") for name in "abc"))
    run(store, listing)
    listing.items = [
        Failure("a", "empty", "a is empty."),
        Failure("b", "empty", "b is empty.", ("everyone",)),
        Failure("c", "empty", "c is empty.", ("dept:hr",)),
    ]
    run(store, listing)
    assert texts(store) == {"Text a.", "Text b."}
    assert texts(store, Access("", frozenset({"dept:hr"}))) == set()
    assert agree(store)


def test_a_failure_is_kept_with_those_who_might_have_read_the_item(store: Store) -> None:
    listing = Listing(
        record("a", "", sections=(), file=File("x.pdf", b"?"), audience=("dept:hr",)),
        Failure("b", "empty", "b is empty.", ("line:li@huace.example",)),
        Failure("c", "invalid", "c has no id."),
    )
    run(store, listing)
    listing.items[1] = Failure("b", "empty", "b is empty.", ("dept:hr",))
    run(store, listing)
    with store.catalog.reading() as connection:
        kept = connection.execute(select(failures.c.external_id, failures.c.audience)).all()
    assert dict(map(tuple, kept)) == {"a": ["dept:hr"], "b": ["dept:hr"], "c": []}


def test_names_go_with_the_record_that_gave_them(store: Store) -> None:
    old = PersonFacts("1", "Wang Lei", ("Falcon",), ("wang@huace.example",))
    listing = Listing(record("1", "row", kind="person", entity=old))
    run(store, listing)
    listing.items = [
        record("E1", "row", kind="person", entity=replace(old, external_id="E1", aliases=()))
    ]
    run(store, listing)
    assert set(store.entities().names) == {"wang lei"}
    # Another number is another person, who has the address now.
    assert store.entities().person_at("wang@huace.example") == "p000002"


@pytest.mark.parametrize("customer_first", [True, False])
def test_whom_a_heading_within_a_chunk_names_is_tagged_in_any_order(
    store: Store, customer_first: bool
) -> None:
    account = record(
        "C1", "row", kind="account", entity=CustomerFacts("C1", "宁波启辰汽车零部件有限公司")
    )
    notes = record(
        "notes",
        "",
        sections=(
            Section("交期 6 周。", ("周报", "宁波启辰汽车零部件有限公司")),
            Section("无。", ("周报", "其他")),
        ),
    )
    sources = [("crm", account), ("documents", notes)]
    for name, item in sources if customer_first else reversed(sources):
        run(store, Listing(item), name)
    with store.catalog.reading() as connection:
        tagged = connection.scalars(
            select(chunks.c.customers).where(chunks.c.text.contains("交期"))
        ).all()
    assert tagged == [["c000001"]]


def test_who_two_directories_state_stays_while_one_does(store: Store) -> None:
    facts = PersonFacts("1", "Wang", (), ("wang@huace.example",), "CEO", "Board")
    other = replace(facts, name="Wang Lei", title="Chief", department="Office")
    here = Listing(record("1", "row", kind="person", entity=other))
    there = Listing(record("1", "row", kind="person", entity=facts))
    run(store, here, "here")
    run(store, there, "there")
    assert known(store) == [("p000001", "Wang Lei", "Chief", "Office")]
    there.items = []
    run(store, there, "there")
    assert known(store) == [("p000001", "Wang Lei", "Chief", "Office")]
    assert store.entities().person(PersonRef(external_id="1"), "there") == "p000001"
    there.items, here.items = [record("1", "row", kind="person", entity=facts)], []
    run(store, there, "there")
    run(store, here, "here")
    assert known(store) == [("p000002", "Wang", "CEO", "Board")]
    assert store.entities().person(PersonRef(external_id="1"), "here") == "p000002"
    there.items = []
    run(store, there, "there")
    assert known(store) == []


def known(store: Store) -> list[tuple[str, ...]]:
    """Who stands in a directory, as everybody sees them."""
    seen = visible(access=EVERYONE).people
    with store.catalog.reading() as connection:
        rows = connection.execute(select(seen).where(seen.c.record_id.is_not(None))).all()
    return [(row.person_id, row.name, row.title, row.department) for row in rows]


def test_an_item_that_goes_and_returns_at_once_is_here(store: Store) -> None:
    listing = Listing(record("a", "Before."))
    run(store, listing)
    listing.items = [Tombstone("a"), record("a", "After.", revision="2")]
    run(store, listing)
    assert texts(store) == {"After."}


def test_an_item_that_goes_and_returns_unreadable_keeps_what_is_held(store: Store) -> None:
    run(store, Listing(record("a", "Text.")))
    returned = Listing(Tombstone("a"), Failure("a", "damaged", "a is damaged"), complete=False)
    assert run(store, returned).removed == 0
    assert texts(store) == {"Text."}


def test_a_colleague_below_the_company_domain_is_a_person(store: Store) -> None:
    author = Involvement("author", PersonRef(email="li@CN.huace.example"))
    run(store, Listing(record("m", "Hello.", involvements=(author,))))
    assert store.entities().person_at("li@cn.huace.example") == "p000001"


def test_reindex_rebuilds_both_indexes_without_embedding(
    store: Store, embedder: HashEmbedder
) -> None:
    run(store, Listing(record("a", "First text."), record("b", "Second text.")))
    embedded = embedder.embedded
    store.vectors.clear()
    store.keywords.clear()
    assert store.reindex() == 2
    assert embedder.embedded == embedded
    assert agree(store)


def test_a_search_while_the_index_is_begun_anew_finds_nothing(
    store: Store, tmp_path: Path, embedder: HashEmbedder
) -> None:
    run(store, Listing(record("a", "First text.")))
    searching = VectorIndex(tmp_path / "var" / "vectors", embedder.fingerprint)
    assert len(searching.nearest(embedder.query("text"), 5)) == 1
    store.vectors.clear()
    assert searching.nearest(embedder.query("text"), 5) == []


class OtherEmbedder(HashEmbedder):
    fingerprint = "hash-256-other"


def test_another_model_is_noticed_and_reindex_embeds_again(tmp_path: Path) -> None:
    before = Store(tmp_path / "var", HashEmbedder())
    run(before, Listing(record("a", "First text."), record("b", "Second text.")))
    before.close()
    other = OtherEmbedder()
    changed = Store(tmp_path / "var", other)
    with pytest.raises(PermanentError, match="zhike reindex"):
        run(changed, Listing(record("a", "First text.")))
    assert changed.reindex() == 2
    assert other.embedded == 2
    assert run(changed, Listing(record("a", "First text."), record("b", "Second text."))).seen == 2
    assert agree(changed)
    changed.close()


def test_a_reindex_cut_short_leaves_the_vectors_to_neither_model(tmp_path: Path) -> None:
    before = Store(tmp_path / "var", HashEmbedder())
    run(before, Listing(record("a", "First text.")))
    before.close()

    class Broken(OtherEmbedder):
        def passages(self, *_: object) -> NoReturn:
            raise MemoryError

    broken = Store(tmp_path / "var", Broken())
    with pytest.raises(MemoryError):
        broken.reindex()
    broken.close()
    again = Store(tmp_path / "var", HashEmbedder())
    with pytest.raises(PermanentError, match="zhike reindex"):
        again.require_vectors()
    assert again.reindex() == 1
    again.require_vectors()
    again.close()


def test_reindex_cuts_text_at_the_names_it_knows(store: Store) -> None:
    run(store, Listing(record("a", "由樾璟堃负责验收。")))
    with store.catalog.writing() as connection:
        state_person(connection, "people", "r", PersonFacts("E7", "樾璟堃"))
    store.reindex()
    assert store.entities().names
    assert store.keywords.search(question_terms("樾璟堃"), 5, within=None)


def test_an_item_named_twice_is_held_once(store: Store) -> None:
    run(store, Listing(record("a", "Earlier."), record("a", "Later.", revision="2")))
    assert texts(store) == {"Later."}
    assert agree(store)
