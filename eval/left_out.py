"""The cross-encoders that were taught without a part of the golden questions, to measure these by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.cross_encoder import CrossEncoder, Statement, read_adapters
from eval.data import CHECKOUT
from eval.folds import FOLDS, golden_folds
from eval.golden import Golden, GoldenError
from ingest.embedding import Precision, builtin_encoder

FOLDED = CHECKOUT / "eval" / "adapters"


class LeftOutEncoder:
    """Reads with the cross-encoder that was taught without the records of the question that it is turned to."""

    def __init__(self, precision: Precision, folder: Path = FOLDED) -> None:
        encoder = builtin_encoder(precision)
        adapters = [read_adapters(folder / f"{fold}.npz") for fold in range(FOLDS)]
        self._encoders = [CrossEncoder(lambda: encoder, one) for one in adapters]
        self._folds = golden_folds()
        self._fold: int | None = None

    def turn_to(self, golden: Golden) -> None:
        self._fold = self._folds[golden.id]

    def logits(self, question: str, statements: Sequence[Statement], /) -> list[float]:
        if self._fold is None:
            raise GoldenError("Nothing is read before `turn_to` says for which question.")
        return self._encoders[self._fold].logits(question, statements)
