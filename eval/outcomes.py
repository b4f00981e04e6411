"""What became of a file that was read, against what its manifest expects of it."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

REASONS = frozenset({"encrypted", "damaged", "empty", "unsupported", "too_large"})
"""Why a file may end without text; a crash and a file that took too long are none of them."""
_WORD = re.compile(r"[a-z0-9]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_TEXT_LAYER = re.compile(r"(?<!\d)0 chars")
_PARTS_WITH_TEXT = re.compile(r"word/(document|footnotes)|ppt/slides/slide|xl/(worksheets/|shared)")
_TEXT = re.compile(r"<(?:\w+:)?(?:t|v)(?:\s[^>]*)?>([^<]*)<")


@dataclass(frozen=True, slots=True)
class Expected:
    """A file's row of the manifest: `observed` is what other libraries saw in it."""

    file: str
    expect: str
    password: str
    observed: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's text, or the reason why there is none; neither, where it was lost."""

    text: str = ""
    reason: str = ""

    def __str__(self) -> str:
        return "text" if self.text else self.reason or "lost"


def as_expected(expected: Expected, outcome: Outcome, data: bytes) -> bool:
    """Whether a file ended as it should.

    A file that is to be parsed may be called empty where the manifest's observation, or its own XML,
    shows no letter. With its password it must give text; without one it may be called encrypted.
    That text is hidden in a page must be said, which no outcome does.
    """
    is_empty = outcome.reason == "empty" and not holds_text(expected, data)
    read = bool(outcome.text) or is_empty
    match expected.expect:
        case "parse" | "parse_within_budget":
            return read
        case "no_crash":
            return read or outcome.reason in REASONS
        case "ocr_or_report_no_text":
            return read or outcome.reason == "empty"
        case "password_or_decrypt" | "password_or_report":
            return read or (not expected.password and outcome.reason == "encrypted")
        case _:
            return False


def holds_text(expected: Expected, data: bytes) -> bool:
    """Whether a letter or digit stands in the file, as far as can be told without parsing it."""
    if not data.strip():
        return False
    if data.startswith(b"PK"):
        try:
            with ZipFile(io.BytesIO(data)) as package:
                parts = [name for name in package.namelist() if _PARTS_WITH_TEXT.match(name)]
                texts = [package.read(name).decode(errors="replace") for name in parts]
        except (BadZipFile, OSError, ValueError):
            return True
        return any(
            map(str.isalnum, "".join(word for text in texts for word in _TEXT.findall(text)))
        )
    return not _NO_TEXT_LAYER.search(expected.observed)


def word_recall(text: str, reference: str) -> float:
    """The share of the reference's words that stand in the text, each as often as it does; a Chinese
    character is a word. 1 for a reference without any."""
    wanted = Counter(_WORD.findall(reference.lower()))
    found = wanted & Counter(_WORD.findall(text.lower()))
    return found.total() / wanted.total() if wanted else 1.0
