"""Office files behind a password (MS-OFFCRYPTO), opened with those that the source was given."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from ingest.errors import UnreadableError
from ingest.parsing.compound import COMPOUND
from ingest.records import File

_BY_DEFAULT = "VelvetSweatshop"
"""What Office encrypts with where only writing is to be forbidden, and tries by itself (MS-XLS 2.2.10)."""


def locked(*, tried: bool) -> UnreadableError:
    """The failure of a file that no password opened; it tells none of them."""
    what = (
        "none of the source's passwords opens it; add its own, or save a copy without one"
        if tried
        else "it asks for a password; give it to the source (`passwords_env`), or save a copy without one"
    )
    return UnreadableError(what, reason="encrypted")


def opened(file: File) -> File:
    """The file as it is within its encryption, or itself. Raises UnreadableError, reason encrypted."""
    if not file.data.startswith(COMPOUND):
        return file
    import msoffcrypto  # with cryptography, large, and few files are locked
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(file.data))
        if not office.is_encrypted():
            return file
    except (FileFormatError, AssertionError, OSError, ValueError, struct.error):
        return file  # whoever parses it finds out what it is
    for password in (_BY_DEFAULT, *file.passwords):
        plain = io.BytesIO()
        try:
            # The office file keeps what it derived from the last password it was asked for.
            office = msoffcrypto.OfficeFile(io.BytesIO(file.data))
            office.load_key(password=password)
            office.decrypt(plain)
        except (InvalidKeyError, DecryptionError):
            continue
        return replace(file, data=plain.getvalue())
    raise locked(tried=bool(file.passwords))
