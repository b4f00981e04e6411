"""Writes a laid-out pack as DOCX, in fonts that every Word has a stand-in for."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.handover.layout import Block, Grid, Heading, Paragraph, Points

_LATIN, _HAN = "Calibri", "Microsoft YaHei"
_BODY, _CELL = Pt(10.5), Pt(9)
_WIDTH = Mm(257)


def docx_of(blocks: tuple[Block, ...], title: str) -> bytes:
    """The file's bytes."""
    paper = Document()
    _set_up(paper)
    paper.core_properties.title = title
    paper.core_properties.author = "Zhike"
    for block in blocks:
        match block:
            case Heading(1, text):
                paper.add_heading(_printable(text), 0)
            case Heading(_, text):
                paper.add_heading(_printable(text), 1)
            case Paragraph(text):
                paper.add_paragraph(_printable(text))
            case Points(items):
                for item in items:
                    paper.add_paragraph(_printable(item), style="List Bullet")
            case Grid():
                _draw(paper, block)
    packed = io.BytesIO()
    paper.save(packed)
    return packed.getvalue()


def _set_up(paper: Paper) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for name in ("Normal", "Title", "Heading 1", "List Bullet"):
        style = paper.styles[name]
        style.font.name = _LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in list(fonts.attrib):
            if kind.endswith("Theme"):
                del fonts.attrib[kind]
        fonts.set(qn("w:eastAsia"), _HAN)
    paper.styles["Normal"].font.size = _BODY


def _draw(paper: Paper, grid: Grid) -> None:
    table = paper.add_table(rows=0, cols=len(grid.head))
    table.style = "Table Grid"
    table.autofit = False
    for at, row in enumerate((grid.head, *grid.rows)):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, grid.widths, strict=True):
            cell.width = int(_WIDTH * width)
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(_printable(text))
            run.font.size = _CELL
            run.bold = at == 0
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    paper.add_paragraph()


def _printable(text: str) -> str:
    """XML takes no control characters."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
