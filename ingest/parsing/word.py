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

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TAB, _BR, _CR = qn("w:tab"), qn("w:br"), qn("w:cr")
_TEXTS = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_PPR, _PSTYLE, _OUTLINE = qn("w:pPr"), qn("w:pStyle"), qn("w:outlineLvl")
_BOX, _VAL, _SPAN = qn("w:txbxContent"), qn("w:val"), qn("w:gridSpan")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({_PPR, qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), _FALLBACK})
_WRAPPERS = frozenset(
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")
)
_TITLE_LEVEL = 0
_MOST_COLUMNS = 63  # of a table in Word
_TIGHT = "、）)．"
"""After these a number needs no space."""


def parse_word(data: bytes) -> Parsed:
    """Raises KeyError, ValueError or zipfile/lxml errors for a damaged package."""
    document = Document(io.BytesIO(data))
    definitions = [parse_xml(blob) for blob in _parts(document, "numbering")]
    numbering = Numbering(next(iter(definitions), None), document.styles.element.style_lst)
    reading = _Reading(_heading_levels(document.styles), numbering)
    reading.blocks(document.element.body)
    for blob in (*_parts(document, "footnotes"), *_parts(document, "endnotes")):
        reading.notes(blob)
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
    def __init__(self, levels: dict[str, int], numbering: Numbering) -> None:
        self.outline = Outline()
        self.title = ""
        self._levels = levels
        self._numbering = numbering

    def blocks(self, parent: BaseOxmlElement) -> None:
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                for line in table_lines(_rows(child)):
                    self.outline.line(line)
            elif child.tag in _WRAPPERS:
                self.blocks(child)

    def notes(self, blob: bytes) -> None:
        for paragraph in parse_xml(blob).iter(_P):
            self.outline.line(_text(paragraph).strip())

    def _paragraph(self, paragraph: BaseOxmlElement) -> None:
        text = _text(paragraph).strip()
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
        for box in paragraph.iter(_BOX):
            if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                self.blocks(box)

    def _level(self, paragraph: BaseOxmlElement) -> int | None:
        direct = paragraph.find(f"{_PPR}/{_OUTLINE}")
        if direct is not None and (direct.get(_VAL) or "").isdigit():
            level = int(direct.get(_VAL) or "9")
            return level + 1 if level < 9 else None
        style = paragraph.find(f"{_PPR}/{_PSTYLE}")
        return self._levels.get(style.get(_VAL) or "") if style is not None else None


def _text(element: BaseOxmlElement) -> str:
    return "".join(_pieces(element))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in (_BR, _CR):
            yield "\n"
        elif child.tag not in _SKIPPED and child.tag != _BOX:
            yield from _pieces(child)


def _rows(table: BaseOxmlElement) -> list[list[str]]:
    """Cells as text; a cell that spans columns is followed by blanks, a table inside a cell is flattened."""
    rows = []
    for row in _within(table, _TR):
        cells: list[str] = []
        for cell in _within(row, _TC):
            cells.append(" ".join(_text(part) for part in cell.iter(_P)).strip())
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
