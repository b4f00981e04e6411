"""What the parser process may be asked."""

from __future__ import annotations

from dataclasses import dataclass

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


Question = File | SheetsOf | MailOf | MailsOf
"""A file alone asks for it parsed."""
GOING_ON = "going on"
"""Said by the parser process before each picture of a file: the answer is still to come."""
