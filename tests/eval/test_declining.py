"""Counting what was declined and what should have been."""

from __future__ import annotations

import pytest

from assistant.confidence import FEATURES
from eval.declining import Weighed, decline_figures, load_left_out, reliability
from eval.folds import FOLDS
from eval.golden import Golden, QuestionKind


def golden(question: str = "多久？", kind: QuestionKind = "single_fact") -> Golden:
    return Golden(
        id=question, kind=kind, language="zh", crossing=False, asker="", asked_at=None,
        question=question, history=(), gold=frozenset(), answers=(), answers_all=(), experts=(),
        forbidden=(),
    )  # fmt: skip


def weighed(*, unanswerable: bool, declined: bool, confidence: float = 0.5) -> Weighed:
    return Weighed(unanswerable, declined, confidence, right=not unanswerable)


def test_precision_is_of_the_declined_and_recall_of_what_has_no_answer() -> None:
    figures = decline_figures(
        [
            (golden(), weighed(unanswerable=True, declined=True)),
            (golden(), weighed(unanswerable=True, declined=False)),
            (golden(), weighed(unanswerable=True, declined=True)),
            (golden(), weighed(unanswerable=False, declined=True)),
            (golden(), weighed(unanswerable=False, declined=False)),
        ]
    )
    assert figures["decline_precision"] == pytest.approx(2 / 3)
    assert figures["decline_recall"] == pytest.approx(2 / 3)
    assert figures["calibration_error"] == pytest.approx(0.1)


def test_questions_for_people_do_not_count_for_calibration() -> None:
    asked = golden("变频器谁最懂？", "who_knows")
    assert reliability([(asked, weighed(unanswerable=False, declined=False))]) == ()


def test_the_models_kept_for_measuring_know_the_features_that_are_weighed() -> None:
    models = set(load_left_out().values())
    assert len(models) == FOLDS
    assert {len(model.weights) for model in models} == {len(FEATURES)}
    assert len({model.threshold for model in models}) == 1
