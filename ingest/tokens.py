"""Audience tokens: how each is spelled, for those who state them and those who hold them.

Names are compared as they stand, trimmed; addresses in lower case.
"""

from __future__ import annotations


def person_token(address: str) -> str:
    """That colleague alone."""
    return f"person:{address.strip().lower()}"


def line_token(address: str) -> str:
    """That colleague and everybody above them in the reporting line."""
    return f"line:{address.strip().lower()}"


def team_token(name: str) -> str:
    """A team by its name; by an address, that colleague and everybody below them."""
    name = name.strip()
    return f"team:{name.lower() if '@' in name else name}"


def group_token(source: str, name: str) -> str:
    """A group as one source means it: a role, a territory, a list."""
    return f"group:{source.strip()}:{name.strip()}"
