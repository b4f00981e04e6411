"""The files in a `winmail.dat`, the form in which Exchange and Outlook send attachments to others ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.parsing.charsets import decode_stated

_SIGNATURE = b"\x78\x9f\x3e\x22"
_HEADER_BYTES, _CHECKSUM_BYTES, _KIND_BYTES = 6, 2, 16
_ATTRIBUTE = struct.Struct("<BII")
_NEXT_FILE, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_CODEPAGE = 0x00069007
_FILE, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME = 0x3701, 0x3707, 0x3704, 0x3001  # [MS-OXPROPS]
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}  # fmt: skip
_OBJECT, _TEXT, _UNICODE, _BINARY = 0x0D, 0x1E, 0x1F, 0x102
_VARIABLE = frozenset({_OBJECT, _TEXT, _UNICODE, _BINARY})
_SEVERAL, _NAMED, _BY_NAME = 0x1000, 0x8000, 1
_DEEPEST = 3

_Properties = dict[int, tuple[int, bytes]]
"""Property id to its type and its bytes."""


@dataclass(slots=True)
class _File:
    title: bytes = b""
    data: bytes = b""
    stated: bytes = b""


def files_in(data: bytes, *, depth: int = 0) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of each file, those of messages within too; what is cut short ends early.

    Raises ValueError for what is no such stream.
    """
    if not data.startswith(_SIGNATURE):
        raise ValueError("no winmail.dat")
    charset = ""
    files: list[_File] = []
    for kind, value in _attributes(data):
        if kind == _CODEPAGE and len(value) >= 4:
            charset = f"cp{int.from_bytes(value[:4], 'little')}"
        elif kind == _NEXT_FILE:
            files.append(_File())
        elif files and kind == _TITLE:
            files[-1].title = value
        elif files and kind == _DATA:
            files[-1].data = value
        elif files and kind == _PROPERTIES:
            files[-1].stated = value
    return tuple(found for file in files for found in _read(file, charset, depth))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = _HEADER_BYTES
    while at + _ATTRIBUTE.size <= len(data):
        _, kind, size = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        if at + size > len(data):
            return
        yield kind, data[at : at + size]
        at += size + _CHECKSUM_BYTES


def _read(file: _File, charset: str, depth: int) -> Iterator[tuple[str, bytes]]:
    stated = _properties(file.stated)
    kind, data = stated.get(_FILE, (0, b""))
    if kind == _OBJECT:
        data = data[_KIND_BYTES:]  # before an object stands what kind it is
    if kind == _OBJECT and data.startswith(_SIGNATURE):
        yield from files_in(data, depth=depth + 1) if depth + 1 < _DEEPEST else ()
    elif data := file.data or data:
        names = (_words(stated.get(one), charset) for one in (_LONG_NAME, _SHORT_NAME))
        title = decode_stated(file.title.rstrip(b"\0"), charset)
        shown = _words(stated.get(_DISPLAY_NAME), charset)
        name = " ".join(next(filter(None, (*names, title, shown)), "").split())
        yield name or "attachment", data


def _properties(data: bytes) -> _Properties:
    """Those that can be told; one of an unknown form hides what stands after it (2.1.3.4)."""
    found: _Properties = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        at = 4
        for _ in range(count):
            form, own_id = struct.unpack_from("<HH", data, at)
            at = _past_name(data, at + 4) if own_id >= _NAMED else at + 4
            value, at = _value(data, at, form)
            found.setdefault(own_id, (form, value))
    except (struct.error, KeyError):
        pass
    return found


def _past_name(data: bytes, at: int) -> int:
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if kind == _BY_NAME else 0)


def _value(data: bytes, at: int, form: int) -> tuple[bytes, int]:
    """The first of a property's values, and where the next property begins."""
    plain = form & ~_SEVERAL
    if plain == form and form in _FIXED:
        return data[at : at + _FIXED[form]], at + _FIXED[form]
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    if plain in _FIXED:
        return b"", at + count * _FIXED[plain]
    if plain not in _VARIABLE:
        raise KeyError(form)
    first = b""
    for number in range(count):
        (size,) = struct.unpack_from("<I", data, at)
        if number == 0:
            first = data[at + 4 : at + 4 + size]
        at += 4 + _padded(size)
    return first, at


def _padded(size: int) -> int:
    return size + -size % 4


def _words(value: tuple[int, bytes] | None, charset: str) -> str:
    form, data = value or (0, b"")
    if form == _UNICODE:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    return decode_stated(data.rstrip(b"\0"), charset) if form == _TEXT else ""
