"""Says whether an answer stands in a text, forgiving spelling of whitespace, width and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MARK = re.compile(r"\[\d{1,3}\]")
_CLOSING = "[”’」』）)\"']*"
_SENTENCE_END = re.compile(
    rf"[。！？]+{_CLOSING}"
    rf"|[!?]+{_CLOSING}(?=\s|$|[^\x00-\x7f])"
    r"|(?<=[a-z\d)\"'])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bCo)(?<!\bInc)(?<!\bLtd)\.(?=\s+[A-Z])"
)


def without_marks(text: str) -> str:
    """The text without its citation marks `[1]`."""
    return _MARK.sub("", text)


def contains(text: str, answer: str) -> bool:
    """Whether `answer` stands in `text`, insensitive to NFKC form, case, whitespace and punctuation.

    A number or a Latin word must stand whole: "4" is not found in "2024", nor "12" in "12.5".
    """
    hay, starts, ends = _squash(text)
    needle, _, _ = _squash(answer)
    if not needle:
        return False
    at = hay.find(needle)
    while at >= 0:
        if at in starts and at + len(needle) in ends:
            return True
        at = hay.find(needle, at + 1)
    return False


def contains_any(text: str, answers: Iterable[str]) -> bool:
    """Whether one of the accepted answers stands in the text."""
    return any(contains(text, answer) for answer in answers)


def contains_all(text: str, answers_all: Iterable[Iterable[str]]) -> bool:
    """Whether every part of the answer stands in the text, in one of its accepted forms."""
    return all(contains_any(text, answers) for answers in answers_all)


def sentence_count(text: str) -> int:
    """How many sentences a text holds, by ends that are plain; a text has at least one."""
    text = without_marks(text).strip()
    if not text:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return len(ends) + (0 if ends and not text[ends[-1] :].strip(" .\n") else 1)


def _squash(text: str) -> tuple[str, frozenset[int], frozenset[int]]:
    """Letters and digits alone, and the places in them where a word may start or end."""
    text = unicodedata.normalize("NFKC", text).casefold()
    kept: list[str] = []
    starts: set[int] = set()
    ends: set[int] = set()
    previous = -1
    for index, char in enumerate(text):
        if not char.isalnum():
            continue
        if previous < 0 or not _joined(text, previous, index):
            starts.add(len(kept))
            ends.add(len(kept))
        kept.append(char)
        previous = index
    ends.add(len(kept))
    return "".join(kept), frozenset(starts), frozenset(ends)


def _joined(text: str, left: int, right: int) -> bool:
    """Whether two kept characters belong to one Latin word or one number."""
    first, second = text[left], text[right]
    between = text[left + 1 : right]
    if not between:
        return (first.isdigit() and second.isdigit()) or (_latin(first) and _latin(second))
    return between in {".", ","} and first.isdigit() and second.isdigit()


def _latin(char: str) -> bool:
    return char.isalpha() and ord(char) < 0x250
