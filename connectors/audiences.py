"""Audience tokens as people write them in config.toml and in tables."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from ingest.tokens import group_token, line_token, person_token, team_token

_DIVIDERS = re.compile(r"[;；|\n]")


def checked_token(written: str) -> str:
    """The token, trimmed, an address in lower case. Raises ValueError if it is none."""
    written = written.strip()
    if written == "everyone":
        return written
    prefix, _, name = written.partition(":")
    name = name.strip()
    source, _, group = (part.strip() for part in name.partition(":"))
    match prefix:
        case "dept" if name:
            return f"dept:{name}"
        case "team" if name:
            return team_token(name)
        case "group" if source and group:
            return group_token(source, group)
        case "person" if name:
            return person_token(name)
        case "line" if "@" in name:
            return line_token(name)
    raise ValueError(
        f"{written!r} is no audience: write everyone, dept:<name>, team:<name>, "
        "team:<address of its lead>, group:<source>:<name>, person:<address> or line:<address>"
    )


def names_in(cell: str) -> tuple[str, ...]:
    """The teams or groups in a cell, divided by ; ； | or a line end; 、 may stand in a name."""
    return tuple(dict.fromkeys(name for part in _DIVIDERS.split(cell) if (name := part.strip())))


Audience = tuple[Annotated[str, AfterValidator(checked_token)], ...]
