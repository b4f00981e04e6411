"""Says a term of one language in the other, so that a question can find what is written in the other.

The words are ECDICT's (MIT licence, drawn by eval/translations.py) and those of business that it
lacks or gives in another sense.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files

from ingest.segmentation import terms


class Translations:
    """Terms as the keyword index holds them: English ones stemmed, Chinese ones as segmented."""

    def __init__(self) -> None:
        said: dict[str, set[str]] = defaultdict(set)
        general = _entries("general.tsv")
        business = [(word, _segmented(meanings)) for word, meanings in _entries("business.tsv")]
        entries = [*general, *business]
        stems = terms(" ".join(word for word, _ in entries))
        for stem, (_, meanings) in zip(stems, entries, strict=True):
            for meaning in meanings:
                said[stem].add(meaning)
                said[meaning].add(stem)
        self._said = {term: frozenset(words) for term, words in said.items()}

    def of(self, asked: Iterable[str]) -> dict[str, frozenset[str]]:
        """For each term that has one, what it may be in the other language."""
        return {term: self._said[term] for term in asked if term in self._said}


def _entries(name: str) -> list[tuple[str, list[str]]]:
    text = files("assistant").joinpath("translations", name).read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines())
    return [(word, meanings.split(" ")) for word, meanings in lines]


def _segmented(meanings: Iterable[str]) -> list[str]:
    """Each as one term, or as its parts where it is no word of the segmentation."""
    parts = ((meaning, terms(meaning)) for meaning in meanings)
    return [
        term
        for meaning, found in parts
        for term in ([meaning] if meaning in found else found)
        if len(term) > 1
    ]
