"""DOCX: paragraphs, lists and tables in reading order, under the headings of the document.

The tree is walked here, not by python-docx's `iter_inner_content`, which passes over content controls,
tracked insertions and text boxes without a word.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.styles import Styles

from ingest.documents import Parsed
from ingest.parsing import properties
from ingest.parsing.numbering import Numbering
from ingest.parsing.outline import Outline
from ingest.parsing.rows import table_lines
from ingest.parsing.strict import transitional
from ingest.parsing.word_asides import Asides
from ingest.parsing.word_runs import BOX, FALLBACK, text_of

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_PPR, _PSTYLE, _OUTLINE = qn("w:pPr"), qn("w:pStyle"), qn("w:outlineLvl")
_VAL, _SPAN = qn("w:val"), qn("w:gridSpan")
_WRAPPERS = frozenset(
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")
)
_DELETED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"
_TITLE_LEVEL = 0
_MOST_COLUMNS = 63  # of a table in Word
_TIGHT = "、）)．"
"""After these a number needs no space."""


def parse_word(data: bytes) -> Parsed:
    """Raises KeyError, ValueError or zipfile/lxml errors for a damaged package."""
    document = Document(io.BytesIO(transitional(data)))
    definitions = [parse_xml(blob) for blob in _parts(document, "numbering")]
    numbering = Numbering(next(iter(definitions), None), document.styles.element.style_lst)
    asides = Asides(
        {kind: _parts(document, kind) for kind in ("footnotes", "endnotes", "comments")}
    )
    reading = _Reading(_heading_levels(document.styles), numbering, asides)
    reading.blocks(document.element.body)
    for line in asides.rest():
        reading.outline.line(line)
    return properties.office(reading.outline.sections(), document.core_properties, reading.title)


def _parts(document: WordDocument, kind: str) -> list[bytes]:
    return [
        relation.target_part.blob
        for relation in document.part.rels.values()
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external
    ]


def _heading_levels(styles: Styles) -> dict[str, int]:
    """Style id -> heading level, from the style's name or outline level; the title's level is 0."""
    levels: dict[str, int] = {}
    for style in styles.element.style_lst:
        name = (style.name_val or "").strip().lower()
        outline = style.find(f"{_PPR}/{_OUTLINE}")
        if name in ("title", "标题"):
            levels[style.styleId] = _TITLE_LEVEL
        elif name.startswith(("heading ", "标题 ")) and name.split()[-1].isdigit():
            levels[style.styleId] = int(name.split()[-1])
        elif outline is not None and (outline.get(_VAL) or "9").isdigit():
            level = int(outline.get(_VAL) or "9")
            if level < 9:
                levels[style.styleId] = level + 1
    return levels


class _Reading:
    def __init__(self, levels: dict[str, int], numbering: Numbering, asides: Asides) -> None:
        self.outline = Outline()
        self.title = ""
        self._asides = asides
        self._levels = levels
        self._numbering = numbering

    def blocks(self, parent: BaseOxmlElement) -> None:
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                for line in (*table_lines(_rows(child)), *self._asides.of(child)):
                    self.outline.line(line)
            elif child.tag in _WRAPPERS:
                self.blocks(child)

    def _paragraph(self, paragraph: BaseOxmlElement) -> None:
        text = text_of(paragraph).strip()
        level = self._level(paragraph)
        label = self._numbering.label(paragraph) if text else ""
        if label:
            text = f"{label}{'' if label[-1] in _TIGHT else ' '}{text}"
        if level is not None and len(text) <= 200:
            if level == _TITLE_LEVEL or not self.title:
                self.title = self.title or " ".join(text.split())
            self.outline.heading(level, text)
        elif label:
            self.outline.line(text)
        elif text:
            self.outline.paragraph(text)
        for line in self._asides.of(paragraph):
            self.outline.line(line)
        for box in paragraph.iter(BOX):
            if not any(ancestor.tag == FALLBACK for ancestor in box.iterancestors()):
                self.blocks(box)

    def _level(self, paragraph: BaseOxmlElement) -> int | None:
        direct = paragraph.find(f"{_PPR}/{_OUTLINE}")
        if direct is not None and (direct.get(_VAL) or "").isdigit():
            level = int(direct.get(_VAL) or "9")
            return level + 1 if level < 9 else None
        style = paragraph.find(f"{_PPR}/{_PSTYLE}")
        return self._levels.get(style.get(_VAL) or "") if style is not None else None


def _rows(table: BaseOxmlElement) -> list[list[str]]:
    """Cells as text; a cell that spans columns is followed by blanks, a table inside a cell is flattened."""
    rows = []
    for row in _within(table, _TR):
        if row.find(_DELETED_ROW) is not None:
            continue
        cells: list[str] = []
        for cell in _within(row, _TC):
            cells.append(" ".join(text_of(part) for part in cell.iter(_P)).strip())
            span = cell.find(f"{qn('w:tcPr')}/{_SPAN}")
            width = span.get(_VAL) or "1" if span is not None else "1"
            cells.extend([""] * (min(int(width), _MOST_COLUMNS) - 1 if width.isdigit() else 0))
        rows.append(cells)
    return rows


def _within(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)
