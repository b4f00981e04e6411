"""Which lines of a PDF are headings: those set larger than the text around them."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw

LineSizes = dict[str, float]
"""Line -> the size of its letters in points, to half a point; 0 for one that is set in several."""

_LARGER = 1.08
_UNEVEN = 1.05
_LONGEST = 100  # characters
_LARGEST_SHARE = 0.3
"""Where more of the text is large, as on posters and slides, size does not tell headings."""
_FACT = re.compile(r"[:：]\s*\d|\d(?:[ \-/.]?\d){6,}|\d{4}\s?[-/年.]\s?\d{1,2}\s?[-/月.]\s?\d{1,2}")
_NEVER_LAST = ("。", "；", "，", "、", ",", ";")


def line_sizes(textpage: pypdfium2.PdfTextPage) -> LineSizes:
    """Of each line of a page; nothing where the library's text and its characters do not agree."""
    text = textpage.get_text_range()
    if _units(text) != textpage.count_chars():
        return {}
    sizes: LineSizes = {}
    start = 0
    for line in text.splitlines(keepends=True):
        visible = line.strip()
        if visible:
            first = start + _units(line[: line.index(visible[0])])
            last = first + _units(visible[:-1])
            size, end_size = _size(textpage, first), _size(textpage, last)
            even = max(size, end_size) <= _UNEVEN * min(size, end_size)
            size = round(size * 2) / 2 if even else 0.0
            sizes[visible] = size if sizes.get(visible, size) == size else 0.0
        start += _units(line)
    return sizes


def _units(text: str) -> int:
    """How many characters it is to the library, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def heading_levels(pages: Sequence[LineSizes]) -> dict[float, int]:
    """Size -> level of the headings set in it, 1 for the largest, by the lines of all pages."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line, size in page.items():
            if size:
                letters[size] += len(line)
    if not letters:
        return {}
    body = letters.most_common(1)[0][0]
    large = sorted((size for size in letters if size >= _LARGER * body), reverse=True)
    if sum(letters[size] for size in large) > _LARGEST_SHARE * letters.total():
        return {}
    return {size: level for level, size in enumerate(large, start=1)}


def may_be_heading(line: str) -> bool:
    """Whether a line that is large reads like a heading too: it is short, ends no clause, and says no
    fact, which could not be quoted from a heading (验收日期：2026-03-18)."""
    return (
        len(line) <= _LONGEST
        and not line.endswith(_NEVER_LAST)
        and any(character.isalpha() for character in line)
        and not _FACT.search(line)
    )


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """A character's font size as it is drawn, in points; 0 if unknown."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix)):
        return 0.0
    return float(raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d))
