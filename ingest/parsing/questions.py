"""What the parser process may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ingest.errors import Reason
from ingest.records import File


@dataclass(frozen=True, slots=True)
class SheetsOf:
    """Asks for the rows of a workbook, or of its sheet named `only`."""

    file: File
    only: str


@dataclass(frozen=True, slots=True)
class MailOf:
    """Asks for a message's people, date and words."""

    file: File


@dataclass(frozen=True, slots=True)
class MailsOf:
    """Asks for every message of a file: an EML or MSG has one, a mailbox many."""

    file: File


@dataclass(frozen=True, slots=True)
class ChatFile:
    """A file of a chat export: where it lies, its name in the source, and what stands before the names
    of what is in it, if it is an archive."""

    path: str
    relative: str
    inside: str


@dataclass(frozen=True, slots=True)
class ChatsOf:
    """Asks for the conversations of an export, one answer each, but for what is in the files `left_out`."""

    files: tuple[ChatFile, ...]
    timezone: ZoneInfo
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Begun:
    """Said before a file of an export is opened."""

    path: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Said of a file of an export that gives no conversation."""

    path: str
    why: str
    reason: Reason = "invalid"


Question = File | SheetsOf | MailOf | MailsOf | ChatsOf
"""A file alone asks for it parsed."""
GOING_ON = "going on"
"""Said by the parser process before each picture of a file: the answer is still to come."""
ALL_SAID = "all said"
"""Said after the last of several answers."""
