"""A handover pack as a file: DOCX or PDF, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from assistant.handover.layout import laid_out, title_of
from assistant.handover.paper import pdf_of
from assistant.handover.views import HandoverPack
from assistant.handover.word import docx_of
from assistant.questions import Language

Format = Literal["docx", "pdf"]
MEDIA_TYPES: Mapping[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def file_of(pack: HandoverPack, wanted: Format, language: Language, font: Path | None) -> bytes:
    """Its bytes; `font` is a TrueType font for the PDF, if there is one."""
    blocks, title = laid_out(pack, language), title_of(pack, language)
    if wanted == "docx":
        return docx_of(blocks, title)
    return pdf_of(blocks, title, pack.made_on, font)
