"""Whether a text speaks of a topic: by its words, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from assistant.query.typed_query import Topic
from ingest.names import fold
from ingest.segmentation import terms

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z0-9]+")


class TopicMatcher:
    """Chinese words must stand in the folded text as they are; English ones as whole words in any of the
    forms that stem alike, and phrases of them side by side."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._topics = [[_matcher(fold(word)) for word in topic.any_of] for topic in topics]

    def matches(self, text: str) -> bool:
        """Whether the text speaks of every topic."""
        folded = fold(text)
        return all(any(one(folded) for one in topic) for topic in self._topics)


class _Han:
    def __init__(self, word: str) -> None:
        self._word = word

    def __call__(self, folded: str) -> bool:
        return self._word in folded


class _Latin:
    def __init__(self, phrase: str) -> None:
        words = _LATIN_WORD.findall(phrase)
        self._terms = terms(phrase)
        stems = [(word, *terms(word)) for word in words]
        self._pattern = re.compile(
            r"[\W_]+".join(
                rf"(?<![a-z0-9]){re.escape(_common_beginning(one))}[a-z0-9]*" for one in stems
            )
        )

    def __call__(self, folded: str) -> bool:
        return any(terms(found[0]) == self._terms for found in self._pattern.finditer(folded))


def _matcher(word: str) -> _Han | _Latin:
    return _Han(word) if _HAN.search(word) or not _LATIN_WORD.search(word) else _Latin(word)


def _common_beginning(words: Sequence[str]) -> str:
    shared = zip(*words, strict=False)
    return "".join(
        letters[0] for letters in takewhile(lambda letters: len({*letters}) == 1, shared)
    )
