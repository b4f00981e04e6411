"""One level for what is in two languages."""

from __future__ import annotations

import numpy as np

from assistant.levelling import levelled


def test_the_best_of_each_language_come_to_one_level() -> None:
    values = np.array([0.9, 0.8, 0.7] * 20 + [0.5, 0.4, 0.3] * 20)
    foreign = np.arange(len(values)) >= len(values) // 2
    levels = levelled(values, foreign)
    assert abs(levels[0] - levels[60]) < 0.25 < levels[0] - levels[2]
    assert (levels.min(), levels.max()) == (0, 1)


def test_a_single_one_in_a_language_keeps_most_of_its_distance() -> None:
    values = np.array([0.9, 0.8, 0.7, 0.2])
    levels = levelled(values, np.array([False, False, False, True]))
    assert [*np.argsort(-levels)] == [0, 1, 2, 3]
    assert levels[2] > 0.4


def test_what_is_alike_all_over_is_at_no_level() -> None:
    assert not levelled(np.full(3, 0.7), np.zeros(3, dtype=bool)).any()
