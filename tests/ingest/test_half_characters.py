"""Text that some system cut in the midst of a character is taken in; it never ends a sync."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from ingest.catalog import runs
from ingest.half_characters import mended
from ingest.records import (
    Change,
    Checkpoint,
    ContactFacts,
    CustomerFacts,
    CustomerRef,
    Failure,
    Field,
    File,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
    Section,
    Tombstone,
)
from ingest.store import Store
from tests.ingest.listing import Listing, record, run, texts

HALF = "Deal won \ud83c"
WHOLE = "Deal won \ufffd"


@pytest.mark.parametrize(
    "more",
    [
        {"title": HALF},
        {"fields": (Field("next", "Next", HALF),)},
        {"uri": HALF, "thread": HALF, "revision": HALF},
        {"audience": ("everyone", HALF)},
        {"involvements": (Involvement("author", PersonRef(f"{HALF}@huace.example", HALF, HALF)),)},
        {"customers": (CustomerRef(HALF, HALF),), "changed_by": PersonRef(name=HALF)},
        {"entity": CustomerFacts(HALF, HALF, (HALF,), (HALF,), (HALF,), HALF, (HALF,))},
        {"entity": ContactFacts(HALF, HALF, CustomerRef(name=HALF), (HALF,))},
        {"entity": PersonFacts(HALF, HALF, memberships=(HALF,))},
    ],
)
def test_a_record_with_half_a_character_goes_in(store: Store, more: dict[str, object]) -> None:
    listing = Listing(record("a", HALF, **more), record("b", "Second text."))
    assert run(store, listing).state == "done"
    assert {WHOLE, "Second text."} <= {text.splitlines()[-1] for text in texts(store)}


def test_ids_cursors_and_failures_with_half_a_character_are_kept(store: Store) -> None:
    class Cut:
        def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
            yield record(HALF, "Text.")
            yield Failure(f"failed {HALF}", "damaged", HALF)
            yield Tombstone(f"gone {HALF}")
            yield Checkpoint(HALF, complete=True, seen=frozenset({HALF}))

    for _ in range(2):
        assert run(store, Cut()).state == "done"
        assert texts(store) == {"Text."}
    with store.catalog.reading() as connection:
        assert runs.cursor_of(connection, "s") == WHOLE
        assert runs.failed_ids(connection, "s") == {f"failed {WHOLE}"}


def test_two_halves_that_stand_together_are_a_character_and_what_is_whole_stays_itself() -> None:
    whole = Record("a", "1", "file", "标题 🎉", ("everyone",), file=File("a.txt", b"\xed\xa0\xbc"))
    assert mended(whole) is whole
    assert mended(Section("\ud83c\udf89")) == Section("🎉")
