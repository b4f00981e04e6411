"""Fitting the reader on sentences made by hand."""

from __future__ import annotations

import numpy as np

from assistant.reading import Signs
from eval.reader_weights import Choice, fit_reader


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
