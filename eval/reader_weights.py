"""Fits the reader's weights: what makes a sentence the answer rather than its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.reading import Signs
from eval.golden import GoldenError

_PENALTIES = (1.0, 3.0, 10.0, 30.0)
_FOLDS = 8
Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences read for a question, by their signs (sentences, signs), and which of them answer."""

    question_id: str
    signs: Matrix
    answers: Mask


def fit_reader(choices: Sequence[Choice]) -> Signs:
    """Conditional logit (McFadden, 1974): a sentence is chosen with probability softmax(signs @ weights),
    and those that answer shall be chosen.

    The penalty on the squared weights, of signs divided by their deviation, is the one under which
    left-out questions are likeliest.
    """
    scale = np.concatenate([choice.signs for choice in choices]).std(axis=0)
    scale[scale == 0] = 1.0
    penalty = max(_PENALTIES, key=lambda tried: _left_out(choices, scale, tried))
    return Signs(*(float(weight) for weight in _fit(choices, scale, penalty) / scale))


def fit_pull(choices: Sequence[Choice]) -> float:
    """What the second sign counts where the first counts 1, in the same model."""
    weights = _fit(choices, np.ones(2), _PENALTIES[0])
    if weights[0] <= 0:
        raise GoldenError(
            "By these questions a sentence with better signs is no likelier to answer."
        )
    return float(weights[1] / weights[0])


def _left_out(choices: Sequence[Choice], scale: Matrix, penalty: float) -> float:
    """The log-likelihood of every question under weights fitted without it and the rest of its fold."""
    total = 0.0
    names = sorted({choice.question_id for choice in choices})
    for fold in range(_FOLDS):
        out = set(names[fold::_FOLDS])
        kept = [choice for choice in choices if choice.question_id not in out]
        weights = _fit(kept, scale, penalty)
        total += sum(
            _likelihood(choice, scale, weights)[0]
            for choice in choices
            if choice.question_id in out
        )
    return total


def _fit(choices: Sequence[Choice], scale: Matrix, penalty: float) -> Matrix:
    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, slope = penalty * float(weights @ weights) / 2, penalty * weights
        for choice in choices:
            likelihood, gradient = _likelihood(choice, scale, weights)
            value, slope = value - likelihood, slope - gradient
        return value, slope

    found: Matrix = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x
    return found


def _likelihood(choice: Choice, scale: Matrix, weights: Matrix) -> tuple[float, Matrix]:
    """The log of the probability that a sentence that answers is chosen, and its gradient."""
    signs = choice.signs / scale
    scores = signs @ weights
    chosen = np.exp(scores - scores.max())
    chosen /= chosen.sum()
    right = chosen * choice.answers
    return float(np.log(right.sum())), (right / right.sum() - chosen) @ signs
