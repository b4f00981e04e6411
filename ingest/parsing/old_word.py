"""DOC, as Word wrote until 2003 (MS-DOC): its paragraphs, headings and table rows, by the piece table."""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from olefile import OleFileIO

from ingest.documents import Parsed
from ingest.parsing import properties
from ingest.parsing.compound import core_of
from ingest.parsing.outline import Outline
from ingest.parsing.rows import table_lines

_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649  # sprmPFInTable, sprmPFTtp, sprmPItap (2.6.2)
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_LONG_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand by the three highest bits of its code; 6 says its own length (2.2.5.1)."""
_TABLES_LENGTH_IN_TWO = 0xD608
_PAGE_BYTES = 512
_HEADING_STYLES = range(1, 10)
_FIELD_CODE = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_NOT_TEXT = re.compile(r"[\x00-\x06\x08\x0e-\x1a\x15\x1c\x1d]")
_UNICODE = 0x00C1  # nFib of Word 97; older files have neither piece tables nor UTF-16
_PARTS = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header boxes")
_LEFT_OUT = frozenset({"headers", "macros", "header boxes"})


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph stands: its style's number, and whether it is in a table or ends its row."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    first: int
    text: str
    offset: int
    width: int


def parse_old_word(data: bytes) -> Parsed:
    """Raises ValueError, struct.error, OSError or IndexError for a damaged file."""
    with OleFileIO(io.BytesIO(data)) as package:
        main = package.openstream("WordDocument").read()
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if struct.unpack_from("<H", main, 2)[0] < _UNICODE:
            raise ValueError("a file of Word 95 or older")
        table = package.openstream("1Table" if flags & 0x0200 else "0Table").read()
        stated = core_of(package)
    pieces = list(_pieces(main, table))
    looks = _Looks(main, table)
    outline, title = Outline(), ""
    start = 0
    for part, length in zip(_PARTS, struct.unpack_from("<8i", main, 0x4C), strict=True):
        if length > 0 and part not in _LEFT_OUT:
            title = _read(outline, _paragraphs(pieces, start, start + length, looks)) or title
        start += max(length, 0)
    return properties.office(outline.sections(), stated, title)


def _read(outline: Outline, paragraphs: Iterator[tuple[str, _Look]]) -> str:
    """Adds a part's paragraphs; gives its first heading."""
    title = ""
    cell, cells = "", list[str]()
    rows: list[list[str]] = []
    for text, look in paragraphs:
        if look.row_end:
            rows.append(cells)
            cell, cells = "", []
        elif look.in_table and text.endswith("\x07"):
            cells.append(cell + text[:-1])
            cell = ""
        elif look.in_table:
            cell += f"{text} "  # one paragraph of several
        else:
            for line in table_lines(rows):
                outline.line(line)
            rows = []
            text = text.strip("\x07\r\n\t ")
            if look.style in _HEADING_STYLES and text and len(text) <= 200:
                title = title or " ".join(text.split())
                outline.heading(look.style, text)
            elif text:
                outline.paragraph(text)
    for line in table_lines([*rows, cells]):
        outline.line(line)
    return title


def _paragraphs(
    pieces: list[_Piece], start: int, end: int, looks: _Looks
) -> Iterator[tuple[str, _Look]]:
    """The text between two character positions, paragraph by paragraph; cells keep their end mark."""
    waiting = ""
    for piece in pieces:
        text = piece.text[max(0, start - piece.first) : max(0, end - piece.first)]
        at = max(start, piece.first)
        for part in re.split(r"(?<=[\r\x07\x0c])", text):
            at += len(part)
            waiting += part
            if part.endswith(("\r", "\x07", "\x0c")):
                offset = piece.offset + (at - 1 - piece.first) * piece.width
                yield _plain(waiting), looks.at(offset)
                waiting = ""
    if waiting:
        yield _plain(waiting), _Look()


def _plain(text: str) -> str:
    """Without field codes, anchors of notes and drawings; the marks of Word as characters."""
    before = ""
    while before != text:  # fields stand in fields
        before, text = text, _FIELD_CODE.sub("", text)
    text = text.replace("\x1e", "-").replace("\x1f", "").replace("\x0b", "\n").replace("\x0c", "")
    return _NOT_TEXT.sub("", text).rstrip("\r")


def _pieces(main: bytes, table: bytes) -> Iterator[_Piece]:
    """The piece table (2.9.38 Clx, 2.9.178 PlcPcd)."""
    at, length = struct.unpack_from("<II", main, 0x01A2)
    clx = table[at : at + length]
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    descriptors = at + 5 + 4 * (count + 1)
    for index, (first, end) in enumerate(pairwise(positions)):
        offset = struct.unpack_from("<I", clx, descriptors + 8 * index + 2)[0]
        width = 1 if offset & 0x40000000 else 2
        offset = (offset & 0x3FFFFFFF) // (2 if width == 1 else 1)
        raw = main[offset : offset + (end - first) * width]
        text = raw.decode("cp1252" if width == 1 else "utf-16-le", errors="replace")
        # A pair of surrogates is one character of ours and two positions of Word's.
        text = "".join(c if c <= "\uffff" else f"{c}\u200b" for c in text)
        yield _Piece(first, text, offset, width)


class _Looks:
    """What the file's pages of paragraph properties say (2.9.23 PapxFkp), by offset in its stream."""

    def __init__(self, main: bytes, table: bytes) -> None:
        at, length = struct.unpack_from("<II", main, 0x0102)
        count = (length - 4) // 8
        plc = table[at : at + length]
        pages = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ()
        found: dict[int, _Look] = {}
        for page in pages:
            start = (page & 0x3FFFFF) * _PAGE_BYTES
            self._page(main[start : start + _PAGE_BYTES], found)
        self._starts = sorted(found)
        self._looks = found

    def at(self, offset: int) -> _Look:
        """How the paragraph stands whose mark is at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        return self._looks[self._starts[index]] if index >= 0 else _Look()

    def _page(self, page: bytes, found: dict[int, _Look]) -> None:
        if len(page) < _PAGE_BYTES:
            return
        count = page[-1]
        starts = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            at = page[4 * (count + 1) + 13 * index] * 2
            found[starts[index]] = _look(page, at) if at else _Look()


def _look(page: bytes, at: int) -> _Look:
    if page[at]:
        begin, end = at + 1, at + page[at] * 2
    else:
        begin, end = at + 2, at + 2 + page[at + 1] * 2
    style = struct.unpack_from("<H", page, begin)[0]
    stated = dict(_properties(page[begin + 2 : end]))
    return _Look(
        style,
        bool(stated.get(_IN_TABLE) or stated.get(_DEPTH)),
        bool(stated.get(_ROW_END) or stated.get(_INNER_ROW_END)),
    )


def _properties(grpprl: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at + 3 <= len(grpprl):
        code = struct.unpack_from("<H", grpprl, at)[0]
        at += 2
        kind = code >> 13
        if code == _TABLES_LENGTH_IN_TWO:
            at += 1 + struct.unpack_from("<H", grpprl.ljust(at + 2, b"\0"), at)[0]
        elif kind == 6:
            at += 1 + grpprl[at]
        else:
            size = _LONG_OPERANDS[kind]
            yield code, int.from_bytes(grpprl[at : at + size], "little")
            at += size
