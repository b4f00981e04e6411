"""The cross-encoders that were taught without a part of the golden questions, to measure these by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.cross_encoder import CrossEncoder, Statement, read_adapters
from eval.data import CHECKOUT
from eval.fitting import FOLDS, fold_of
from eval.golden import Golden, GoldenError, read_golden
from ingest.embedding import Precision, SentenceTransformerEmbedder

FOLDED = CHECKOUT / "eval" / "adapters"


class LeftOutEncoder:
    """Reads with the cross-encoder that was taught without the question that it is turned to."""

    def __init__(self, precision: Precision, folder: Path = FOLDED) -> None:
        encoder = SentenceTransformerEmbedder("builtin", precision=precision).encoder()
        adapters = [read_adapters(folder / f"{fold}.npz") for fold in range(FOLDS)]
        self._encoders = [CrossEncoder(lambda: encoder, one) for one in adapters]
        self._taught = [one for one in read_golden("fitting") if not one.history]
        self._fold: int | None = None

    def turn_to(self, golden: Golden) -> None:
        """A conversation was not taught itself: of one that asks for what a taught question asks for, in the
        same record, that one's fold is left out."""
        self._fold = fold_of(_as_taught(golden, self._taught).id)

    def logits(self, question: str, statements: Sequence[Statement], /) -> list[float]:
        if self._fold is None:
            raise GoldenError("No question was turned to.")
        return self._encoders[self._fold].logits(question, statements)


def _as_taught(golden: Golden, taught: Sequence[Golden]) -> Golden:
    if not golden.history:
        return golden
    answers = {*golden.answers, *(form for forms in golden.answers_all for form in forms)}
    for one in taught:
        held = {*one.answers, *(form for forms in one.answers_all for form in forms)}
        if one.gold & golden.gold and held & answers:
            return one
    return golden
