"""Every selectable of the gate holds what the asker may read, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as members
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from typing_extensions import override

from ingest.access import Access
from ingest.catalog.reading import fields_end, sections_within
from ingest.catalog.schema import metadata, versions
from ingest.catalog.visible import Visible, visible
from ingest.drafts import Draft
from ingest.knowledge.sorting import sort_knowledge
from ingest.records import (
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
    Section,
    record_id,
)
from ingest.store import Store
from ingest.topics.mapping import map_topics
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

ANYBODY = Access("p9", frozenset({"everyone"}))
BOARD = Access("p8", frozenset({"everyone", "dept:board"}))
FOR_THE_BOARD = ("dept:board",)
TABLES = [member.name for member in members(Visible)]
# A superseded version keeps no chunks.
OF_VERSIONS = ["records", "sections", "fields", "involvements", "record_customers"]

ACCOUNT = record(
    "C1",
    "Falcon Works.",
    kind="account",
    entity=CustomerFacts("C1", "Falcon Works"),
    fields=(Field("owner", "owner", "77"),),
    involvements=(Involvement("owner", PersonRef(external_id="77")),),
    customers=(CustomerRef("C1"),),
)
COLLEAGUE = record(
    "77", "Ada.", kind="person", entity=PersonFacts("77", "Ada", (), ("ada@other.example",))
)


NOTE = record("N", "Falcon asked for a trial.", kind="visit")


def held(store: Store, name: str, access: Access, version: int | None = None) -> int:
    table = getattr(visible(access=access, version=version), name)
    with store.catalog.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def told(store: Store, *records: Record) -> None:
    run(store, Listing(*records))
    map_topics(store)
    sort_knowledge(store)


@pytest.mark.parametrize("name", TABLES)
def test_a_hidden_record_stands_in_no_selectable(store: Store, name: str) -> None:
    told(store, *(replace(one, audience=FOR_THE_BOARD) for one in (COLLEAGUE, ACCOUNT, NOTE)))
    assert held(store, name, BOARD) > 0
    assert held(store, name, ANYBODY) == 0


@pytest.mark.parametrize("name", TABLES)
def test_what_was_removed_stands_in_none(store: Store, name: str) -> None:
    listing = Listing(*(replace(one, audience=FOR_THE_BOARD) for one in (COLLEAGUE, ACCOUNT, NOTE)))
    run(store, listing)
    map_topics(store)
    sort_knowledge(store)
    listing.items = []
    run(store, listing, confirm_removal=True)
    assert held(store, name, BOARD) == held(store, name, BOARD, 1) == 0


@pytest.mark.parametrize("name", OF_VERSIONS)
@pytest.mark.parametrize("hidden", [1, 2])
def test_an_older_version_asks_for_both_audiences(store: Store, name: str, hidden: int) -> None:
    listing = Listing(COLLEAGUE, ACCOUNT)
    for version in (1, 2):
        audience = FOR_THE_BOARD if version == hidden else ("everyone",)
        said = {"revision": str(version), "sections": (Section(f"Edition {version}."),)}
        listing.items = [replace(one, audience=audience, **said) for one in (COLLEAGUE, ACCOUNT)]
        run(store, listing)
    assert held(store, name, BOARD) == held(store, name, BOARD, 1) > 0
    assert held(store, name, ANYBODY, 1) == 0
    assert (held(store, name, ANYBODY) == 0) == (hidden == 2)


@pytest.mark.parametrize("name", OF_VERSIONS)
def test_a_version_that_is_still_written_is_not_read(store: Store, name: str) -> None:
    told(store, COLLEAGUE, ACCOUNT)
    assert held(store, name, ANYBODY, 1) > 0
    with store.catalog.writing() as connection:
        connection.execute(update(versions).values(state="pending"))
    assert held(store, name, ANYBODY, 1) == 0


def test_where_fields_and_sections_stand_is_told_to_readers_alone(store: Store) -> None:
    told(store, COLLEAGUE, replace(ACCOUNT, audience=FOR_THE_BOARD))
    of_account = record_id("s", "C1")
    for access, count in ((BOARD, 1), (ANYBODY, 0)):
        with store.catalog.reading() as connection:
            ends = fields_end(connection, {of_account: 1}, access=access)
            spans = sections_within(connection, [f"{of_account}.1.0"], access=access)
        assert len(ends) == len(spans) == count


def test_a_name_that_comes_with_a_smaller_audience_is_never_shown_to_the_one_before(
    tmp_path: Path,
) -> None:
    class Looking(Store):
        """Looks at what anybody reads after the names were stated and before the record is written."""

        read = frozenset[str]()

        @override
        def replace(self, drafts: Sequence[Draft]) -> int:
            self.read = names_read(self, ANYBODY)
            return super().replace(drafts)

    store = Looking(tmp_path, HashEmbedder())
    told(store, ACCOUNT)
    renamed = replace(ACCOUNT, entity=CustomerFacts("C1", "Kestrel Works"), audience=FOR_THE_BOARD)
    told(store, replace(renamed, revision="2"))
    assert store.read == set()
    assert names_read(store, BOARD) == {"Kestrel Works"}
    other = replace(renamed, revision="3", sections=(Section("Kestrel Works."),))
    told(store, replace(other, audience=("everyone",)))
    told(store, replace(other, revision="4", sections=(Section("Kestrel."),)))
    assert names_read(store, ANYBODY) == set()
    told(store, replace(other, revision="5", audience=("everyone",)))
    assert [held(store, "records", ANYBODY, version) for version in (1, 2, 3, 4)] == [0, 1, 0, 1]


def names_read(store: Store, access: Access) -> frozenset[str]:
    seen = visible(access=access)
    with store.catalog.reading() as connection:
        return frozenset(
            name
            for table in (seen.customers, seen.entity_names)
            for name in connection.scalars(select(table.c.name))
        )


@pytest.mark.parametrize("name", ["people", "customers"])
def test_a_few_of_many_are_read_by_their_ids_alone(store: Store, name: str) -> None:
    seen = getattr(visible(access=ANYBODY), name)
    [id_column] = metadata.tables[name].primary_key
    with store.catalog.reading() as connection:
        few = str(
            select(seen)
            .where(seen.c[id_column.name].in_(["a"]))
            .compile(connection, compile_kwargs={"literal_binds": True})
        )
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {few}").all()
    steps = [row.detail for row in plan]
    assert f"SEARCH {name} USING INDEX sqlite_autoindex_{name}_1 ({id_column.name}=?)" in steps
    assert not any(step.startswith(("CO-ROUTINE", f"SCAN {name}")) for step in steps)
