"""Writes winmail.dat streams for tests ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from collections.abc import Sequence

KIND_OF_A_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")  # IID_IMessage


def stream(*attributes: tuple[int, bytes]) -> bytes:
    """A stream of these attributes, each with its checksum."""
    written = struct.pack("<IH", 0x223E9F78, 7)
    for kind, value in attributes:
        written += struct.pack("<BII", 2, kind, len(value)) + value
        written += struct.pack("<H", sum(value) & 0xFFFF)
    return written


def file(title: bytes, data: bytes, properties: Sequence[bytes] = ()) -> list[tuple[int, bytes]]:
    """The attributes of one attachment."""
    stated = struct.pack("<I", len(properties)) + b"".join(properties)
    found = [(0x00069002, bytes(14)), (0x00018010, title + b"\0"), (0x0006800F, data)]
    return [*found, (0x00069005, stated)]


def variable(form: int, own_id: int, *values: bytes) -> bytes:
    """A property of text, bytes or an object, of one value or several."""
    return struct.pack("<HHI", form, own_id, len(values)) + b"".join(map(_counted, values))


def fixed(form: int, own_id: int, value: bytes) -> bytes:
    return struct.pack("<HH", form, own_id) + value


def named(form: int, name: str, value: bytes) -> bytes:
    """A property that goes by a name and not by a number."""
    written = f"{name}\0".encode("utf-16-le")
    by_name = struct.pack("<HH", form, 0x8001) + bytes(16) + struct.pack("<I", 1)
    return by_name + _counted(written) + struct.pack("<I", 1) + _counted(value)


def _counted(value: bytes) -> bytes:
    return struct.pack("<I", len(value)) + value + bytes(-len(value) % 4)
