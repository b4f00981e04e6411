"""What is found of a claim whose passage is in the other language, by its words alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.found import nothing_found
from assistant.writing.checking import SentenceChecker
from assistant.writing.cleaning import Claim
from assistant.writing.nearness import Nearness
from assistant.writing.packing import pieces_of
from ingest.mentions import Mention
from ingest.sentences import sentence_spans
from tests.assistant.found import found_in
from tests.hash_embedder import HashEmbedder

NEAR_ENOUGH = Nearness(0.0, 0.0, -1.0, -2.0)
ENGLISH = "The customer accepted the price and asked for a discount."
CHINESE = "客户接受了价格，要求折扣。"


def nobody(_: str) -> tuple[Mention, ...]:
    return ()


def flaw(claim: str, passage: str, question: str) -> str:
    embedder = HashEmbedder()
    (cited,) = found_in(question, ("Notes", passage)).passages
    vectors = np.ones((len(list(sentence_spans(passage))), embedder.dimensions), np.int8)
    found = replace(nothing_found(question), sentences={cited.chunk_id: vectors})
    checker = SentenceChecker(pieces_of([cited], found), embedder, NEAR_ENOUGH, nobody, question)
    return checker.check(Claim(claim, (1,))).flaw


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("客户要求折扣。", ENGLISH, ""),
        ("会议取消了。", ENGLISH, "meaning"),
        ("客户没有接受价格。", ENGLISH, "denial"),
        ("The customer asked for a discount.", CHINESE, ""),
        ("The meeting was cancelled.", CHINESE, "meaning"),
        ("The customer did not accept the price.", CHINESE, "denial"),
        ("The customer did not accept the price.", "客户没有接受价格。", ""),
    ],
)
def test_a_claim_says_what_its_passage_says_in_the_other_language(
    claim: str, passage: str, expected: str
) -> None:
    question = "客户怎么说？" if passage == ENGLISH else "What did the customer say?"
    assert flaw(claim, passage, question) == expected
