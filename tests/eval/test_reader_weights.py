"""Fitting the reader on sentences made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.reading import Signs
from eval.golden import GoldenError
from eval.reader_weights import Choice, fit_pull, fit_reader


def test_a_sign_that_marks_answers_outweighs_one_that_marks_others() -> None:
    random = np.random.default_rng(3)
    choices = []
    for at in range(24):
        signs = random.random((6, len(Signs._fields)))
        answers = np.zeros(6, dtype=bool)
        answers[at % 6] = True
        signs[:, Signs._fields.index("shaped")] = answers
        signs[:, Signs._fields.index("older")] = ~answers
        choices.append(Choice(f"q{at}", signs, answers))
    weights = fit_reader(choices)
    assert weights.shaped > 0 > weights.older
    assert weights.shaped > max(abs(weights.said), abs(weights.length))


def test_the_pull_says_how_much_the_second_sign_counts_beside_the_first() -> None:
    random = np.random.default_rng(4)
    choices = []
    for at in range(400):
        signs = random.normal(size=(4, 2))
        noise = random.gumbel(size=4)
        answers = np.zeros(4, dtype=bool)
        answers[np.argmax(2 * signs[:, 0] + 1 * signs[:, 1] + noise)] = True
        choices.append(Choice(f"q{at}", signs, answers))
    assert 0.35 < fit_pull(choices) < 0.65


def test_no_pull_where_better_signs_make_no_answer() -> None:
    signs, answers = np.array([[1.0, 0.0], [0.0, 0.0]]), np.array([False, True])
    with pytest.raises(GoldenError):
        fit_pull([Choice("q", signs, answers)])
