"""Zip packages, looked into before anybody unpacks them: what they hold, how large they grow, whether they are locked."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import Literal
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

Package = Literal["word", "workbook", "slides", "opendocument", "other"]
_ENCRYPTED_FLAG = 0x1  # general purpose bit 0, APPNOTE.TXT 4.4.4
_PIECE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Archive:
    """A package's kind, its size once unpacked, and whether a member asks for a password.

    The size is what the directory states or what the members really unpack to, whichever is more.
    """

    package: Package
    unpacked_bytes: int
    encrypted: bool


def look_into(data: bytes, limit_bytes: int) -> Archive:
    """Unpacks every member piece by piece, keeping none, until they exceed `limit_bytes`.

    A directory may state any size, and the libraries believe it or unpack to the end. Raises BadZipFile
    and NotImplementedError for a package that cannot be unpacked at all.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        encrypted = any(member.flag_bits & _ENCRYPTED_FLAG for member in members)
        unpacked_bytes = sum(member.file_size for member in members)
        if not encrypted and unpacked_bytes <= limit_bytes:
            unpacked_bytes = max(unpacked_bytes, _measured(archive, members, limit_bytes))
    return Archive(_package({member.filename for member in members}), unpacked_bytes, encrypted)


def without(data: bytes, unwanted: re.Pattern[str]) -> bytes:
    """The package without the members whose names begin as `unwanted` says."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(kept, "w", ZIP_STORED) as written:
        for name in dict.fromkeys(archive.namelist()):
            if not unwanted.match(name):
                written.writestr(name, archive.read(name))
    return kept.getvalue()


def _measured(archive: ZipFile, members: list[ZipInfo], limit_bytes: int) -> int:
    total_bytes = 0
    for member in members:
        # What is stated would end the reading; more than the limit is never read.
        member.file_size = limit_bytes + 1
        with archive.open(member) as unpacked:
            try:
                while piece := unpacked.read(_PIECE_BYTES):
                    total_bytes += len(piece)
                    if total_bytes > limit_bytes:
                        return total_bytes
            except (BadZipFile, EOFError, zlib.error):
                continue  # one broken picture: whoever needs this member will say so
    return total_bytes


def _package(names: set[str]) -> Package:
    folders = {name.partition("/")[0].lower() for name in names}
    if "word" in folders:
        return "word"
    if "xl" in folders:
        return "workbook"
    if "ppt" in folders:
        return "slides"
    return "opendocument" if "content.xml" in folders else "other"
