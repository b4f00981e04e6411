"""How near words come to words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.likeness import likenesses
from ingest.embedding import Words
from tests.assistant.found import found_in

NEAR = {"car": (1.0, 0.0), "automobile": (0.8, 0.6), "weather": (0.0, 1.0), "": (0.0, 0.0)}


class Table:
    """Words of two directions."""

    def words(self, texts: Sequence[str]) -> Words:
        held = [[word.strip(".").lower() for word in text.split()] for text in texts]
        names = sorted({word for each in held for word in each})
        vectors = np.array([NEAR.get(name, (0.0, 0.0)) for name in names], dtype=np.float32)
        place = {name: row for row, name in enumerate(names)}
        return Words(
            vectors.reshape(-1, 2),
            tuple(np.array([place[word] for word in each], dtype=np.int64) for each in held),
        )


def test_the_nearest_word_counts_for_each_that_is_asked() -> None:
    found = replace(found_in("Which car?"), words=Table())
    assert found.focus == {"car"}
    said = likenesses(found, ["A car.", "An automobile.", "The weather.", ""])
    assert np.allclose(said, [1.0, 0.8, 0.0, 0.0])


def test_a_word_that_tells_more_weighs_more() -> None:
    found = replace(
        found_in("Which car, what weather?"), words=Table(), idf={"car": 3.0, "weather": 1.0}
    )
    assert np.allclose(likenesses(found, ["A car.", "The weather."]), [0.75, 0.25])


def test_where_no_words_are_read_nothing_is_alike() -> None:
    assert likenesses(found_in("Which car?"), ["A car."]) == [0.0]
