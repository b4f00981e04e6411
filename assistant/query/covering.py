"""Chooses how the words of a question are read: tokens that cover the most of it, none over another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from assistant.query.lexicon import Token, TokenKind

_OF_A_TOKEN = 4  # what each costs, so that few long ones are better than many short ones
_BEFORE_OTHERS: Mapping[TokenKind, float] = {
    "name": 6, "period": 5, "about": 30, "number": 5, "top": 3, "role": 2.5, "value": 2, "kind": 1.5, "count": 1,
    "time": 0.5, "unread": -3,
}  # fmt: skip
"""Of two readings of the same words, which comes first."""


def cover(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, in order, of which the sum of their worth is greatest."""
    ordered = sorted(set(tokens), key=lambda one: (one.end, one.start, one.is_, one.means))
    ends = [one.end for one in ordered]
    best: list[tuple[float, Sequence[Token]]] = [(0.0, ())]
    for at, one in enumerate(ordered):
        until = bisect_right(ends, one.start, 0, at)
        worth, chosen = best[until]
        taken = (worth + _worth(one), (*chosen, one))
        best.append(max(best[at], taken, key=lambda scored: scored[0]))
    return list(best[-1][1])


def _worth(token: Token) -> float:
    return (token.end - token.start) * 10 - _OF_A_TOKEN + _BEFORE_OTHERS.get(token.is_, 0)
