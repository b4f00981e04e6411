"""What is embedded once and what is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.remembering import RememberingEmbedder
from ingest.embedding import Vectors


class Counting:
    """An embedder of two dimensions that notes what it was asked to embed."""

    fingerprint = "counting"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)

    def query(self, text: str) -> Vectors:
        return self.passages([text])[0]

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def test_a_passage_is_embedded_once_while_remembering() -> None:
    counting = Counting()
    embedder = RememberingEmbedder(counting)
    with embedder.remembering():
        first = embedder.passages(["a", "bb", "a"])
        again = embedder.passages(["bb", "ccc"])
    assert counting.asked == ["a", "bb", "ccc"]
    assert first.tolist() == [[1, 1], [2, 1], [1, 1]]
    assert again.tolist() == [[2, 1], [3, 1]]


def test_nothing_is_remembered_while_answering() -> None:
    counting = Counting()
    embedder = RememberingEmbedder(counting)
    with embedder.remembering():
        embedder.passages(["a"])
    embedder.passages(["a", "a"])
    assert counting.asked == ["a", "a", "a"]
    with embedder.remembering():
        assert embedder.passages([]).shape == (0, 2)
