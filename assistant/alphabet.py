"""Where a name stands in a list by names: a Chinese one by its pinyin, among the Latin ones."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

from ingest.names import fold


@lru_cache(maxsize=100_000)
def alphabetical(name: str) -> tuple[str, str]:
    """What to sort names by: sign by sign, as a Chinese dictionary does."""
    folded = fold(name)
    return " ".join(lazy_pinyin(folded)), folded
