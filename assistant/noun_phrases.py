"""Spells out what is asked by no more than whose records, and of which kind: 启辰的合同, Nordvik contracts."""

from __future__ import annotations

import re

from assistant.query.lexicon import lexicon
from assistant.questions import language_of
from ingest.names import fold

_LONGEST = 60  # characters; what is longer says more
_POLITE = re.compile(
    r"^(?:请|帮我|麻烦|查一?下|查查|看一?下|看看|给我|please |my |the )+|[\s。.！!~～]+$"
)
_AND_NO_MORE = re.compile(r"(?:的?(?:情况|明细|一览|记录))?")
_ASKS = re.compile(r"[?？吗呢]")


def as_list(question: str) -> str:
    """The question as one for a list, where it says a kind of record last, or in English first, and asks
    nothing; else empty. Whether the words make a list shows when they are read."""
    text = fold(question).strip()
    if len(text) > _LONGEST or _ASKS.search(text):
        return ""
    said = _POLITE.sub("", text)
    tokens = list(lexicon().tokens(said))
    if any(one.is_ in ("list", "who", "count", "sum", "how_much", "by") for one in tokens):
        return ""
    kinds = [one for one in tokens if one.is_ == "kind"]
    if language_of(question) == "zh":
        ends = [one.end for one in kinds if _AND_NO_MORE.fullmatch(said[one.end :])]
        return f"{said[: max(ends)]}有哪些" if ends else ""
    at_an_end = any(one.start == 0 or one.end == len(said) for one in kinds)
    return f"list {said}" if at_an_end else ""
