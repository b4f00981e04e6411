"""The compressed RTF in which Outlook keeps the words of some mails ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

_COMPRESSED, _AS_IT_IS = b"LZFu", b"MELA"
_HEADER = struct.Struct("<II4sI")
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What every reader and writer knows beforehand (2.1.2.1)."""
_REMEMBERED = 4096
_SHORTEST = 2


def unpacked_rtf(data: bytes) -> bytes:
    """The RTF. Raises ValueError or struct.error for anything else; what is cut short ends early."""
    _, size, kind, _ = _HEADER.unpack_from(data)
    rest = data[_HEADER.size :]
    if kind == _AS_IT_IS:
        return rest[:size]
    if kind != _COMPRESSED:
        raise ValueError("no compressed RTF")
    return _unpacked(rest, size)


def _unpacked(data: bytes, size: int) -> bytes:
    remembered = bytearray(_BEGINNING.ljust(_REMEMBERED, b"\0"))
    write = len(_BEGINNING)
    found = bytearray()
    at = 0
    while at < len(data) and len(found) < size:
        kinds, at = data[at], at + 1
        for bit in range(8):
            if kinds >> bit & 1:
                if at + 1 >= len(data):
                    return bytes(found[:size])
                place = data[at] << 4 | data[at + 1] >> 4
                count = (data[at + 1] & 0xF) + _SHORTEST
                at += 2
                if place == write:
                    return bytes(found[:size])
            else:
                if at >= len(data):
                    return bytes(found[:size])
                place, count = -1, 1
            for step in range(count):
                sign = data[at] if place < 0 else remembered[(place + step) % _REMEMBERED]
                found.append(sign)
                remembered[write] = sign
                write = (write + 1) % _REMEMBERED
            at += place < 0
    return bytes(found[:size])
