"""The words of questions for the parts of a customer's page, as `words.toml` has them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.mentions import Mention, longest


class PartLexicon:
    """Finds the words that a folder's `words.toml` lists; read once."""

    def __init__(self, folder: str = "customer_questions") -> None:
        table = tomllib.loads(files("assistant").joinpath(folder, "words.toml").read_text("utf-8"))
        self._patterns = [
            (re.compile(rf"\b{word}\b" if _is_latin(word) else word), f"{group}.{name}")
            for group, said in table.items()
            for name, words in said.items()
            for word in words
        ]

    def words(self, text: str) -> tuple[Mention, ...]:
        """The words of a folded text in order, none inside another: the leftmost and longest, with all that
        each may be: `parts.changes`, `kinds.visit`, `marks.last`, `sayings.filler`."""
        held: dict[tuple[int, int], list[str]] = {}
        for pattern, meaning in self._patterns:
            for found in pattern.finditer(text):
                held.setdefault(found.span(), []).append(meaning)
        return longest(
            Mention(text[start:end], start, end, tuple(meant))
            for (start, end), meant in held.items()
        )


def _is_latin(word: str) -> bool:
    return word.isascii() and word[0].isalpha()


@cache
def part_lexicon() -> PartLexicon:
    """The one that is shared."""
    return PartLexicon()
