"""Vectors are grouped the same way every time, and a group is known again."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.topics.clustering import (
    centres_of,
    known_again,
    measured,
    nearest,
    topics_wanted,
)
from ingest.vector_arithmetic import Vectors, unit


def heaps(count: int, each: int, *, seed: int = 1, dimensions: int = 24) -> Vectors:
    """So many heaps of vectors, one after the other, each around a direction of its own."""
    drawn = np.random.default_rng(seed)
    middles = np.eye(dimensions, dtype=np.float32)[:count]
    return unit(
        np.concatenate([middle + drawn.normal(0, 0.05, (each, dimensions)) for middle in middles])
    )


@pytest.mark.parametrize(
    ("chunks", "topics"), [(0, 0), (1, 1), (15, 1), (64, 8), (900, 45), (100_000, 300)]
)
def test_how_many_topics_there_are_follows_from_how_many_chunks(chunks: int, topics: int) -> None:
    assert topics_wanted(chunks) == topics


def test_vectors_of_one_heap_have_one_centre_and_the_same_at_each_run() -> None:
    vectors = heaps(8, 30)
    first = centres_of(vectors, vectors[:0])
    rows, _ = nearest(vectors, first)
    for heap in range(8):
        assert len(set(rows[heap * 30 : heap * 30 + 30]) & set(rows[: heap * 30])) == 0
    assert np.array_equal(first, centres_of(vectors, vectors[:0]))


def test_more_vectors_than_are_taken_at_once_are_grouped_too() -> None:
    vectors = heaps(12, 1800)
    centres = centres_of(vectors, vectors[:0])
    _, cosines = nearest(vectors, centres)
    assert cosines.mean() > 0.9


def test_vectors_that_are_all_alike_make_one_topic() -> None:
    alike = np.repeat(heaps(1, 1), 1000, axis=0)
    assert len(centres_of(alike, alike[:0])) == 1


def test_a_topic_keeps_its_id_while_its_texts_stay_and_a_new_one_gets_its_own() -> None:
    centres = unit(np.eye(4, dtype=np.float32))
    held = dict(zip(known_again(centres[:3], {}), centres[:3], strict=True))
    ids = known_again(centres[[3, 2, 0]], held)
    first, _, third = held
    assert ids[1:] == [third, first]
    assert ids[0] not in held
    assert len(set(ids)) == 3


def test_texts_about_one_customer_are_told_apart_by_what_they_say() -> None:
    say = np.eye(6, dtype=np.float32)
    vectors = unit(np.array([say[at % 2] * 0.5 + say[2 + at // 80] for at in range(320)]))
    kinds = ["visit"] * 320
    customers = [[f"c{at // 80}"] for at in range(320)]
    freed = measured(vectors, kinds, customers).freed(vectors, kinds, customers)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[80]
    assert freed[0] @ freed[80] > 0.9 > 0 > freed[0] @ freed[1]


def test_an_unknown_kind_or_customer_is_freed_of_no_more_than_what_all_have_in_common() -> None:
    vectors = heaps(2, 5)
    freeing = measured(vectors, ["file"] * 10, [[]] * 10)
    one = freeing.freed(vectors[:1], ["ticket"], [["c9"]])
    assert np.allclose(one, unit(vectors[:1] - vectors.sum(axis=0) / 60), atol=1e-5)
