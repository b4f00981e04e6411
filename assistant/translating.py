"""Says a term of one language in the other, so that a question can find what is written in the other.

The words are ECDICT's (MIT licence, drawn by eval/translations.py) and those of business and
engineering that it lacks or gives in another sense.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ingest.segmentation import telling_terms, terms

Saying = tuple[str, ...]
"""Terms that say something together: 急停, or emerg and stop."""

_LONGEST = 4  # terms


class Translations:
    """Terms as the keyword index holds them: English ones stemmed, Chinese ones as segmented."""

    def __init__(self) -> None:
        self._said = _sayings()

    def of(self, asked: Sequence[str]) -> dict[str, tuple[Saying, ...]]:
        """For each term that has one, what it, or it and those beside it, may be in the other language."""
        found: dict[str, dict[Saying, None]] = defaultdict(dict)
        for start in range(len(asked)):
            for end in range(start + 1, min(start + _LONGEST, len(asked)) + 1):
                saying = tuple(asked[start:end])
                for term in saying:
                    found[term].update(dict.fromkeys(self._said.get(saying, ())))
        return {term: tuple(others) for term, others in found.items() if others}


@cache
def _sayings() -> Mapping[Saying, tuple[Saying, ...]]:
    """Read once: it takes a second, and never changes."""
    said: dict[Saying, set[Saying]] = defaultdict(set)
    for name in ("general.tsv", "business.tsv", "engineering.tsv"):
        for english, chinese in _entries(name):
            for meaning in chinese:
                said[english].add(meaning)
                said[meaning].add(english)
    return {saying: tuple(sorted(others)) for saying, others in said.items()}


def _entries(name: str) -> Iterable[tuple[Saying, list[Saying]]]:
    text = files("assistant").joinpath("translations", name).read_text("utf-8")
    for line in text.splitlines():
        english, chinese = line.split("\t")
        stems = tuple(terms(english) if " " not in english else telling_terms(english))
        # A phrase whose other words tell nothing is left out: give in is not to give.
        if len(stems) > 1 or " " not in english:
            yield stems, [_segmented(meaning) for meaning in chinese.split(" ")]


def _segmented(meaning: str) -> Saying:
    """One term, or all its parts where it is no word of the segmentation: 不合格 is not 合格."""
    parts = terms(meaning)
    return (meaning,) if meaning in parts else tuple(parts)


@cache
def english_words() -> frozenset[str]:
    """The words of English that the lists know, as terms: visits and visited are visit."""
    return frozenset(term for saying in _sayings() for term in saying if term.isascii())
