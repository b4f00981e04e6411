"""Finds the sentences of a text, in Chinese and English, with their positions."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSERS = r"”’\"'」』）)】》〉］\]"
_END = re.compile(
    rf"""
      [。！？!?…]+[{_CLOSERS}]*            # these end a sentence wherever they stand
    | \.(?=[{_CLOSERS}]*(?:\s|$))[{_CLOSERS}]*  # a full stop, before a space or the end
    | \n+
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(（])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Inc|Ltd|Co|Corp|vs|etc|e\.g|i\.e|cf|al|Fig|fig|approx|Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[a-z]\.[a-z]|U\.S|Ph\.D|\d{1,2})\.$"
)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it; together they cover the text.

    A line break always ends a sentence: lists, table rows and "label: value" lines are quoted whole.
    """
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group().startswith(".") and not _ends_here(text, start, match):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def spans_within(indexed: str, text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of `text`, which stands at the end of `indexed` behind its header, placed there."""
    shift = len(indexed) - len(text)
    return tuple((start + shift, end + shift) for start, end in sentence_spans(text))


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[max(start, match.start() - 12) : match.start() + 1]
    if not _ABBREVIATION.search(before):
        return True
    # "ordered 40." before a capital ends a sentence; "1. First" at a line's start does not.
    digits = re.search(r"(\S*)\s*\b\d{1,2}\.$", before)
    return bool(digits and text[start : match.start()].strip(" -*#").rstrip("0123456789").strip())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
