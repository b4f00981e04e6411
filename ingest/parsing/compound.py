"""Compound files (MS-CFB), in which old Office files and encrypted new ones are kept."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.parsing.properties import Core
from ingest.parsing.text import decode

if TYPE_CHECKING:
    from olefile import OleFileIO

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How each begins (MS-CFB 2.2)."""
_SUMMARY = "\x05SummaryInformation"
_TITLE, _AUTHOR, _LAST_AUTHOR, _CREATED, _SAVED = 2, 4, 8, 12, 13  # MS-OLEPS 3.1.1


def core_of(package: OleFileIO[str]) -> Core:
    """Who wrote the file and when, empty where it does not say."""
    try:
        stated = package.getproperties(_SUMMARY, convert_time=True, no_conversion=[10])
    except (OSError, ValueError, IndexError, struct.error):
        return Core()
    return Core(
        author=_words(stated.get(_AUTHOR)),
        last_modified_by=_words(stated.get(_LAST_AUTHOR)),
        title=_words(stated.get(_TITLE)),
        created=_moment(stated.get(_CREATED)),
        modified=_moment(stated.get(_SAVED)),
    )


def _words(value: object) -> str:
    if not isinstance(value, bytes):
        return ""
    try:
        return decode(value).strip("\0 ")
    except UnicodeError:
        return ""


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
