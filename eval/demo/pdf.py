"""Draws a document as PDF, in a Chinese font that every reader has and text that can be taken out."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus import Paragraph as Flowing

from eval.demo.blocks import Block, Bullets, Grid, Heading, Paragraph

FONT = "STSong-Light"
_TEXT = ParagraphStyle(
    "text", fontName=FONT, fontSize=10.5, leading=16, wordWrap="CJK", spaceAfter=6
)
_CELL = ParagraphStyle("cell", parent=_TEXT, fontSize=9.5, leading=13, spaceAfter=0)
_HEADINGS = {
    1: ParagraphStyle("h1", parent=_TEXT, fontSize=18, leading=26, spaceAfter=10),
    2: ParagraphStyle("h2", parent=_TEXT, fontSize=13.5, leading=20, spaceBefore=8),
    3: ParagraphStyle("h3", parent=_TEXT, fontSize=11.5, leading=18, spaceBefore=4),
}
_LINES = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def pdf(blocks: list[Block], *, title: str, author: str, on: date) -> bytes:
    """The PDF's bytes, with title, author and day in its metadata."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    packed = io.BytesIO()
    with _clock(on):
        paper = SimpleDocTemplate(
            packed, pagesize=A4, title=title, author=author, subject="", creator="Huace"
        )
        paper.build([flowing for block in blocks for flowing in _drawn(block)])
    return packed.getvalue()


def _drawn(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading(level, text):
            yield Flowing(escape(text), _HEADINGS[min(level, 3)])
        case Paragraph(text):
            yield Flowing(escape(text), _TEXT)
        case Bullets(items):
            for item in items:
                yield Flowing(f"• {escape(item)}", _TEXT)
        case Grid(rows):
            cells = [[Flowing(escape(cell), _CELL) for cell in row] for row in rows]
            yield Table(cells, colWidths=[451 / len(rows[0])] * len(rows[0]), style=_LINES)
            yield Spacer(1, 8)


@contextmanager
def _clock(on: date) -> Iterator[None]:
    """reportlab takes the day of creation from this variable and from nowhere else."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(
        int(datetime(on.year, on.month, on.day, 2, tzinfo=UTC).timestamp())
    )
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
