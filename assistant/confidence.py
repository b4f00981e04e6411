"""How sure an answer is: a logistic model over what retrieval and reading saw.

Fitted by `zhike eval calibrate` on questions whose evidence is there and the same questions with
it taken away; the weights stand in confidence.json beside this file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from assistant.answers import Passage
from assistant.questions import asks_for_number, language_of, language_of_passage
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
    "rarest_covered",
    "type_matched",
    "foreign",
    "lookup",
)
_RARE = 0.8
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_BACKGROUND = slice(1, 30)
_MOST_PER_TERM = 2.2  # BM25's k1 + 1: what a term can add, in units of its idf


@dataclass(frozen=True, slots=True)
class Confidence:
    """Standardised features, weighted and squashed; at or above `threshold` a question is answered."""

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
    columns = {
        name: (mean, scale, weight)
        for name, mean, scale, weight in zip(
            fitted["features"], fitted["mean"], fitted["scale"], fitted["weights"], strict=True
        )
    }
    # A feature added since the fit says nothing until the next one.
    mean, scale, weights = zip(
        *(columns.get(name, (0.0, 1.0, 0.0)) for name in FEATURES), strict=True
    )
    return Confidence(mean, scale, weights, float(fitted["bias"]), float(fitted["threshold"]))


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
        _rarest_covered(found, quotes),
        _type_matched(found, quotes),
        float(language_of_passage(top.text) != language_of(found.question)),
        1.0 if looked_up else 0.0,
    )


def _rarest_covered(found: Found, quotes: Sequence[Quote]) -> float:
    """The share of the question's rarest terms, those of at least 0.8 of the greatest idf, that stand
    in what is quoted or its title: what is asked about must at least be spoken of."""
    rarest = [
        term for term, idf in found.idf.items() if idf >= _RARE * max(found.idf.values(), default=0)
    ]
    held = {
        term
        for quote in quotes
        for term in terms(" ".join((quote.text, quote.passage.title, *quote.passage.heading)))
    }
    return sum(term in held for term in rarest) / len(rarest) if rarest else 0.0


def _type_matched(found: Found, quotes: Sequence[Quote]) -> float:
    """1 if a number or a date is asked and the quotes hold one that the question does not, 0 if they
    hold none, 0.5 if the question asks for something else."""
    if not asks_for_number(found.question):
        return 0.5
    asked = set(_NUMBER.findall(found.question))
    return float(any(set(_NUMBER.findall(quote.text)) - asked for quote in quotes[:2]))


def _coverage(found: Found, passages: Sequence[Passage]) -> float:
    """The greatest share of the question's idf that one passage's terms hold, title included."""
    total = sum(found.idf.values()) or 1.0
    best = 0.0
    for passage in passages:
        held = set(terms(" ".join((passage.title, *passage.heading, passage.text))))
        best = max(best, sum(idf for term, idf in found.idf.items() if term in held))
    return best / total
