"""What a record is read as, told by its kind, its file's name and how its text is laid out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from assistant.views import FieldView, Form, SectionView
from ingest.records import DOCUMENTS, Kind

_PAGED = (".pdf",)
_SHEETS = (".xlsx", ".xls", ".ods", ".csv")
_SLIDES = (".pptx", ".ppt", ".odp")
_TURN = re.compile(
    r"[^\W\d_][^:：,，.。;；!?！？\n]{0,39}?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s?[:：]\s?\S"
)
"""Somebody, perhaps when, and what they say: as `ingest.parsing.dialogue` writes a turn, and as people do."""
_FEWEST_TURNS = 3
_SHARE_OF_TURNS = 0.8


def form_of(
    kind: Kind,
    uri: str,
    text: str,
    sections: Sequence[SectionView],
    fields: Sequence[FieldView],
) -> Form:
    """The form of one version of a record."""
    ending = PurePosixPath(uri).suffix.lower()
    if kind == "mail":
        return "mail"
    if kind in DOCUMENTS and ending in _PAGED:
        return "pages"
    if kind in DOCUMENTS and ending in _SHEETS:
        return "table"
    if ending not in _SLIDES and _speaks(kind, text, sections, fields):
        return "turns"
    return "fields" if fields and kind not in DOCUMENTS else "document"


def _speaks(
    kind: Kind, text: str, sections: Sequence[SectionView], fields: Sequence[FieldView]
) -> bool:
    facts_end = max((field.end for field in fields), default=0)
    said = [one for one in sections if one.start >= facts_end]
    lines = [line for one in said for line in text[one.start : one.end].splitlines() if line]
    turns = sum(bool(_TURN.match(line)) for line in lines)
    if kind == "chat":
        return turns > 0
    # In a file a turn is a section of its own, with its time or its number.
    told_apart = kind == "call" or (len(said) >= _FEWEST_TURNS and all(one.page for one in said))
    return told_apart and turns >= max(_FEWEST_TURNS, _SHARE_OF_TURNS * len(lines))
