"""The messages of an mbox file, one at a time (RFC 4155, and the mboxrd quoting of "From ")."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from ingest.documents import Parsed
from ingest.parsing.mail import Mail, header_lines, read_message
from ingest.records import Section

_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_PIECE_BYTES = 1_000_000
_SEPARATOR = re.compile(rb"^From (?:\S+ .*\d{2}:\d{2}|-)")
"""A line that begins a message: an address and a date; a sentence that begins with From has no clock in it."""


def messages_in(file: BinaryIO, limit_bytes: int) -> Iterator[bytes]:
    """Each message's bytes without its separator line; of one longer than the limit, a little more
    than that many. Raises OSError."""
    lines: list[bytes] = []
    held_bytes = 0
    blank = True
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


def parse_mbox(data: bytes) -> Parsed:
    """A mailbox in a folder of documents: a section a message, whose page is its number."""
    mails = read_mbox(data)
    people = [(mail.sender, mail.recipients + mail.cc) for mail in mails]
    return Parsed(
        tuple(
            Section(f"{header_lines(mail)}\n\n{mail.body}", (mail.subject,), str(number))
            for number, mail in enumerate(mails, start=1)
        ),
        authors=tuple(dict.fromkeys(one for senders, _ in people for one in senders)),
        participants=tuple(dict.fromkeys(one for _, others in people for one in others)),
        occurred_at=max((mail.sent_at for mail in mails if mail.sent_at), default=None),
    )


def read_mbox(data: bytes) -> tuple[Mail, ...]:
    """Every message in order."""
    return tuple(read_message(each) for each in messages_in(io.BytesIO(data), len(data)))


def _message(lines: list[bytes]) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", b"".join(lines))
