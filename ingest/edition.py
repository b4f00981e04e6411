"""Which edition of reading wrote a record: what lets an upgrade read everything again by itself."""

from __future__ import annotations

EDITION = 5
"""Raised whenever parsing, splitting or tagging makes something else of the same record."""


def stamped(revision: str) -> str:
    """A source's revision as the catalog keeps it."""
    return f"{EDITION}/{revision}"


def unstamped(kept: str) -> str:
    """The source's revision; none where an older edition read it, so that it counts as changed."""
    edition, _, revision = kept.partition("/")
    return revision if edition == str(EDITION) else ""


def read_at(kept: str) -> str:
    """The source's revision that was read, by whichever edition."""
    return kept.partition("/")[2]
