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

from assistant.weighing import Features

FEATURES = Features._fields


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
