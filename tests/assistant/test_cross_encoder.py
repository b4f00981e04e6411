"""A question and a sentence read together: real weights, on exercises of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files

import numpy as np
import pytest

from assistant.cross_encoder import (
    MOST_TOKENS,
    CrossEncoder,
    Statement,
    batched,
    cross_encoder_beside,
    read_adapters,
)
from ingest.embedding import SentenceTransformerEmbedder, builtin_encoder
from tests.assistant.reader import cross_encoder
from tests.hash_embedder import HashEmbedder

FERRY = "Ferry handbook Crossings"
PAIRS = [
    ("How long does the crossing take?", "The ferry needs 45 minutes.", "The ferry has two decks."),
    ("渡轮多少钱一张票？", "成人票 38 元，儿童半价。", "渡轮每天开 12 班。"),
    ("谁批准停航？", "风力超过八级时由港务主任梁启明决定停航。", "停航后的票款三天内退回。"),
    ("船坏了找谁修？", "Repairs are done by the Halden yard.", "The hull was painted in 2023."),
]


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    """Exact, whatever the processor has."""
    return SentenceTransformerEmbedder("builtin", precision="fp32")


@pytest.mark.parametrize(("question", "answer", "other"), PAIRS)
def test_what_answers_is_likelier_than_what_does_not(
    question: str, answer: str, other: str
) -> None:
    right, wrong = cross_encoder().logits(
        question, [Statement(FERRY, answer), Statement(FERRY, other)]
    )
    assert right > wrong


def test_nothing_is_read_of_nothing() -> None:
    assert cross_encoder().logits("渡轮几点开？", []) == []


def test_one_by_one_or_together_is_the_same(embedder: SentenceTransformerEmbedder) -> None:
    reads = cross_encoder_beside(embedder, "fp32")
    statements = [Statement(FERRY, text) for _, *texts in PAIRS for text in texts]
    together = reads.logits("How long does the crossing take?", statements)
    alone = [reads.logits("How long does the crossing take?", [one])[0] for one in statements]
    np.testing.assert_allclose(together, alone, atol=1e-3)


def test_adapters_of_another_model_are_refused(embedder: SentenceTransformerEmbedder) -> None:
    nothing = np.zeros((1, 1), np.float16)
    reads = CrossEncoder(
        embedder.encoder,
        {"first_layer": np.array(6), "6.other.up": nothing, "6.other.down": nothing},
    )
    with pytest.raises(KeyError):
        reads.logits("渡轮几点开？", [Statement("", "八点。")])


def test_a_question_longer_than_what_is_read_is_read_in_part() -> None:
    (found,) = cross_encoder().logits("渡轮几点开？" * MOST_TOKENS, [Statement("", "八点。")])
    assert np.isfinite(found)


def test_the_embedding_model_stays_as_it_was(embedder: SentenceTransformerEmbedder) -> None:
    before = embedder.query("渡轮")
    reads = cross_encoder_beside(embedder, "fp32")
    reads.logits("渡轮几点开？", [Statement("", "八点。")])
    np.testing.assert_array_equal(embedder.query("渡轮"), before)


def test_companies_without_the_builtin_model_share_one_beside_theirs() -> None:
    one, other = (cross_encoder_beside(HashEmbedder(), "auto") for _ in range(2))
    assert one is other


def test_the_builtin_model_reads_alike_beside_another_and_by_itself(
    embedder: SentenceTransformerEmbedder,
) -> None:
    with as_file(files("assistant") / "cross_encoder.npz") as path:
        adapters = read_adapters(path)
    alone = CrossEncoder(lambda: builtin_encoder("fp32"), adapters)
    statements = [Statement(FERRY, text) for _, *texts in PAIRS for text in texts]
    own = cross_encoder_beside(embedder, "fp32").logits("渡轮几点开？", statements)
    np.testing.assert_allclose(alone.logits("渡轮几点开？", statements), own, atol=1e-3)


def test_requests_at_once_get_each_its_own(embedder: SentenceTransformerEmbedder) -> None:
    reads = cross_encoder_beside(embedder, "fp32")
    statements = [Statement(FERRY, text) for _, *texts in PAIRS for text in texts]
    questions = [question for question, *_ in PAIRS] * 3
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda question: reads.logits(question, statements), questions))
    for question, each in zip(questions, found, strict=True):
        np.testing.assert_allclose(each, reads.logits(question, statements), atol=1e-3)
    assert len({one[0] for one in found}) == len(PAIRS)


def test_silence_is_read_too() -> None:
    found = cross_encoder().logits("", [Statement("", ""), Statement("渡轮", "")])
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("asked", "above", "text"),
    [(1, 1, 99), (1, 99, 1), (99, 1, 1), (1, 99, 99), (99, 99, 99), (99, 99, 1)],
)
def test_question_heading_and_sentence_each_keep_some_room(
    embedder: SentenceTransformerEmbedder, asked: int, above: int, text: int
) -> None:
    tokenizer = embedder.encoder().tokenizer
    statement = Statement("港" * above, "八点开航" * text)
    batch = batched(tokenizer, [("渡轮" * asked, statement)])
    [ids], end = batch.ids.tolist(), int(batch.ends)
    assert len(ids) <= MOST_TOKENS
    question = tokenizer.encode("query: " + "渡轮" * asked, add_special_tokens=False).ids
    said = tokenizer.encode(statement.text, add_special_tokens=False).ids
    assert ids[1:end] == question[: end - 1]
    assert len(question) == end - 1 or end > MOST_TOKENS // 3
    kept = next(at for at in range(len(said), -1, -1) if said[:at] == ids[-1 - at : -1])
    assert kept == len(said) or kept > MOST_TOKENS // 4
