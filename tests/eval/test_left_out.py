"""Each golden question is read by the cross-encoder that was taught without it."""

from __future__ import annotations

import pytest

from assistant.cross_encoder import Statement
from eval.folds import golden_folds
from eval.golden import GoldenError, read_golden
from eval.left_out import LeftOutEncoder

SAID = [Statement("渡轮手册", "成人票 38 元，儿童半价。")]


@pytest.fixture(scope="module")
def left_out() -> LeftOutEncoder:
    return LeftOutEncoder("auto")


def test_nothing_is_read_before_it_is_known_for_which_question(left_out: LeftOutEncoder) -> None:
    with pytest.raises(GoldenError):
        left_out.logits("渡轮多少钱？", SAID)


def test_questions_of_two_folds_are_read_by_two(left_out: LeftOutEncoder) -> None:
    questions = [one for one in read_golden("fitting") if not one.history]
    folds = golden_folds()
    found = {}
    for golden in questions[:40]:
        left_out.turn_to(golden)
        found.setdefault(folds[golden.id], set()).update(left_out.logits("渡轮多少钱？", SAID))
    assert len(found) > 1
    assert all(len(logits) == 1 for logits in found.values())
    assert len(set.union(*found.values())) == len(found)
