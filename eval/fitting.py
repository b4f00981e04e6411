"""Fits the one confidence: a logistic model of whether the answer that was read is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from assistant.confidence import Confidence
from eval.folds import FOLDS
from eval.golden import GoldenError

_STRENGTHS = tuple(10.0**power for power in range(-3, 3))
_LEAST = 1e-6
_WRONG = 0.5  # of a right answer's worth
Settled = Literal["answered", "declined", ""]
Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """What retrieval and reading showed for a question, and whether what was read is right.

    `asked` is false where evidence was taken away to make the example. One that does not teach is a
    misread question: its evidence is there, and its answer wrong all the same. `settled` says
    what becomes of it whatever the confidence is; `unanswerable`, that it is right to decline it.
    """

    fold: int
    features: tuple[float, ...]
    right: bool
    asked: bool = True
    teaches: bool = True
    settled: Settled = ""
    unanswerable: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """`left_out` holds, fold by fold, the model fitted without the questions of that fold; `auc` is of
    what they say of theirs, `predicted` that for each example."""

    confidence: Confidence
    left_out: tuple[Confidence, ...]
    predicted: tuple[float, ...]
    strength: float
    auc: float


def fit(examples: Sequence[Example]) -> Fit:
    """The regularisation under which left-out questions are likeliest, then a fit on all examples that
    teach, both sides counting alike.

    Its logits are then brought to the scale on which they say how often what was asked was answered
    right (Platt, 1999), and the threshold set where most left-out questions end well: answered right, or
    declined where there is no answer; a wrong answer takes away half of what a right one gives.
    """
    labels = np.array([int(example.right) for example in examples])
    teaching = np.array([example.teaches for example in examples])
    if len(set(labels[teaching].tolist())) < 2 or not any(example.asked for example in examples):
        raise GoldenError(
            "The fitting half must hold questions that have an answer and some without."
        )
    raw = np.array([example.features for example in examples], dtype=np.float64)
    scaler = StandardScaler().fit(raw[teaching])
    matrix: Matrix = scaler.transform(raw)
    weights = _weights(labels, teaching)
    folds = np.array([example.fold for example in examples])
    tried = {
        strength: _left_out(matrix, labels, weights, folds, strength) for strength in _STRENGTHS
    }
    strength = min(tried, key=lambda one: _loss(tried[one][1], labels, weights))
    models, logits = tried[strength]
    slope, shift = _to_scale(logits, labels, examples)
    scaled = [
        Confidence(
            mean=_floats(scaler.mean_),
            scale=_floats(scaler.scale_),
            weights=_floats(slope * model.coef_[0]),
            bias=float(slope * model.intercept_[0] + shift),
            threshold=0.0,
        )
        for model in (_fitted(matrix, labels, weights, strength), *models)
    ]
    predicted = _floats(_squashed(slope * logits + shift))
    threshold = _threshold(predicted, examples)
    whole, *left_out = (replace(one, threshold=threshold) for one in scaled)
    auc = float(roc_auc_score(labels[teaching], logits[teaching]))
    return Fit(whole, tuple(left_out), predicted, strength, auc)


def declines(example: Example, confidence: float, threshold: float) -> bool:
    """What becomes of a question."""
    return example.settled == "declined" or (not example.settled and confidence < threshold)


def _weights(labels: Labels, teaching: NDArray[np.bool_]) -> Matrix:
    """None for what does not teach; both labels weigh alike."""
    weights: Matrix = teaching.astype(np.float64)
    right = weights[labels == 1].sum()
    wrong = weights[labels == 0].sum()
    weights[labels == 1] *= wrong / right
    return weights


def _left_out(
    matrix: Matrix, labels: Labels, weights: Matrix, folds: Labels, strength: float
) -> tuple[list[LogisticRegression], Matrix]:
    """The models fitted without one fold each, and for each example the logit of that without its own."""
    logits = np.zeros(len(labels))
    models = []
    for fold in range(FOLDS):
        kept, out = folds != fold, folds == fold
        model = _fitted(matrix[kept], labels[kept], weights[kept], strength)
        models.append(model)
        if out.any():
            logits[out] = model.decision_function(matrix[out])
    return models, logits


def _fitted(matrix: Matrix, labels: Labels, weights: Matrix, strength: float) -> LogisticRegression:
    model = LogisticRegression(C=strength, max_iter=1000)
    return model.fit(matrix[weights > 0], labels[weights > 0], sample_weight=weights[weights > 0])


def _loss(logits: Matrix, labels: Labels, weights: Matrix) -> float:
    predicted = np.clip(_squashed(logits), _LEAST, 1 - _LEAST)
    return float(-(weights * np.log(np.where(labels == 1, predicted, 1 - predicted))).sum())


def _to_scale(logits: Matrix, labels: Labels, examples: Sequence[Example]) -> tuple[float, float]:
    """Slope and shift, from all that was asked and not settled without the confidence."""
    asked = np.array([one.asked and one.settled != "declined" for one in examples])
    if len(set(labels[asked].tolist())) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=1e3).fit(logits[asked].reshape(-1, 1), labels[asked])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _threshold(predicted: Sequence[float], examples: Sequence[Example]) -> float:
    asked = [
        (confidence, example)
        for confidence, example in zip(predicted, examples, strict=True)
        if example.asked
    ]

    def gained(threshold: float) -> float:
        return sum(
            float(example.unanswerable)
            if declines(example, confidence, threshold)
            else 1.0
            if example.right
            else -_WRONG
            for confidence, example in asked
        )

    bounds = sorted({confidence for confidence, _ in asked})
    between = [(low + high) / 2 for low, high in pairwise(bounds)]
    return max(between or [0.5], key=gained)


def _squashed(logits: Matrix) -> Matrix:
    squashed: Matrix = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return squashed


def _floats(values: Mapping[int, float] | Matrix) -> tuple[float, ...]:
    return tuple(float(value) for value in np.asarray(values))
