"""The comments of XLSX, ODS and PPTX packages, which the libraries for these leave out."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from zipfile import ZipFile

from lxml import etree

from ingest.parsing.cell_ranges import cell_at

_OPEN = "content.xml"
_DIGITS = 10  # more rows or columns no sheet has
Cells = dict[tuple[int, int], str]
"""Row and column, from 0, to what is remarked there: `[王磊: 含税价] [李娜: 已改]`."""


def sheet_comments(data: bytes) -> dict[str, Cells]:
    """Sheet -> its comments, notes and threads alike (ECMA-376 part 1, 18.7; MS-XLSX 2.6.204; OpenDocument 1.3, 14.1).

    A part that is no XML is passed over: the cells are worth having without it.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        parts = set(archive.namelist())
        if _OPEN in parts:
            return dict(_open_sheets(archive.read(_OPEN)))
        if not any("comment" in part.lower() and part.endswith(".xml") for part in parts):
            return {}
        book = _Package(archive, parts)
        people = {
            person.get("id", ""): person.get("displayName", "")
            for _, part in book.related("xl/workbook.xml", "/person")
            for person in book.elements(part, "person")
        }
        worksheets = dict(book.related("xl/workbook.xml", "/worksheet"))
        found: dict[str, Cells] = {}
        for sheet in book.elements("xl/workbook.xml", "sheet"):
            part = worksheets.get(_attribute(sheet, "id"), "")
            if cells := _cells_of(book, part, people):
                found[sheet.get("name", "")] = cells
        return found


def _open_sheets(content: bytes) -> Iterator[tuple[str, Cells]]:
    if b":annotation" not in content:
        return
    for table in _elements(content, "table"):
        cells: Cells = {}
        row = 0
        for line in table.iter("{*}table-row"):
            column = 0
            for cell in line.iterchildren("{*}table-cell", "{*}covered-table-cell"):
                said = [_annotated(one) for one in cell.iterchildren("{*}annotation")]
                if any(said):
                    cells[row, column] = " ".join(filter(None, said))
                column += _repeated(cell, "number-columns-repeated")
            row += _repeated(line, "number-rows-repeated")
        if cells:
            yield _attribute(table, "name"), cells


def _annotated(annotation: etree._Element) -> str:
    text = " ".join(" ".join("".join(part.itertext()) for part in annotation.iter("{*}p")).split())
    return remark(annotation.findtext("{*}creator") or "", text) if text else ""


def _repeated(element: etree._Element, name: str) -> int:
    count = _attribute(element, name)
    return int(count) if count.isdecimal() and len(count) < _DIGITS else 1


def slide_comments(blobs: Iterable[bytes], author_blobs: Iterable[bytes]) -> Iterator[str]:
    """The comments of one slide as lines (ECMA-376 part 1, 19.4; MS-PPTX 2.6.2), replies after what they answer."""
    authors = {
        author.get("id", ""): author.get("name", "")
        for blob in author_blobs
        for author in _elements(blob, "cmAuthor", "author")
    }
    for blob in blobs:
        for comment in _elements(blob, "cm", "reply"):
            text = " ".join(_said(comment, ("text", "txBody")).split())
            if text:
                yield remark(authors.get(comment.get("authorId", ""), ""), text)


def remark(author: str, text: str) -> str:
    """What somebody says beside a text."""
    author = " ".join(author.split())
    # Excel begins a note with its author's name.
    said = text.removeprefix(f"{author}:").removeprefix(f"{author}：").strip() if author else text
    return f"[{author}: {said}]" if author else f"[{said}]"


class _Package:
    """The parts of an archive and how they refer to each other (ECMA-376 part 2, 9.3)."""

    def __init__(self, archive: ZipFile, parts: set[str]) -> None:
        self._archive = archive
        self._parts = parts

    def elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        if part in self._parts:
            yield from _elements(self._archive.read(part), *names)

    def related(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """Ids and names of the parts that this one refers to as such a kind."""
        folder, name = posixpath.split(part)
        for relation in self.elements(f"{folder}/_rels/{name}.rels", "Relationship"):
            if relation.get("Type", "").endswith(kind):
                target = posixpath.join("/", folder, relation.get("Target", ""))
                yield relation.get("Id", ""), posixpath.normpath(target).lstrip("/")


def _cells_of(book: _Package, sheet: str, people: Mapping[str, str]) -> Cells:
    said: dict[str, list[str]] = {}
    for _, part in book.related(sheet, "/threadedComment"):
        for comment in book.elements(part, "threadedComment"):
            author = people.get(comment.get("personId", ""), "")
            said.setdefault(comment.get("ref", ""), []).append(
                remark(author, " ".join(_said(comment, ("text",)).split()))
            )
    threads = frozenset(said)  # what a note says there is only a copy for older programs
    for _, part in book.related(sheet, "/comments"):
        authors = ["".join(one.itertext()) for one in book.elements(part, "author")]
        for comment in book.elements(part, "comment"):
            number = comment.get("authorId", "")
            author = (
                authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            )
            text = " ".join(_said(comment, ("text",)).split())
            if text and comment.get("ref", "") not in threads:
                said.setdefault(comment.get("ref", ""), []).append(remark(author, text))
    cells: Cells = {}
    for name, remarks in said.items():
        try:
            cells[cell_at(name)] = " ".join(remarks)
        except ValueError:
            continue
    return cells


def _elements(blob: bytes, *names: str) -> Iterator[etree._Element]:
    """Those of these names, in whichever form of the format."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(blob, parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    yield from root.iter(*(f"{{*}}{name}" for name in names))


def _said(comment: etree._Element, holders: tuple[str, ...]) -> str:
    """The text of a comment itself: not of its answers, nor how Japanese words are pronounced."""
    return "\n".join(
        "".join(
            piece.text or ""
            for piece in holder.iter("{*}t", "{*}text")
            if not any(above.tag.endswith("}rPh") for above in piece.iterancestors())
        )
        for holder in comment
        if isinstance(holder.tag, str) and holder.tag.rpartition("}")[2] in holders
    )


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")
