"""Draws a document as Word, Excel or PowerPoint file."""

from __future__ import annotations

import io
from datetime import date, datetime, time

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation
from pptx.text.text import TextFrame
from pptx.util import Emu

from eval.demo.archives import settled
from eval.demo.blocks import Block, Bullets, Grid, Heading, Paragraph


def word(blocks: list[Block], *, title: str, author: str, on: date) -> bytes:
    """A .docx whose headings are headings and whose tables are tables."""
    paper = Document()
    for block in blocks:
        match block:
            case Heading(level, text):
                paper.add_heading(text, level)
            case Paragraph(text):
                paper.add_paragraph(text)
            case Bullets(items):
                for item in items:
                    paper.add_paragraph(item, style="List Bullet")
            case Grid(rows):
                table = paper.add_table(len(rows), len(rows[0]), style="Table Grid")
                for row, cells in zip(table.rows, rows, strict=True):
                    for cell, text in zip(row.cells, cells, strict=True):
                        cell.text = text
    facts = paper.core_properties
    facts.title, facts.author, facts.last_modified_by = title, author, author
    facts.created = facts.modified = datetime.combine(on, time(2))
    facts.comments = ""
    packed = io.BytesIO()
    paper.save(packed)
    return settled(packed.getvalue(), on)


def sheets(blocks: list[Block], *, title: str, author: str, on: date) -> bytes:
    """An .xlsx: each second-level heading opens a sheet; numbers are written as numbers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet | None = None
    for block in blocks:
        match block:
            case Heading(level, text) if level > 1:
                sheet = book.create_sheet(text[:31])
            case Heading():
                continue
            case _ if sheet is None:
                continue
            case Paragraph(text):
                sheet.append([text])
            case Bullets(items):
                for item in items:
                    sheet.append([item])
            case Grid(rows):
                for row in rows:
                    sheet.append([_value(cell) for cell in row])
    facts = book.properties
    facts.title, facts.creator, facts.lastModifiedBy = title, author, author
    facts.created = datetime.combine(on, time(2))
    packed = io.BytesIO()
    book.save(packed)
    return settled(packed.getvalue(), on)


def _value(cell: str) -> str | int:
    return int(cell) if cell.isdigit() and not cell.startswith("0") else cell


def slides(blocks: list[Block], *, title: str, author: str, on: date) -> bytes:
    """A .pptx: each heading opens a slide, and what follows is on it."""
    deck = Presentation()
    layout = deck.slide_layouts[1]
    slide = None
    for block in blocks:
        match block:
            case Heading(_, text):
                slide = deck.slides.add_slide(layout)
                slide.shapes.title.text = text
            case _ if slide is None:
                continue
            case Paragraph(text):
                _write(slide.placeholders[1].text_frame, (text,))
            case Bullets(items):
                _write(slide.placeholders[1].text_frame, items)
            case Grid(rows):
                width, top = deck.slide_width or Emu(0), Emu(3_200_000)
                frame = slide.shapes.add_table(
                    len(rows), len(rows[0]), Emu(457_200), top, Emu(width - 914_400), Emu(400_000)
                )
                for i, row in enumerate(rows):
                    for j, text in enumerate(row):
                        frame.table.cell(i, j).text = text
    facts = deck.core_properties
    facts.title, facts.author, facts.last_modified_by = title, author, author
    facts.created = facts.modified = datetime.combine(on, time(2))
    packed = io.BytesIO()
    deck.save(packed)
    return settled(packed.getvalue(), on)


def _write(frame: TextFrame, lines: tuple[str, ...]) -> None:
    frame.text = "\n".join((frame.text, *lines)).strip()
