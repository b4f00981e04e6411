"""Comparing a question with everything its asker may read."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.access import Access
from ingest.scanning import VectorScan
from ingest.store import Store
from ingest.vector_arithmetic import Vectors, unit
from tests.ingest.listing import Listing, record, run

ALL = Access("p1", frozenset({"everyone"}))
FEW = Access("p2", frozenset({"dept:few", "person:p2"}))
BOTH = Access("p3", frozenset({"everyone", "dept:few"}))


def directions(count: int, dimensions: int) -> Vectors:
    drawn = np.random.default_rng(1).normal(size=(count, dimensions))
    return unit(drawn.astype(np.float32))


@pytest.fixture
def scan(store: Store) -> VectorScan:
    """Of 3,000 chunks every thousandth is for the few, and the rest for everyone."""
    assert store.scan.count(access=ALL) == 0
    put(store.scan, range(3000))
    return store.scan


def put(scan: VectorScan, numbers: range) -> None:
    vectors = directions(3000, 256)
    scan.upsert(
        [f"c{number}" for number in numbers],
        [("dept:few",) if number % 1000 == 0 else ("everyone",) for number in numbers],
        vectors[numbers.start : numbers.stop],
    )


def test_the_nearest_are_those_of_an_exact_search_but_for_ties(scan: VectorScan) -> None:
    vectors = directions(3000, 256)
    asked = unit(vectors[7] + vectors[1000] + vectors[2000])
    exact = {f"c{number}": cosine for number, cosine in enumerate(vectors @ asked) if number % 1000}
    found = scan.nearest(asked, 10, access=ALL)
    assert found[0][0] == "c7"
    assert [exact[chunk_id] for chunk_id, _ in found] == pytest.approx(
        sorted(exact.values(), reverse=True)[:10], abs=0.003
    )
    assert [cosine for _, cosine in found] == pytest.approx(
        [exact[key] for key, _ in found], abs=0.003
    )


def test_who_may_read_three_of_three_thousand_finds_these(scan: VectorScan) -> None:
    vectors = directions(3000, 256)
    found = scan.nearest(vectors[1], 10, access=FEW)
    assert {chunk_id for chunk_id, _ in found} == {"c0", "c1000", "c2000"}
    assert [cosine for _, cosine in found] == sorted((c for _, c in found), reverse=True)


def test_the_middle_of_chunks_is_their_weighted_mean(scan: VectorScan) -> None:
    vectors = directions(3000, 256)
    middle = scan.centre({"c1": 3.0, "c2": 1.0, "unknown": 9.0})
    assert float(middle @ unit(3 * vectors[1] + vectors[2])) == pytest.approx(1, abs=0.003)
    assert not scan.centre({"unknown": 1.0}).any()


def test_it_knows_how_much_an_asker_may_read(scan: VectorScan) -> None:
    assert [scan.count(access=access) for access in (ALL, FEW, BOTH)] == [2997, 3, 3000]
    assert scan.holds_more_than(ALL)
    assert scan.holds_more_than(FEW)
    assert not scan.holds_more_than(BOTH)


def test_what_is_removed_or_put_for_others_is_gone(scan: VectorScan) -> None:
    scan.remove(["c1000", "c1001", "unknown"])
    vector = directions(3000, 256)[2000]
    scan.upsert(["c2000"], [("everyone",)], vector[None, :])
    assert [chunk_id for chunk_id, _ in scan.nearest(vector, 5, access=FEW)] == ["c0"]
    assert scan.nearest(vector, 1, access=ALL)[0][0] == "c2000"
    assert scan.count(access=BOTH) == 2998


def test_it_holds_what_the_catalog_holds_whenever_it_is_first_asked(store: Store) -> None:
    listing = Listing(record("a", "Alpha."), record("b", "Beta.", audience=("dept:few",)))
    run(store, listing)
    assert [store.scan.count(access=access) for access in (ALL, FEW, BOTH)] == [1, 1, 2]
    store.scan.clear()
    assert [store.scan.count(access=access) for access in (ALL, FEW, BOTH)] == [1, 1, 2]
    listing.items = [record("a", "Alpha.", revision="2", audience=("dept:few",))]
    run(store, listing)
    assert [store.scan.count(access=access) for access in (ALL, FEW, BOTH)] == [0, 1, 1]
