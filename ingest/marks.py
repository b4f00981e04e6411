"""Unicode's normal forms, for text that may pile thousands of accents on one letter.

Sorting the accents of one letter takes time that grows with the square of their number: a megabyte of
them would stop the process for hours.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_MOST_MARKS = 30  # Unicode Standard Annex 15, 13: the Stream-Safe Text Format
_PILE = re.compile(rf"[^\w\s\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
"""No accent is a letter, a space or below U+0300; the rest of what this finds is looked at closely."""


def normal(form: Literal["NFC", "NFKC"], text: str) -> str:
    """The text in a normal form, with at most 30 accents on a letter."""
    return unicodedata.normalize(form, _PILE.sub(_with_fewer_marks, text))


def _with_fewer_marks(pile: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in pile.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
