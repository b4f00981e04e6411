"""What is embedded once and what is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.remembering import RememberingEmbedder
from ingest.embedding import Embedded, Span, Vectors


class Counting:
    """An embedder of two dimensions that notes what it was asked to embed."""

    fingerprint = "counting"
    dimensions = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        self.asked += texts
        return [
            Embedded(self.query(text), np.zeros((len(spans), 2), np.int8))
            for text, spans in zip(texts, sentences, strict=True)
        ]

    def query(self, text: str) -> Vectors:
        return np.array([len(text), 1], dtype=np.float32)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def embed(embedder: RememberingEmbedder, *texts: str) -> list[list[float]]:
    made = embedder.passages(texts, [[(0, len(text))] for text in texts])
    return [one.vector.tolist() for one in made]


def test_a_passage_is_embedded_once_while_remembering() -> None:
    counting = Counting()
    embedder = RememberingEmbedder(counting)
    with embedder.remembering():
        first = embed(embedder, "a", "bb", "a")
        again = embed(embedder, "bb", "ccc")
    assert counting.asked == ["a", "bb", "ccc"]
    assert first == [[1, 1], [2, 1], [1, 1]]
    assert again == [[2, 1], [3, 1]]


def test_nothing_is_remembered_otherwise() -> None:
    counting = Counting()
    embedder = RememberingEmbedder(counting)
    with embedder.remembering():
        embed(embedder, "a")
    embed(embedder, "a", "a")
    assert counting.asked == ["a", "a", "a"]
    with embedder.remembering():
        assert embed(embedder) == []
