"""Who asks, and the tokens that say what they may read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """An asker together with the tokens they hold at this moment.

    A record is readable when its audience shares a token with `tokens`.
    """

    person_id: str
    tokens: frozenset[str]
