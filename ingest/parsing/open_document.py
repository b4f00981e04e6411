"""ODT and ODP (OpenDocument 1.3): headings, paragraphs, lists, tables, notes and comments in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from ingest.documents import Parsed
from ingest.errors import UnreadableError
from ingest.parsing import properties
from ingest.parsing.outline import Outline
from ingest.parsing.rows import table_lines

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _TABLE = f"{{{_OASIS}:text:1.0}}", f"{{{_OASIS}:table:1.0}}"
_DRAW, _OFFICE = f"{{{_OASIS}:drawing:1.0}}", f"{{{_OASIS}:office:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CLASS = f"{{{_OASIS}:presentation:1.0}}class"
_DELETED = frozenset({f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_TEXT}note-citation"})
_APART = frozenset({f"{_TEXT}note", f"{_OFFICE}annotation"})
_MOST_SPACES, _MOST_COLUMNS = 100, 256
_ENCRYPTED = re.compile(rb"<(?:\w+:)?encryption-data\b")


def parse_open_document(data: bytes) -> Parsed:
    """Raises KeyError, lxml's or zipfile's errors for a damaged package, UnreadableError for a locked one."""
    with ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and _ENCRYPTED.search(
            archive.read("META-INF/manifest.xml")
        ):
            raise UnreadableError(
                "it asks for a password, which Zhike cannot give to this format; save a copy without one",
                reason="encrypted",
            )
        content = archive.read("content.xml")
        meta = archive.read("meta.xml").decode(errors="replace") if "meta.xml" in names else ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    reading = _Reading()
    for body in etree.fromstring(content, parser).iter(f"{_OFFICE}body"):
        reading.blocks(body)
    core = properties.core_of_meta(meta)
    return properties.office(reading.outline.sections(), core, reading.title)


class _Reading:
    def __init__(self) -> None:
        self.outline = Outline()
        self.title = ""
        self._slide = 0

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == f"{_TEXT}h":
                self._heading(_text(child), child.get(f"{_TEXT}outline-level") or "1")
                self._apart(child)
            elif child.tag == f"{_TEXT}p":
                self.outline.paragraph(_text(child).strip())
                self._apart(child)
            elif child.tag == f"{_TEXT}list":
                self._list(child)
            elif child.tag == f"{_TABLE}table":
                for line in table_lines(list(_rows(child))):
                    self.outline.line(line)
            elif child.tag == f"{_DRAW}page":
                self._page(child)
            elif child.tag not in _DELETED and child.tag not in _APART:
                self.blocks(child)

    def _heading(self, text: str, level: str) -> None:
        if text.strip():
            self.title = self.title or " ".join(text.split())
            self.outline.heading(int(level) if level.isdigit() else 1, text)

    def _list(self, element: etree._Element) -> None:
        for item in element:
            for block in item:
                if block.tag == f"{_TEXT}list":
                    self._list(block)
                elif text := _text(block).strip():
                    self.outline.line(f"- {text}")
                    self._apart(block)

    def _page(self, page: etree._Element) -> None:
        self._slide += 1
        self.outline.turn(str(self._slide))
        titles = [frame for frame in page if frame.get(_CLASS) == "title"]
        for frame in titles:
            self._heading(" ".join(map(_text, frame.iter(f"{_TEXT}p"))), "1")
        for frame in page:
            if frame not in titles:
                self.blocks(frame)

    def _apart(self, paragraph: etree._Element) -> None:
        """Notes and comments, after the paragraph that they are about."""
        for element in paragraph.iter(*_APART):
            text = " ".join(_text(part).strip() for part in element.iter(f"{_TEXT}p"))
            author = element.findtext(f"{_DC}creator")
            if element.tag == f"{_OFFICE}annotation":
                text = f"[{author or '?'}: {text}]"
            self.outline.line(text)


def _text(element: etree._Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            yield " " * min(int(count) if count.isdigit() else 1, _MOST_SPACES)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _APART and child.tag not in _DELETED and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            repeated = cell.get(f"{_TABLE}number-columns-repeated") or "1"
            text = " ".join(_text(part).strip() for part in cell.iter(f"{_TEXT}p"))
            cells += [text] * min(int(repeated) if repeated.isdigit() else 1, _MOST_COLUMNS)
        if any(cells):
            yield cells
