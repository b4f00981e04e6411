"""What the parser process may be asked."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import File


@dataclass(frozen=True, slots=True)
class SheetsOf:
    """Asks for the rows of a workbook, or of its sheet named `only`."""

    file: File
    only: str


Question = File | SheetsOf
"""A file alone asks for it parsed."""
