"""What a topic is called in the other language, by the curated word lists of translating."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ingest.names import fold

_LISTS = ("business.tsv", "engineering.tsv")
_MOST = 4


def in_other_words(topic: str) -> tuple[str, ...]:
    """A folded word or phrase as the lists say it in the other language, at most four."""
    return _words().get(topic, ())[:_MOST]


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for name in _LISTS:
        text = files("assistant").joinpath("translations", name).read_text("utf-8")
        for line in text.splitlines():
            english, chinese = line.split("\t")
            for word in map(fold, chinese.split(" ")):
                said[fold(english)][word] = None
                said[word][fold(english)] = None
    return {word: tuple(others) for word, others in said.items()}
