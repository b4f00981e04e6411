"""A question and a sentence read together: real weights, on exercises of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant.cross_encoder import (
    MOST_TOKENS,
    CrossEncoder,
    Statement,
    batched,
    cross_encoder_beside,
)
from ingest.embedding import SentenceTransformerEmbedder
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
    reads: CrossEncoder = cross_encoder_beside(embedder, "fp32")
    reads.logits("渡轮几点开？", [Statement("", "八点。")])
    np.testing.assert_array_equal(embedder.query("渡轮"), before)


def test_companies_without_the_builtin_model_share_one_beside_theirs() -> None:
    one, other = (cross_encoder_beside(HashEmbedder(), "auto") for _ in range(2))
    assert one.prepare() is other.prepare()


def test_requests_at_once_are_read_alike(embedder: SentenceTransformerEmbedder) -> None:
    reads = cross_encoder_beside(embedder, "fp32")
    statements = [Statement(FERRY, text) for _, *texts in PAIRS for text in texts]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda question: reads.logits(question, statements), ["多久？"] * 8))
    for each in found:
        np.testing.assert_allclose(each, found[0], atol=1e-3)


def test_the_longer_of_the_two_loses_its_end(embedder: SentenceTransformerEmbedder) -> None:
    short, long = "渡轮几点开？", "渡轮" * MOST_TOKENS
    tokenizer = embedder.encoder().tokenizer
    whole = [
        tokenizer.encode(text, add_special_tokens=False).ids
        for text in (f"query: {short}", f"passage: : {short}")
    ]
    said, asked, both, neither = (
        batched(tokenizer, [(one, Statement("", other))])
        for one, other in ((short, long), (long, short), (long, long), (short, short))
    )
    assert [len(one.ids[0]) for one in (said, asked, both)] == [MOST_TOKENS] * 3
    assert said.ids[0].tolist()[1 : int(said.ends)] == whole[0]
    assert asked.ids[0].tolist()[int(asked.ends) + 2 : -1] == whole[1]
    assert int(both.ends) == MOST_TOKENS // 2 - 1
    assert len(neither.ids[0]) == len(whole[0]) + len(whole[1]) + 4
