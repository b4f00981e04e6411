"""Lines that a page's width broke, joined into paragraphs again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_ENDS = '。！？；：.!?;:…」』”")）'
_NEVER_FIRST = "，。；：、！？）」』”％,;:!?)%"
_IN_SENTENCES = re.compile("[，。；]")
_HYPHENS = ("\ufffe", "\x02")
"""What pdfium writes for the hyphen of a word broken at a line's end, in place of the line end."""
_LINE_END = re.compile(r"\r?\n|(?<=[\ufffe\x02])")
_BULLET = re.compile(
    r"[-–•·●○■◆▪*]|\(?\d{1,3}[.)、．]|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|第.{1,4}[章节条]"
)
_NUMBER = re.compile(r"[¥$€]?-?\d[\d,.]*%?")
_FULL = 0.85
_NEIGHBOURS = 3
_NEARLY_WIDEST = 0.7
_NARROWEST = 0.4
"""Of the page's widest line: less than half, so that a column of two counts; cells of a table do not."""


def widest_line(text: str) -> float:
    """Its width, in half widths of a Chinese character."""
    return max((_width(line.strip()) for line in _LINE_END.split(text)), default=0.0)


def joined_lines(text: str, widest: float = 0.0) -> str:
    """Paragraphs on one line each; headings, list items, table rows and short lines stay alone.
    `widest` is the width of the page's widest line, where the text is a part of a page.

    A line went on when it is about as wide as the lines around it, which holds in columns and in
    pages that mix scripts, and nothing in it or in the next says that a thought begins anew.
    """
    lines = [line.strip() for line in _LINE_END.split(text)]
    widths = [_width(line) for line in lines]
    widest = widest or max(widths, default=0.0)
    joined: list[str] = []
    goes_on = False
    for index, line in enumerate(lines):
        if not line:
            goes_on = False
            continue
        if joined and joined[-1].endswith(_HYPHENS):
            joined[-1] = joined[-1][:-1] + line
        elif goes_on:
            wide = _is_wide(joined[-1][-1]) or _is_wide(line[0])
            joined[-1] += line if wide else f" {line}"
        else:
            joined.append(line)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        around = widths[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
        goes_on = _continues(line, following, widths[index] / max(around), widths[index] / widest)
    return "\n".join(joined)


def _continues(line: str, following: str, of_neighbours: float, of_widest: float) -> bool:
    if not following or of_widest < _NARROWEST:
        return False
    if following[0] in _NEVER_FIRST:
        return True
    if line[-1] in _ENDS or _BULLET.match(following) or _is_row(line) or _is_row(following):
        return False
    if following[0].islower():
        return of_neighbours >= _FULL / 2
    # A capital or a number may begin the next line of a form, whose lines are short.
    return of_neighbours >= _FULL and (_is_wide(following[0]) or of_widest >= _NEARLY_WIDEST)


def _is_row(line: str) -> bool:
    """Cells side by side: several numbers, or words set apart in a script that does not do so."""
    if _IN_SENTENCES.search(line):
        return False
    cells = line.split()
    numbers = sum(1 for cell in cells if _NUMBER.fullmatch(cell))
    return (numbers >= 2 and numbers * 3 >= len(cells)) or (len(cells) >= 3 and _is_chinese(cells))


def _is_chinese(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if any(_is_wide(character) for character in cell)) >= 2


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _width(line: str) -> float:
    """In half widths of a Chinese character; a Latin letter takes a little less than one."""
    return sum(2.0 if character > "\u2e7f" else 0.85 for character in line)
