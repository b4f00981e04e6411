"""What a question sets side by side: Raj or Lena, won against lost, 华东和华南各多少."""

from __future__ import annotations

import re

from assistant.query.hearing import Hearing, NoQuery

_EACH = re.compile(r"各|分别|谁|哪[个家位]|\b(?:each|respectively)\b|\bwho\b|\bwhich\b")
_EITHER = re.compile(r"\bor\b|还是")


class Comparison:
    """Tells records apart by what is named side by side, where the question compares it."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def take(self) -> None:
        """Add the group; NoQuery where a comparison names nothing that is compared."""
        compares = self._heard.of("compare", "more")
        asks = bool(compares) or bool(_EACH.search(self._heard.parts.text))
        if self._heard.joined and not self._heard.groups and (asks or self._is_either()):
            self._heard.groups.append(self._heard.joined)
            self._heard.used.update((*compares, *self._heard.of("who")))
            if self._heard.joined.by == "person":
                self._heard.used.update(self._heard.of("role"))
        elif compares and not (self._heard.of("compare") and self._heard.groups):
            raise NoQuery
        self._heard.used.update(self._heard.of("compare"))

    def _is_either(self) -> bool:
        """More X or Y: the greater of two is asked for."""
        ranked = self._heard.is_ & {"more", "largest", "smallest"}
        return bool(ranked and _EITHER.search(self._heard.parts.text))
