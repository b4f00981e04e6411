"""Fitting the confidence on examples made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.fitting import Example, declines, fit
from eval.golden import GoldenError


def examples(count: int) -> list[Example]:
    """The first feature tells, the second is the same for both examples of a pair."""
    return [
        Example(
            at % 5,
            (1.0 + at / 100 if right else at / 100, float(at % 2)),
            right,
            unanswerable=not right,
        )
        for at in range(count)
        for right in (True, False)
    ]


def test_a_feature_that_tells_is_weighed_and_one_that_does_not_is_nearly_not() -> None:
    found = fit(examples(20))
    assert found.auc == 1.0
    weights = found.confidence.weights
    assert weights[0] > 1
    assert abs(weights[1]) < weights[0] / 10
    assert found.confidence.mean == pytest.approx((0.595, 0.5))


def test_the_threshold_parts_the_two_sides() -> None:
    model = fit(examples(20)).confidence
    assert model.of((1.1, 0)) > model.threshold > model.of((0.1, 0))


def test_what_is_misread_teaches_nothing_but_how_often_answers_are_right() -> None:
    taught = examples(20)
    misread = [
        Example(at % 5, (1.0 + at / 100, 0.0), right=False, teaches=False) for at in range(20)
    ]
    sure, doubting = fit(taught).confidence, fit([*taught, *misread]).confidence
    assert doubting.mean == sure.mean
    assert doubting.of((1.1, 0)) < sure.of((1.1, 0)) - 0.2


def test_a_question_is_predicted_by_the_model_of_its_fold_alone() -> None:
    taught = examples(20)
    found = fit(taught)
    for example, predicted in zip(taught, found.predicted, strict=True):
        by_fold = [model.of(example.features) for model in found.left_out]
        assert by_fold[example.fold] == pytest.approx(predicted)
        assert len(set(by_fold)) == len(by_fold)


def test_fields_answer_and_silence_declines_whatever_the_confidence() -> None:
    example = examples(1)[0]
    assert not declines(replace(example, settled="answered"), 0.0, 0.5)
    assert declines(replace(example, settled="declined"), 1.0, 0.5)
    assert declines(example, 0.4, 0.5)


def test_one_sided_examples_cannot_be_fitted() -> None:
    with pytest.raises(GoldenError, match="some without"):
        fit([Example(at % 5, (1.0,), right=True) for at in range(8)])
