"""What a sync puts in, replaces and takes out, and what readers see of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import select

from ingest.access import Access
from ingest.catalog.entities import state_person
from ingest.catalog.reading import readable_chunks
from ingest.catalog.schema import chunk_tags, chunks, involvements, people, versions
from ingest.documents import Parsed
from ingest.errors import PermanentError, TransientError, UnreadableError
from ingest.filters import Filters
from ingest.pipeline import Source, SyncReport, sync
from ingest.records import (
    Change,
    Checkpoint,
    CustomerFacts,
    CustomerRef,
    Failure,
    File,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
    Section,
    Tombstone,
    record_id,
)
from ingest.segmentation import question_terms
from ingest.store import Store
from ingest.vectors import VectorIndex
from tests.hash_embedder import HashEmbedder

EVERYONE = Access("", frozenset({"everyone"}))


class Listing:
    """A connector over a list that the test changes."""

    def __init__(self, *changes: Change, complete: bool = True) -> None:
        self.items = list(changes)
        self.complete = complete
        self.breaks = False

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        seen = set()
        for item in self.items:
            if isinstance(item, Record) and known.get(item.external_id) == item.revision:
                seen.add(item.external_id)
            else:
                yield item
        if self.breaks:
            raise TransientError("the line went dead; try again later")
        yield Checkpoint(cursor="c", complete=self.complete, seen=frozenset(seen))


def no_files(file: File) -> Parsed:
    raise UnreadableError(f"{file.name} cannot be read", reason="damaged")


def record(external_id: str, text: str, **more: object) -> Record:
    made = Record(
        external_id=external_id,
        revision="1",
        kind="file",
        title=external_id,
        audience=("everyone",),
        sections=(Section(text),),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def run(store: Store, listing: Listing, name: str = "s") -> SyncReport:
    source = Source(name, "test", listing, domains=("huace.example",))
    return sync(source, store, no_files, chunk_tokens=64)


def texts(store: Store, access: Access = EVERYONE) -> set[str]:
    with store.catalog.reading() as connection:
        ids = list(store.vectors.chunk_ids())
        found = readable_chunks(connection, ids, access=access, filters=Filters())
    return {chunk.text for chunk in found.values()}


def agree(store: Store) -> bool:
    with store.catalog.reading() as connection:
        held = set(connection.scalars(select(chunks.c.chunk_id)))
    return held == set(store.vectors.chunk_ids()) == set(store.keywords.chunk_ids())


def test_a_second_sync_of_the_same_writes_nothing(store: Store, embedder: HashEmbedder) -> None:
    listing = Listing(record("a", "First text."), record("b", "Second text."))
    first = run(store, listing)
    assert (first.changed, first.chunks, first.complete) == (2, 2, True)
    embedded = embedder.embedded
    second = run(store, listing)
    assert (second.changed, second.unchanged, second.removed) == (0, 2, 0)
    assert embedder.embedded == embedded
    assert agree(store)


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


def test_names_go_with_the_record_that_gave_them(store: Store) -> None:
    old = PersonFacts("1", "Wang Lei", ("Falcon",), ("wang@huace.example",))
    listing = Listing(record("1", "row", kind="person", entity=old))
    run(store, listing)
    listing.items = [
        record("E1", "row", kind="person", entity=replace(old, external_id="E1", aliases=()))
    ]
    run(store, listing)
    assert set(store.entities().names) == {"wang lei"}
    assert store.entities().person_at("wang@huace.example") == "p000001"


def test_who_two_directories_state_stays_while_one_does(store: Store) -> None:
    facts = PersonFacts("1", "Wang", (), ("wang@huace.example",), "CEO", "Board")
    other = replace(facts, name="Wang Lei", title="Chief", department="Office")
    here = Listing(record("1", "row", kind="person", entity=other))
    there = Listing(record("1", "row", kind="person", entity=facts))
    run(store, here, "here")
    run(store, there, "there")
    there.items = []
    run(store, there, "there")
    with store.catalog.reading() as connection:
        row = connection.execute(select(people)).one()
    assert (row.name, row.department, row.active) == ("Wang Lei", "", True)
    run(store, here, "here")
    with store.catalog.reading() as connection:
        row = connection.execute(select(people)).one()
    assert (row.name, row.title, row.department) == ("Wang Lei", "Chief", "Office")
    here.items = []
    run(store, here, "here")
    with store.catalog.reading() as connection:
        row = connection.execute(select(people)).one()
    assert (row.record_id, row.active) == (None, False)


def test_an_item_that_goes_and_returns_at_once_is_here(store: Store) -> None:
    listing = Listing(record("a", "Before."))
    run(store, listing)
    listing.items = [Tombstone("a"), record("a", "After.", revision="2")]
    run(store, listing)
    assert texts(store) == {"After."}


def test_a_colleague_below_the_company_domain_is_a_person(store: Store) -> None:
    author = Involvement("author", PersonRef(email="li@CN.huace.example"))
    run(store, Listing(record("m", "Hello.", involvements=(author,))))
    assert store.entities().person_at("li@cn.huace.example") == "p000001"


def test_sources_may_load_in_any_order(store: Store) -> None:
    visit = record(
        "v1",
        "恆岳電氣的验收推迟。Hengyue Electric asked 王磊 for a new date.",
        involvements=(Involvement("owner", PersonRef(external_id="E7")),),
        customers=(CustomerRef(external_id="C1", source="crm"),),
    )
    other = record("v2", "联系人 li@hengyue.example 来电。")
    run(store, Listing(visit, other), "files")
    account = record(
        "C1",
        "account",
        kind="account",
        entity=CustomerFacts(
            "C1", "苏州恒岳电气有限公司", ("恒岳电气", "Hengyue Electric"), ("hengyue.example",)
        ),
    )
    run(store, Listing(account), "crm")
    person = record(
        "E7",
        "person",
        kind="person",
        entity=PersonFacts("E7", "王磊", (), ("wang@huace.example",), "Engineer", "Service"),
    )
    run(store, Listing(person), "people")
    with store.catalog.reading() as connection:
        tagged = connection.execute(
            select(chunk_tags.c.entity_id, chunks.c.record_id).join(
                chunks, chunks.c.chunk_id == chunk_tags.c.chunk_id
            )
        ).all()
        owner = connection.scalar(select(involvements.c.person_id))
    by_record: dict[str, set[str]] = {}
    for entity, of_record in tagged:
        by_record.setdefault(of_record, set()).add(entity)
    assert by_record[record_id("files", "v1")] == {"c000001", "p000001"}
    assert by_record[record_id("files", "v2")] == {"c000001"}
    assert owner == "p000001"
    assert agree(store)


def test_a_company_address_becomes_a_person_and_then_the_directory_names_them(store: Store) -> None:
    mail = record(
        "m", "Hello.", involvements=(Involvement("author", PersonRef(email="Wang@huace.example")),)
    )
    run(store, Listing(mail), "mail")
    person = record(
        "E7",
        "person",
        kind="person",
        entity=PersonFacts("E7", "王磊", (), ("wang@huace.example",)),
    )
    run(store, Listing(person), "people")
    entities = store.entities()
    assert entities.person(PersonRef(external_id="E7"), "people") == "p000001"
    assert entities.person_at("wang@huace.example") == "p000001"


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
    assert store.keywords.search(question_terms("樾璟堃"), 5)


def test_an_item_named_twice_is_held_once(store: Store) -> None:
    run(store, Listing(record("a", "Earlier."), record("a", "Later.", revision="2")))
    assert texts(store) == {"Later."}
    assert agree(store)


def test_two_accounts_that_share_a_domain_stay_two(store: Store) -> None:
    accounts = [
        record(
            external_id,
            external_id,
            kind="account",
            entity=CustomerFacts(external_id, name, (), ("group.example",)),
        )
        for external_id, name in (("C1", "恒岳电气"), ("C2", "恒越电梯"))
    ]
    run(store, Listing(*accounts), "crm")
    entities = store.entities()
    first = entities.customer(CustomerRef(external_id="C1"), "crm")
    second = entities.customer(CustomerRef(external_id="C2"), "crm")
    assert first and second and first != second
    assert entities.customer_at("li@group.example") == first


def test_two_people_who_share_a_mailbox_stay_two(store: Store) -> None:
    people = [
        record(
            external_id,
            external_id,
            kind="person",
            entity=PersonFacts(external_id, name, (), (mail, "service@huace.example")),
        )
        for external_id, name, mail in (
            ("E1", "王磊", "wang@huace.example"),
            ("E2", "李静", "li@huace.example"),
        )
    ]
    run(store, Listing(*people), "people")
    entities = store.entities()
    assert entities.person_at("wang@huace.example") != entities.person_at("li@huace.example")
