"""How sure an answer is: a logistic model over what retrieval and reading saw.

Fitted by `zhike eval calibrate` on questions whose evidence is there and the same questions with
it taken away; the weights stand in confidence.json beside this file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from assistant.answers import Passage
from assistant.reading import Quote
from assistant.retrieval import Found
from ingest.segmentation import terms

FEATURES = (
    "best_cosine",
    "margin",
    "keyword_share",
    "coverage",
    "quote_coverage",
    "quote_cosine",
    "named_found",
    "lookup",
)
_BACKGROUND = slice(1, 30)
_MOST_PER_TERM = 2.2  # BM25's k1 + 1: what a term can add, in units of its idf


@dataclass(frozen=True, slots=True)
class Confidence:
    """Standardised features, weighted and squashed; at or above `threshold` a question is answered."""

    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def of(self, features: Sequence[float]) -> float:
        """1 / (1 + exp(-z)), in 0..1. `features` are in the order of FEATURES."""
        z = self.bias + sum(
            weight * (value - mean) / scale
            for weight, value, mean, scale in zip(
                self.weights, features, self.mean, self.scale, strict=True
            )
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))

    def with_threshold(self, threshold: float) -> Confidence:
        return replace(self, threshold=threshold)


def load_confidence() -> Confidence:
    """The fitted model that ships."""
    text = files("assistant").joinpath("confidence.json").read_text(encoding="utf-8")
    fitted = json.loads(text)
    return Confidence(
        tuple(fitted["features"]),
        tuple(fitted["mean"]),
        tuple(fitted["scale"]),
        tuple(fitted["weights"]),
        float(fitted["bias"]),
        float(fitted["threshold"]),
    )


def features_of(found: Found, quotes: Sequence[Quote], *, looked_up: bool) -> tuple[float, ...]:
    """What tells an answer from a near miss, in the order of FEATURES. All zero when nothing was found."""
    if not found.passages:
        return tuple(0.0 for _ in FEATURES)
    cosines = sorted((passage.dense for passage in found.passages), reverse=True)
    background = cosines[_BACKGROUND] or cosines
    total = sum(found.idf.values()) or 1.0
    top = found.passages[0]
    named = set(found.named)
    return (
        cosines[0],
        cosines[0] - sum(background) / len(background),
        max(passage.keyword for passage in found.passages) / (total * _MOST_PER_TERM),
        _coverage(found, found.passages[:3]),
        max((quote.coverage for quote in quotes), default=0.0),
        max((quote.cosine for quote in quotes), default=0.0),
        len(named & {*top.customers, *top.people}) / len(named) if named else 0.5,
        1.0 if looked_up else 0.0,
    )


def _coverage(found: Found, passages: Sequence[Passage]) -> float:
    """The greatest share of the question's idf that one passage's terms hold, title included."""
    total = sum(found.idf.values()) or 1.0
    best = 0.0
    for passage in passages:
        held = set(terms(" ".join((passage.title, *passage.heading, passage.text))))
        best = max(best, sum(idf for term, idf in found.idf.items() if term in held))
    return best / total
