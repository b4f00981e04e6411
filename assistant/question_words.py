"""The words by which questions of one sort are told, as the `words.toml` of their folder has them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.mentions import Mention, longest


class QuestionWords:
    """Finds the words of these folders of the assistant."""

    def __init__(self, *folders: str) -> None:
        tables = [
            tomllib.loads(files("assistant").joinpath(folder, "words.toml").read_text("utf-8"))
            for folder in folders
        ]
        self._patterns = [
            (re.compile(rf"\b{word}\b" if _is_latin(word) else word), f"{group}.{name}")
            for table in tables
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
def question_words(*folders: str) -> QuestionWords:
    """Those of these folders; read once."""
    return QuestionWords(*folders)
