"""Cuts a ranking of passages where a reader's patience ends: at so many model tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

TokenCounts = Callable[[Sequence[str]], list[int]]


def first_tokens(texts: Sequence[str], limit: int, token_counts: TokenCounts) -> tuple[str, ...]:
    """The texts in order up to `limit` tokens in all; the text that crosses it is cut there.

    `token_counts` counts each text's tokens, without special ones.
    """
    kept: list[str] = []
    left = limit
    for text, count in zip(texts, token_counts(texts), strict=True):
        if count > left:
            kept.append(_prefix(text, left, token_counts))
            break
        kept.append(text)
        left -= count
    return tuple(text for text in kept if text)


def _prefix(text: str, limit: int, token_counts: TokenCounts) -> str:
    """The longest beginning of the text that holds at most `limit` tokens."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if token_counts([text[:middle]])[0] <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low]
