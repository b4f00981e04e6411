"""Matches: pairs of customers, or of a colleague's entries, that are one or may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Pair = tuple[str, str]
"""Two ids as issued, the smaller first."""
MatchFamily = Literal["customer", "person"]
MatchState = Literal["likely", "merged", "accepted", "refused"]
Verdict = Literal["accepted", "refused"]
Step = Literal["accept", "refuse", "undo"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two may be one: a word for the kind of it, and a sentence's worth for people."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that is one, or may be. One that was decided keeps the score and the reasons it had then,
    unless it says others."""

    pair: Pair
    state: MatchState
    score: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair, as its own record states it; `goes_by` is whose id it goes by now."""

    entity_id: str
    goes_by: str
    name: str
    source: str
    record_id: str


@dataclass(frozen=True, slots=True)
class SeenMatch:
    """A match as a curator sees it, who may read what states both."""

    match_id: int
    family: MatchFamily
    state: MatchState
    score: int
    reasons: tuple[Reason, ...]
    first: Side
    second: Side
    found_at: datetime
    decided_by: str
    decided_at: datetime | None
