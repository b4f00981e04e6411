"""Brings what is in the question's language and what is in the other to one level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_DRAWN_TO_ALL = 10


def levelled(values: NDArray[np.floating], foreign: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How near each is to the question, from that of the farthest (0) to that of the nearest (1), measured
    in each language from its mean: what is in the question's language is nearer whatever it says. The mean
    of a language of which there are few is drawn to that of all, which counts like ten of them."""
    levels = values.astype(np.float64)
    whole = levels.mean()
    for language in (foreign, ~foreign):
        count = np.count_nonzero(language)
        levels[language] -= (levels[language].sum() + _DRAWN_TO_ALL * whole) / (
            count + _DRAWN_TO_ALL
        )
    spread: NDArray[np.float64] = (levels - levels.min()) / (np.ptp(levels) or 1.0)
    return spread
