"""Draws a laid-out pack as PDF: in a font file that the settings name, which is embedded, or in the
Chinese font that PDF readers bring along themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    LongTable,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as Flowing

from assistant.handover.layout import Block, Grid, Heading, Paragraph, Points
from ingest.errors import SettingsError

BUILT_IN = "STSong-Light"
"""One of the Chinese fonts that PDF names and every reader has, or has a stand-in for; none is embedded."""
_EMBEDDED = "ZhikeHandover"
_WIDTH = 257 * mm
_LEAST_BELOW_A_HEAD = 35 * mm
_LINES = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def pdf_of(blocks: tuple[Block, ...], title: str, made_on: date, font: Path | None) -> bytes:
    """The file's bytes; SettingsError where `font` is no TrueType font."""
    styles = _Styles(_registered(font))
    packed = io.BytesIO()
    paper = SimpleDocTemplate(
        packed,
        pagesize=landscape(A4),
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=title,
        author="Zhike",
        creator="Zhike",
        subject=str(made_on),
    )
    flowing = [one for block in blocks for one in styles.drawn(block)]
    paper.build(flowing, onFirstPage=styles.number, onLaterPages=styles.number)
    return packed.getvalue()


class _Styles:
    """Paragraph styles in one font."""

    def __init__(self, font: str) -> None:
        self._font = font
        self._text = ParagraphStyle(
            "text", fontName=font, fontSize=10, leading=15, wordWrap="CJK", spaceAfter=4
        )
        self._cell = ParagraphStyle(
            "cell", parent=self._text, fontSize=8.5, leading=12, spaceAfter=0
        )
        self._title = ParagraphStyle("title", parent=self._text, fontSize=18, leading=26)
        self._head = ParagraphStyle(
            "head", parent=self._text, fontSize=13, leading=19, spaceBefore=8
        )

    def drawn(self, block: Block) -> Iterator[Flowable]:
        match block:
            case Heading(level, text):
                yield CondPageBreak(_LEAST_BELOW_A_HEAD)
                yield Flowing(_marked_up(text), self._title if level == 1 else self._head)
            case Paragraph(text):
                yield Flowing(_marked_up(text), self._text)
            case Points(items):
                for item in items:
                    yield Flowing(f"• {_marked_up(item)}", self._text)
            case Grid(head, rows, widths):
                cells = [
                    [Flowing(_marked_up(one), self._cell) for one in row] for row in (head, *rows)
                ]
                columns = [_WIDTH * width for width in widths]
                # A row may be taller than a page: a title or a quote is as long as it was written.
                yield LongTable(cells, colWidths=columns, style=_LINES, repeatRows=1, splitInRow=1)
                yield Spacer(1, 6)

    def number(self, canvas: Canvas, paper: SimpleDocTemplate) -> None:
        canvas.setFont(self._font, 8)
        canvas.drawRightString(20 * mm + _WIDTH, 10 * mm, str(paper.page))


def _registered(font: Path | None) -> str:
    if font is None:
        pdfmetrics.registerFont(UnicodeCIDFont(BUILT_IN))
        return BUILT_IN
    try:
        pdfmetrics.registerFont(TTFont(_EMBEDDED, str(font)))
    except (TTFError, OSError) as error:
        raise SettingsError(
            f"[handover] font = {str(font)!r} cannot be used ({error}); name a TrueType font (.ttf or .ttc), "
            "or leave it out"
        ) from error
    return _EMBEDDED


def _marked_up(text: str) -> str:
    """What stands in a record is text, never markup."""
    harmless = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return escape(harmless).replace("\n", "<br/>")
