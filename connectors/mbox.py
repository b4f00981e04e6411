"""The messages of an mbox file, one at a time (RFC 4155, and the mboxrd quoting of "From ")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_PIECE_BYTES = 1_000_000
_SEPARATOR = re.compile(rb"^From (?:\S+ .*\d{2}:\d{2}|-)")
"""A line that begins a message: an address and a date; a sentence that begins with From has no clock in it."""


def messages_in(path: Path, limit_bytes: int) -> Iterator[bytes]:
    """Each message's bytes without its separator line; of one longer than the limit, a little more
    than that many. Raises OSError."""
    lines: list[bytes] = []
    held_bytes = 0
    blank = True
    with path.open("rb") as file:
        while line := file.readline(_PIECE_BYTES):
            if blank and _SEPARATOR.match(line):
                if lines:
                    yield _message(lines)
                lines, held_bytes = [], 0
            elif held_bytes <= limit_bytes:
                lines.append(line)
                held_bytes += len(line)
            blank = not line.strip()
    if any(line.strip() for line in lines):
        yield _message(lines)


def _message(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))
