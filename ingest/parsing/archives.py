"""Zip packages, looked into without unpacking: what they hold, how large they grow, whether they are locked."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal
from zipfile import ZipFile

Package = Literal["word", "workbook", "slides", "opendocument", "other"]
_ENCRYPTED_FLAG = 0x1  # general purpose bit 0, APPNOTE.TXT 4.4.4


@dataclass(frozen=True, slots=True)
class Archive:
    """A package's kind, its size once unpacked, and whether a member asks for a password."""

    package: Package
    unpacked_bytes: int
    encrypted: bool


def look_into(data: bytes) -> Archive:
    """Reads the directory alone. Raises BadZipFile."""
    with ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    return Archive(
        _package({member.filename for member in members}),
        sum(member.file_size for member in members),
        any(member.flag_bits & _ENCRYPTED_FLAG for member in members),
    )


def _package(names: set[str]) -> Package:
    folders = {name.partition("/")[0].lower() for name in names}
    if "word" in folders:
        return "word"
    if "xl" in folders:
        return "workbook"
    if "ppt" in folders:
        return "slides"
    return "opendocument" if "content.xml" in folders else "other"
