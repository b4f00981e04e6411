"""Which lines of a PDF are headings: those set larger than the text around them."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw

LineSizes = dict[str, float]
"""Line -> the size of its letters in points, to half a point; lines set in several are not there."""

_LARGER = 1.08
_UNEVEN = 1.05
_LONGEST = 100  # characters
_LARGEST_SHARE = 0.3
"""Where more of the text is large, as on posters and slides, size does not tell headings."""
_NEVER_LAST = ("。", "；", "，", "、", ",", ";")


def line_sizes(textpage: pypdfium2.PdfTextPage) -> LineSizes:
    """Of each line of a page."""
    count = textpage.count_chars()
    characters = [chr(raw.FPDFText_GetUnicode(textpage, index)) for index in range(count)]
    sizes: LineSizes = {}
    start = 0
    for index in range(count + 1):
        if index < count and characters[index] not in "\r\n":
            continue
        seen = [place for place in range(start, index) if not characters[place].isspace()]
        if seen:
            first, last = _size(textpage, seen[0]), _size(textpage, seen[-1])
            if max(first, last) <= _UNEVEN * min(first, last):
                sizes["".join(characters[start:index]).strip()] = round(first * 2) / 2
        start = index + 1
    return sizes


def heading_levels(pages: Sequence[LineSizes]) -> dict[float, int]:
    """Size -> level of the headings set in it, 1 for the largest, by the lines of all pages."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line, size in page.items():
            letters[size] += len(line)
    if not letters:
        return {}
    body = letters.most_common(1)[0][0]
    large = sorted((size for size in letters if size >= _LARGER * body), reverse=True)
    if sum(letters[size] for size in large) > _LARGEST_SHARE * letters.total():
        return {}
    return {size: level for level, size in enumerate(large, start=1)}


def may_be_heading(line: str) -> bool:
    """Whether a line that is large reads like a heading too."""
    return (
        len(line) <= _LONGEST
        and not line.endswith(_NEVER_LAST)
        and any(character.isalpha() for character in line)
    )


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """A character's font size as it is drawn, in points; 0 if unknown."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix)):
        return 0.0
    return float(raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d))
