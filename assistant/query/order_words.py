"""In which order a question wants its records, and how many of them: the five largest, the latest."""

from __future__ import annotations

import re
from typing import Literal

from assistant.query.hearing import Hearing
from assistant.query.typed_query import Measure

Order = Literal["largest", "smallest", "newest", "oldest"] | None

_SEVERAL = 5
_PLURAL = re.compile(r"[a-z]s(?<!us)(?<!ss)$")
_ONE = re.compile(
    r"哪一?[个家张份单位]|谁|which (?:customer|client|account|colleague|rep|salesperson|deal|contract)\b|\bwho\b|\bwhat is\b"
)


class OrderWords:
    """Hears the words for an order."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def order(self, measure: Measure) -> tuple[Order, int | None]:
        """The order, and how many are wanted; None where nothing says so."""
        tops = [
            (token, number)
            for token, number in self._heard.parts.tops.items()
            if token in self._heard.parts.tokens
        ]
        wanted = tops[0][1] if tops else 0
        if self._heard.is_ & {"newest", "oldest"} and not self._heard.groups:
            order: Order = "newest" if "newest" in self._heard.is_ else "oldest"
            return order, wanted or (1 if self.asks_for_one() or self._is_single() else _SEVERAL)
        if tops:
            least = "smallest" in tops[0][0].means or "smallest" in self._heard.is_
            return "smallest" if least else "largest", wanted
        if measure.what in ("average", "maximum", "minimum") and not self._heard.groups:
            return None, None
        if self._heard.joined in self._heard.groups:
            return None, None  # both are wanted
        if "largest" in self._heard.is_ or "smallest" in self._heard.is_:
            order = "largest" if "largest" in self._heard.is_ else "smallest"
            return order, 1 if self.asks_for_one() or self._is_single() else _SEVERAL
        return None, None

    def asks_for_one(self) -> bool:
        """Whether one is asked for: who, 哪个, which owner."""
        if _ONE.search(self._heard.parts.text):
            return True
        several = re.search(r"哪些|哪几", self._heard.parts.text)
        for one in self._heard.of("role", "field", "time"):
            word = self._heard.word(one)
            asked = any(self._heard.is_near(mark, one) for mark in self._heard.of("list"))
            if asked and not several and not _PLURAL.search(word):
                return True
        return False

    def _is_single(self) -> bool:
        """Whether the one largest is meant: the largest deal, 最大的商机."""
        word = next((self._heard.word(one) for one in self._heard.parts.kinds), "")
        several = re.search(r"哪些|哪几|几个", self._heard.parts.text)
        return not several and not (word.isascii() and word.endswith("s"))
