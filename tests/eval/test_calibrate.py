"""Fitting the confidence on examples made by hand."""

from __future__ import annotations

import pytest

from eval.calibrate import Example, fit
from eval.golden import GoldenError


def examples(count: int) -> list[Example]:
    """The first feature tells, the second is the same for all questions but one pair's noise."""
    return [
        Example(f"q{at}", (1.0 + at / 100 if present else at / 100, at % 2), present)
        for at in range(count)
        for present in (True, False)
    ]


def test_a_feature_that_tells_is_weighed_and_one_that_does_not_is_nearly_not() -> None:
    found = fit(examples(20))
    assert found.auc == 1.0
    assert found.weights[0] > 1
    assert abs(found.weights[1]) < found.weights[0] / 10
    assert found.mean == pytest.approx((0.595, 0.5))


def test_the_threshold_parts_the_two_sides() -> None:
    found = fit(examples(20))

    def probability(features: tuple[float, float]) -> float:
        score = found.bias + sum(
            weight * (value - mean) / scale
            for weight, value, mean, scale in zip(
                found.weights, features, found.mean, found.scale, strict=True
            )
        )
        return 1 / (1 + 2.718281828**-score)

    assert probability((1.1, 0)) > found.threshold > probability((0.1, 0))


def test_one_sided_examples_cannot_be_fitted() -> None:
    with pytest.raises(GoldenError, match="some without"):
        fit([Example(f"q{at}", (1.0,), True) for at in range(8)])
