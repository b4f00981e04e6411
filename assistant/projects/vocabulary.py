"""The words by which projects, and what is written of them, are known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from assistant.bilingual import Bilingual
from ingest.names import fold
from ingest.segmentation import telling_terms, terms

Topic = Literal["goal", "result", "lesson", "problem", "people"]
State = Literal["planned", "running", "done", "lost"]
_LATIN = re.compile(r"[a-z0-9][a-z0-9 -]*")


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of document; `place` is when it is read, `why` says so."""

    name: str
    place: int
    words: re.Pattern[str]
    why: Bilingual


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """words.toml, ready to be looked for in folded text."""

    generic: frozenset[str]
    genres: tuple[Genre, ...]
    states: dict[State, frozenset[str]]
    headings: dict[Topic, re.Pattern[str]]
    sentences: dict[str, re.Pattern[str]]

    def telling(self, folded: str) -> frozenset[str]:
        """The terms of a name that may tell one project from another."""
        return frozenset(telling_terms(folded)) - self.generic

    def genre(self, title: str) -> Genre:
        """What kind of document a title speaks of; the last kind that it names, else `detail`."""
        folded = fold(title)
        named = [one for one in self.genres if one.words.search(folded)]
        return max(named, key=lambda one: one.place) if named else self._detail

    def is_heading(self, topic: Topic, heading: str) -> bool:
        return bool(self.headings[topic].search(fold(heading)))

    def state(self, value: str) -> State | None:
        """What a stage or status says of a project; None where it says nothing."""
        folded = fold(value)
        return next((one for one, words in self.states.items() if folded in words), None)

    @property
    def _detail(self) -> Genre:
        return next(one for one in self.genres if one.name == "detail")


@lru_cache(maxsize=1)
def project_words() -> ProjectWords:
    """Read once."""
    held = tomllib.loads(files("assistant.projects").joinpath("words.toml").read_text("utf-8"))
    return ProjectWords(
        generic=frozenset(term for word in held["generic"] for term in terms(word)),
        genres=tuple(
            Genre(one["name"], place, any_of(one["words"]), Bilingual(one["zh"], one["en"]))
            for place, one in enumerate(held["documents"])
        ),
        states={state: frozenset(map(fold, words)) for state, words in held["states"].items()},
        headings={topic: any_of(words) for topic, words in held["headings"].items()},
        sentences={topic: re.compile(said) for topic, said in held["sentences"].items()},
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words in folded text; a Latin one where a word begins."""
    said = [
        rf"\b{re.escape(fold(word))}" if _LATIN.fullmatch(fold(word)) else re.escape(fold(word))
        for word in words
    ]
    return re.compile("|".join(said) or r"(?!)")
