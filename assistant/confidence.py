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

from assistant.expectations import expected
from assistant.found import Found
from assistant.questions import names_in
from assistant.reading import Quote
from ingest.segmentation import terms

FEATURES = (
    "margin",
    "worth",
    "standing",
    "scattered",
    "misshapen",
    "subject",
    "named",
    "lookup",
    "unlisted",
)
_BACKGROUND = slice(1, 30)
_UNASKED = 0.5


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


def features_of(
    found: Found, quotes: Sequence[Quote], *, explained: float, asks_field: bool
) -> tuple[float, ...]:
    """What tells an answer from a near miss, in the order of FEATURES. All zero when nothing was found.

    `explained` is the share of the question that the fields which answer explain, `asks_field` says
    that nothing but a field is asked for.
    """
    if not found.passages:
        return tuple(0.0 for _ in FEATURES)
    cosines = sorted((passage.dense for passage in found.passages), reverse=True)
    background = cosines[_BACKGROUND] or cosines
    expectation = expected(found.question)
    shapes, subjects = expectation.is_definite, bool(expectation.subjects)
    signs = [quote.signs for quote in quotes]
    return (
        cosines[0] - sum(background) / len(background),
        _worth(found, quotes),
        max((quote.standing for quote in quotes), default=0.0),
        len({quote.passage.record_id for quote in quotes}) / max(1, len(quotes)),
        float(shapes and all(sign.shaped < 1 for sign in signs)),
        max((sign.subject for sign in signs), default=0.0) if subjects else _UNASKED,
        _named(found, quotes[0]) if quotes else 0.0,
        explained,
        float(asks_field and not explained),
    )


def says_nothing(found: Found, quotes: Sequence[Quote]) -> bool:
    """Whether no sentence, nor a heading above it, says a word of what is asked: it bears out nothing."""
    return bool(found.focus) and not any(quote.signs.said + quote.signs.context for quote in quotes)


def _named(found: Found, quote: Quote) -> float:
    """The share of the question's names and codes that the passage of a quote says; a customer or
    colleague it is tagged with counts by its tag."""
    passage = quote.passage
    wanted = [set(terms(name)) - found.context_terms for name in names_in(found.question)]
    texts = (passage.title, *quote.section.heading, passage.text)
    held = set(terms(" ".join(texts)))
    if passage.occurred_at:
        held.add(str(passage.occurred_at.year))
    said = [name <= held for name in wanted if name]
    return sum(said) / len(said) if said else 1.0


def _worth(found: Found, quotes: Sequence[Quote]) -> float:
    """The idf of what is asked, and of what it is about, that the sentences and their headings say,
    counted in words that no passage says. Unlike a share it tells one common word, all of which is
    said, from several rare ones."""
    said: frozenset[str] = frozenset()
    for quote in quotes:
        texts = (quote.passage.title, *quote.section.heading, quote.text)
        said |= found.covered(set(terms(" ".join(texts))))
    return found.worth(said & (found.focus | found.about_terms)) / found.unheard
