"""What is embedded once and what is not."""

from __future__ import annotations

import pytest

from eval.remembering import RememberingEmbedder
from tests.hash_embedder import HashEmbedder

WHOLE = [(0, 2)]


def test_a_passage_is_embedded_once() -> None:
    inner = HashEmbedder()
    embedder = RememberingEmbedder(inner)
    first = embedder.passages(["食堂", "停车", "食堂"], [WHOLE, WHOLE, WHOLE])
    again = embedder.passages(["停车", "来访"], [WHOLE, WHOLE])
    assert inner.embedded == 3
    assert first[0].vector.tolist() == first[2].vector.tolist() == inner.query("食堂").tolist()
    assert again[0] is first[1]


def test_a_passage_divided_otherwise_is_another() -> None:
    inner = HashEmbedder()
    embedder = RememberingEmbedder(inner)
    embedder.passages(["食堂停车"], [[(0, 4)]])
    embedder.passages(["食堂停车"], [[(0, 2), (2, 4)]])
    assert inner.embedded == 2


def test_nothing_is_embedded_for_nothing() -> None:
    assert RememberingEmbedder(HashEmbedder()).passages([], []) == []


def test_texts_without_their_sentences_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        RememberingEmbedder(HashEmbedder()).passages(["食堂"], [])
