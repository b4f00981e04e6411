"""What changes while a version stays, what a new one keeps of the old, and how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ingest.access import Access
from ingest.catalog.schema import (
    audiences,
    contacts,
    customers,
    fields,
    involvements,
    kept_vectors,
    records,
    untagged,
    versions,
)
from ingest.pipeline import Source, sync
from ingest.records import (
    ContactFacts,
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
    Section,
    Tombstone,
)
from ingest.segmentation import question_terms
from ingest.store import Store
from ingest.sync_reports import AudienceChange
from ingest.sync_rules import SyncRules
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import EVERYONE, Listing, agree, no_files, record, run, texts

SALES = Access("", frozenset({"dept:sales"}))
LI = PersonFacts("7", "Li Na", (), ("li@huace.example",))
COLLEAGUE = record("7", "Li Na.", kind="person", entity=LI)


def numbers(store: Store) -> dict[str, int]:
    with store.catalog.reading() as connection:
        rows = connection.execute(
            select(records.c.external_id, func.max(versions.c.version).label("latest"))
            .join(versions, versions.c.record_id == records.c.record_id)
            .group_by(records.c.external_id)
        )
        return {row.external_id: row.latest for row in rows}


def found_by_words(store: Store, words: str, access: Access) -> int:
    return len(store.keywords.search(question_terms(words), 5, within=access))


def found_by_vector(store: Store, words: str, access: Access) -> int:
    return len(store.scan.nearest(store.embedder.query(words), 5, access=access))


def changed(item: Record, **more: object) -> Record:
    return replace(item, revision=item.revision + "+", **more)  # type: ignore[arg-type]


def test_a_change_of_audience_people_or_customer_writes_no_version_and_embeds_nothing(
    store: Store, embedder: HashEmbedder
) -> None:
    account = record("C", "row", kind="account", entity=CustomerFacts("C", "Nordvik"))
    note = record("note", "The line stands still.")
    listing = Listing(COLLEAGUE, account, note)
    run(store, listing)
    embedded = embedder.embedded
    for more in (
        {"audience": ("dept:sales",)},
        {"involvements": (Involvement("owner", PersonRef("li@huace.example")),)},
        {"customers": (CustomerRef("C"),)},
        {"uri": "elsewhere", "thread": "another", "occurred_at": datetime(2026, 5, 1, tzinfo=UTC)},
        {},
    ):
        listing.items[2] = note = changed(note, **more)
        assert run(store, listing).changed == 1
    assert embedder.embedded == embedded
    assert numbers(store) == {"7": 1, "C": 1, "note": 1}
    with store.catalog.reading() as connection:
        assert "another" in connection.scalars(select(versions.c.thread)).all()
    assert "The line stands still." not in texts(store, EVERYONE)
    assert texts(store, SALES) == {"The line stands still."}
    tagged = store.keywords.search(
        question_terms("line"), 5, within=SALES, tagged=("c000001", "p000001")
    )
    assert len(tagged) == 1
    assert agree(store)


def test_who_is_shut_out_finds_nothing_in_either_index_and_who_is_let_in_does(store: Store) -> None:
    listing = Listing(record("a", "Turnover grows."), record("b", "Other."))
    run(store, listing)
    assert found_by_vector(store, "turnover", EVERYONE) == 2
    listing.items[0] = changed(listing.items[0], audience=("dept:sales",))
    run(store, listing)
    assert found_by_words(store, "turnover", EVERYONE) == 0
    assert found_by_vector(store, "turnover", EVERYONE) == 1
    assert found_by_words(store, "turnover", SALES) == 1
    assert found_by_vector(store, "turnover", SALES) == 1


def test_tags_that_a_crash_left_behind_reach_the_indexes_at_the_next_start(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    class Crash(Exception):
        pass

    class Crashing(Store):
        def _tag(self, record_ids: object) -> None:
            raise Crash

    before = Crashing(tmp_path / "var", embedder)
    listing = Listing(record("a", "Turnover grows.", audience=("dept:hr",)))
    run(before, listing)
    listing.items = [changed(listing.items[0], audience=("dept:sales",))]
    with pytest.raises(Crash):
        run(before, listing)
    assert texts(before, Access("", frozenset({"dept:hr"}))) == set()
    before.close()
    after = Store(tmp_path / "var", embedder)
    after.recover()
    assert found_by_words(after, "turnover", SALES) == 1
    assert run(after, listing).changed == 0
    with after.catalog.reading() as connection:
        assert connection.scalars(select(untagged.c.record_id)).all() == []
    after.close()


def test_an_audience_that_changes_alone_is_told_as_one_that_comes_with_new_words(
    store: Store,
) -> None:
    told: list[AudienceChange] = []
    listing = Listing(record("a", "One."), record("b", "Two."))
    run(store, listing)
    listing.items = [
        changed(listing.items[0], audience=("dept:hr",)),
        changed(listing.items[1], audience=("dept:hr",), sections=(Section("Three."),)),
    ]
    sync(Source("s", "test", listing), store, no_files, chunk_tokens=64, on_audience=told.extend)
    assert {change.after for change in told} == {frozenset({"dept:hr"})}
    assert len(told) == 2


def test_who_may_read_is_told_before_they_do(store: Store) -> None:
    read: list[set[str]] = []
    listing = Listing(record("a", "One.", audience=("dept:hr",)))
    run(store, listing)
    listing.items = [changed(listing.items[0], audience=("everyone",))]

    def tell(_: object) -> None:
        read.append(texts(store))

    sync(Source("s", "test", listing), store, no_files, chunk_tokens=64, on_audience=tell)
    assert read == [set()]
    assert texts(store) == {"One."}


def test_while_new_words_are_embedded_nobody_reads_the_old_who_may_not_read_the_new(
    tmp_path: Path,
) -> None:
    seen: list[set[str]] = []

    class Watching(HashEmbedder):
        def passages(self, texts_: object, sentences: object) -> list[object]:  # type: ignore[override]
            seen.append(texts(store, EVERYONE))
            return super().passages(texts_, sentences)  # type: ignore[arg-type,return-value]

    store = Store(tmp_path / "var", Watching())
    listing = Listing(record("a", "Old.", audience=("everyone", "dept:hr")))
    run(store, listing)
    listing.items = [changed(listing.items[0], audience=("dept:hr",), sections=(Section("New."),))]
    run(store, listing)
    assert seen == [set(), set()]
    with store.catalog.reading() as connection:
        then = connection.scalars(select(audiences.c.token).where(audiences.c.version == 1)).all()
    assert set(then) == {"everyone", "dept:hr"}
    store.close()


def test_a_field_that_is_called_otherwise_is_renamed_in_place(store: Store) -> None:
    listing = Listing(record("a", "", sections=(), fields=(Field("负责人", "负责人", "Li"),)))
    run(store, listing)
    listing.items = [changed(listing.items[0], fields=(Field("owner", "负责人", "Li"),))]
    run(store, listing)
    with store.catalog.reading() as connection:
        assert connection.execute(select(fields.c.version, fields.c.name)).all() == [(1, "owner")]


def test_a_version_keeps_who_made_it_so(store: Store) -> None:
    on = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
    by = PersonRef("li@huace.example", "7", "Li Na")
    run(store, Listing(record("a", "Text.", changed_by=by, changed_at=on)))
    with store.catalog.reading() as connection:
        row = connection.execute(select(versions)).one()
    assert (row.changed_at, row.changed_by) == (on, ["mail:li@huace.example", "id:s:7"])


def test_what_comes_back_in_time_is_not_embedded_again(
    store: Store, embedder: HashEmbedder
) -> None:
    listing = Listing(record("a", "Words."), complete=False)
    run(store, listing)
    listing.items = [Tombstone("a")]
    run(store, listing)
    embedded = embedder.embedded
    listing.items = [record("a", "Words.")]
    run(store, listing)
    assert embedder.embedded == embedded
    assert texts(store) == {"Words."}
    assert agree(store)
    with store.catalog.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(kept_vectors)) == 0


def test_what_was_deleted_long_enough_ago_is_erased_and_its_numbers_stay_taken(
    store: Store, embedder: HashEmbedder
) -> None:
    account = record(
        "C",
        "Secret terms.",
        kind="account",
        fields=(Field("tier", "tier", "A"),),
        involvements=(Involvement("owner", PersonRef("li@huace.example")),),
        entity=CustomerFacts("C", "Nordvik", emails=("in@nordvik.example",)),
    )
    buyer = record("B", "row", entity=ContactFacts("B", "Ann", CustomerRef("C")))
    listing = Listing(account, buyer, record("stays", "Stays."))
    run(store, listing)
    del listing.items[:2]
    run(store, listing)
    kept = store.purge(
        deleted_before=datetime.now(UTC) - timedelta(days=1), superseded_before=datetime.now(UTC)
    )
    assert kept.records == 0
    run(store, listing, rules=SyncRules(keep_deleted=timedelta()))
    with store.catalog.reading() as connection:
        assert connection.scalars(select(versions.c.text)).all() == ["Stays."]
        for table in (fields, involvements, kept_vectors):
            assert connection.execute(select(table)).all() == []
        assert set(connection.scalars(select(records.c.external_id))) == {"", "stays"}
        assert connection.scalars(select(customers.c.name)).all() == [""]
        assert connection.scalars(select(contacts.c.name)).all() == [""]
    embedded = embedder.embedded
    listing.items.append(account)
    run(store, listing)
    assert embedder.embedded == embedded + 1
    assert numbers(store)["C"] == 2
    assert store.entities().spoken_names("c000001") == ("Nordvik",)


def test_a_superseded_version_is_kept_so_long_and_the_live_one_for_good(store: Store) -> None:
    listing = Listing(record("a", "Old."))
    run(store, listing)
    listing.items = [changed(listing.items[0], sections=(Section("New."),))]
    run(store, listing)
    assert numbers(store) == {"a": 2}
    run(store, listing, rules=SyncRules(keep_versions=timedelta(), keep_deleted=timedelta()))
    with store.catalog.reading() as connection:
        assert connection.scalars(select(versions.c.text)).all() == ["New."]
    assert texts(store) == {"New."}


def test_the_same_words_in_two_places_are_embedded_once_for_each_audience(
    store: Store, embedder: HashEmbedder
) -> None:
    here = record("a/terms.md", "The terms.", title="terms", audience=("dept:hr",))
    there = record("b/terms.md", "The terms.", title="terms", audience=("dept:sales",))
    later = record("c/terms.md", "The terms.", title="terms")
    listing = Listing(here, there)
    run(store, listing)
    listing.items.append(later)
    run(store, listing)
    run(store, Listing(replace(later, audience=("dept:it",))), "other")
    assert embedder.embedded == 1
    for access in (SALES, EVERYONE, Access("", frozenset({"dept:it"}))):
        assert texts(store, access) == {"The terms."}
    with store.catalog.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(records)) == 4
