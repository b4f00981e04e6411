"""Excel files until 2003 (MS-XLS): what the library for their cells leaves out or believes too readily."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from olefile import OleFileIO

from ingest.parsing.comments import Cells, remark

_STREAM = "Workbook"  # that of Excel 5 and 95 is "Book", and its records are others
_BOF, _EOF, _LOCKED, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_OBJECT, _TEXT, _MORE, _NOTE = 0x005D, 0x01B6, 0x003C, 0x001C
_SHEET_HEADER, _NOTE_HEADER = struct.Struct("<IBBB"), struct.Struct("<HHHHH")
_KIND_AND_ID = struct.Struct("<HHHH")
_COMMENT = 0x19  # what an object is: 2.5.143
_COUNT_AT = 10
_SECTOR, _CODEPAGE, _LATIN, _UTF16, _SINCE_97 = 512, 0x0042, b"\xe4\x04", b"\xb0\x04", b"\x00\x06"

_UNREADABLE = (OSError, ValueError, OverflowError, struct.error, IndexError)
"""What a damaged file makes its reading raise."""

_Record = tuple[int, bytes]


def old_sheet_comments(data: bytes) -> dict[str, Cells]:
    """Sheet -> its comments (MS-XLS 2.4.179, 2.4.329); none where they cannot be read, as the cells can."""
    try:
        with OleFileIO(io.BytesIO(data)) as file:
            book = file.openstream(_STREAM).read() if file.exists(_STREAM) else b""
        return dict(_of_sheets(book))
    except _UNREADABLE:
        return {}


def in_unicode(data: bytes) -> bytes:
    """The file without the code page, Windows' Latin one, that some programs state beside texts in UTF-16
    (MS-XLS 2.4.52): the library would read these by it. Any other file is as it is."""
    try:
        with OleFileIO(io.BytesIO(data)) as file:
            book = file.openstream(_STREAM).read(_SECTOR) if file.exists(_STREAM) else b""
    except _UNREADABLE:
        return data
    at = 0
    while at + 6 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == _BOF and book[at + 4 : at + 6] != _SINCE_97:
            return data
        if kind == _CODEPAGE:
            if book[at + 4 : at + 6] != _LATIN:
                return data
            begin = data.find(book)
            place = begin + at + 4
            return data if begin < 0 else data[:place] + _UTF16 + data[place + 2 :]
        at += 4 + size
    return data


def _of_sheets(book: bytes) -> Iterator[tuple[str, Cells]]:
    sheets: dict[int, str] = {}  # by where they begin: each is gone through once
    for kind, record in _records(book, 0):
        if kind == _LOCKED:
            return
        if kind == _SHEET:
            begin, _, _, count = _SHEET_HEADER.unpack_from(record)
            sheets[begin] = _characters(record[_SHEET_HEADER.size :], count)
    for begin, name in sheets.items():
        if cells := _cells(book, begin):
            yield name, cells


def _records(book: bytes, begin: int) -> Iterator[_Record]:
    """The records of one substream; those of a chart within it are passed over."""
    at, depth = begin, 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        at += 4
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, book[at : at + size]
        elif depth < 1:
            return
        at += size


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a sheet: the texts of its objects by their ids."""

    texts: dict[int, str] = field(default_factory=dict)
    _id: int = 0
    _left: int = 0

    def take(self, kind: int, record: bytes) -> None:
        if kind == _OBJECT:
            _, _, what, self._id = _KIND_AND_ID.unpack_from(record)
            self._left = 0
            if what == _COMMENT:
                self.texts[self._id] = ""
        elif kind == _TEXT and self._id in self.texts:
            self.texts[self._id] = ""
            (self._left,) = struct.unpack_from("<H", record, _COUNT_AT)
        elif kind == _MORE and self._left:
            # Each part of a long text says anew how its characters are kept.
            part = _characters(record, self._left)
            self.texts[self._id] += part
            self._left = max(0, self._left - _length(part))
        elif kind not in (_TEXT, _MORE):
            self._left = 0


def _cells(book: bytes, begin: int) -> Cells:
    drawn = _Drawn()
    said: dict[tuple[int, int], list[str]] = {}
    for kind, record in _records(book, begin):
        drawn.take(kind, record)
        if kind != _NOTE:
            continue
        row, column, _, own_id, count = _NOTE_HEADER.unpack_from(record)
        text = " ".join(drawn.texts.pop(own_id, "").split())
        if text:
            author = _characters(record[_NOTE_HEADER.size :], count)
            said.setdefault((row, column), []).append(remark(author, text))
    return {place: " ".join(remarks) for place, remarks in said.items()}


def _characters(data: bytes, count: int) -> str:
    """So many characters after a byte that says whether each takes one byte or two (MS-XLS 2.5.293)."""
    if data[0] & 1:
        return data[1 : 1 + 2 * count].decode("utf-16-le", "replace")
    return data[1 : 1 + count].decode("latin-1")


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
