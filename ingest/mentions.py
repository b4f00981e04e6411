"""Finds customers and colleagues in text, by name and by address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick

from ingest.names import fold, is_latin, is_matchable

_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,63}){0,20}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or address found in folded text, and the entities that answer to it."""

    name: str
    start: int
    end: int
    entities: tuple[str, ...]


def addresses(text: str) -> tuple[str, ...]:
    """Mail addresses in a text, lower case, each once."""
    return tuple(dict.fromkeys(found.lower() for found in _ADDRESS.findall(text)))


def is_at(address: str, domains: Iterable[str]) -> bool:
    """Whether a mail address is at one of the domains or below it."""
    domain = address.strip().lower().rpartition("@")[2]
    return any(domain == own.lower() or domain.endswith(f".{own.lower()}") for own in domains)


class NameMatcher:
    """Leftmost-longest search for many names at once; Latin names match whole words only.

    `names` maps a folded name to the ids of those who bear it.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, entities in names.items():
            if is_matchable(name):
                self._automaton.add_word(name, (name, tuple(sorted(set(entities)))))
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every mention in `text`, in order, none inside another; positions are in `fold(text)`."""
        return longest(self.candidates(text))

    def is_in(self, text: str) -> bool:
        """Whether any name stands in the text, be it inside a longer word."""
        return not self._empty and next(self._automaton.iter(fold(text)), None) is not None

    def candidates(self, text: str) -> list[Mention]:
        """The same with those that stand inside or across others."""
        if self._empty:
            return []
        folded = fold(text)
        candidates = []
        for last, (name, entities) in self._automaton.iter(folded):
            start, end = last - len(name) + 1, last + 1
            if _is_whole(folded, start, end):
                candidates.append(Mention(name, start, end, entities))
        return candidates


def longest(candidates: Iterable[Mention]) -> tuple[Mention, ...]:
    """The leftmost and longest, in order, none inside another."""
    found: list[Mention] = []
    for mention in sorted(candidates, key=lambda mention: (mention.start, -mention.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return tuple(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and is_latin(text[start]) and is_latin(text[start - 1])
    after = end < len(text) and is_latin(text[end - 1]) and is_latin(text[end])
    return not (before or after)
