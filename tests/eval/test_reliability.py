"""The reliability diagram and its error, against numbers worked by hand."""

from __future__ import annotations

import pytest

from eval.reliability import Bin, bins_of, calibration_error, drawing


def test_answers_of_like_confidence_fall_into_one_bin() -> None:
    assert bins_of([0.11, 0.19, 1.0], [True, False, True]) == (
        Bin(pytest.approx(0.15), 0.5, 2),
        Bin(1.0, 1.0, 1),
    )


def test_the_error_is_the_mean_distance_weighed_by_the_answers() -> None:
    assert calibration_error([Bin(0.2, 0.5, 3), Bin(0.9, 0.8, 1)]) == pytest.approx(0.25)
    assert calibration_error([]) == 0


def test_confidence_that_keeps_its_word_lies_on_the_diagonal() -> None:
    drawn = drawing([Bin(0.5, 0.5, 4)])
    assert 'cx="152.0" cy="152.0"' in drawn
    assert "4 answers: confidence 0.50, right 0.50" in drawn
