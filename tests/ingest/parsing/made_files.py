"""Office files built for a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx.document import Document
from openpyxl import Workbook
from pptx.presentation import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = "STSong-Light"


def saved(made: Document | Presentation | Workbook) -> bytes:
    """What saving the document writes."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


Line = str | tuple[str, float]
"""A line of text, with the size of its letters where it is not the usual one."""


def pdf(
    pages: Iterable[Iterable[Line]], *, author: str = "", title: str = "", password: str = ""
) -> bytes:
    """A PDF with one line of text for each given line."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    file = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(file, pagesize=A4, encrypt=encryption)
    if author:
        canvas.setAuthor(author)
    if title:
        canvas.setTitle(title)
    for lines in pages:
        for index, line in enumerate(lines):
            text, size = (line, 12.0) if isinstance(line, str) else line
            canvas.setFont(_FONT, size)
            canvas.drawString(72, 770 - 18 * index, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def rezipped(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with some of its parts replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return file.getvalue()
