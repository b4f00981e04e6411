"""Audience tokens as people write them in config.toml and in tables."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

_PREFIXES = ("dept:", "team:", "group:", "person:")


def checked_token(written: str) -> str:
    """The token, trimmed, a person's address in lower case. Raises ValueError if it is none."""
    written = written.strip()
    if written == "everyone":
        return written
    prefix, colon, name = written.partition(":")
    if prefix + colon not in _PREFIXES or not name.strip():
        raise ValueError(
            f"{written!r} is no audience: write everyone, dept:<name>, team:<name>, "
            "group:<source>:<name> or person:<address>"
        )
    name = name.strip().lower() if prefix == "person" else name.strip()
    return f"{prefix}:{name}"


Audience = tuple[Annotated[str, AfterValidator(checked_token)], ...]
