"""How Chinese or English a text is, and vectors freed of it.

A multilingual model puts texts of one language near each other, whatever they say. Taking away part
of the mean vector of the text's language (Libovický et al., 2020) lets a question find what is
written in the other one.
"""

from __future__ import annotations

import re
from importlib.resources import files

import numpy as np

from ingest.vector_arithmetic import Vectors, unit

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_SHARE_TAKEN = 0.7


def chinese_share(text: str) -> float:
    """0 for English, 1 for Chinese; a Latin word counts as two characters. 0.5 for neither."""
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    return han / (han + 2 * latin) if han or latin else 0.5


class LanguageMeans:
    """Mean unit vectors of Chinese and English passages and questions, each (2, dimensions)."""

    def __init__(self, passages: Vectors, questions: Vectors) -> None:
        self.passages = passages
        self.questions = questions

    def centre_passage(self, vectors: Vectors, text: str) -> Vectors:
        """Unit vectors of a passage or its sentences, without what `text`'s language adds."""
        return _centred(vectors, self.passages, chinese_share(text))

    def centre_question(self, vector: Vectors, text: str) -> Vectors:
        """The same for a question."""
        return _centred(vector, self.questions, chinese_share(text))


def builtin_means() -> LanguageMeans:
    """Of the builtin model, measured on the demo company by `python -m eval.language_means`."""
    with files("ingest").joinpath("language_means.npz").open("rb") as file:
        held = np.load(file)
        return LanguageMeans(held["passages"], held["questions"])


def _centred(vectors: Vectors, means: Vectors, share: float) -> Vectors:
    return unit(vectors - _SHARE_TAKEN * (share * means[0] + (1 - share) * means[1]))
