"""Writes MSG files for tests: a compound file ([MS-CFB], version 3) of whole sectors, no more than that."""

from __future__ import annotations

import struct
from collections.abc import Mapping

Storage = Mapping[str, "bytes | Storage"]

_SECTOR = 512
_SMALLEST_STREAM = 4096  # smaller ones would stand in a stream of their own
_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def text(number: int, value: str) -> dict[str, bytes]:
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def legacy_text(number: int, value: bytes) -> dict[str, bytes]:
    return {f"__substg1.0_{number:04X}001E": value}


def properties(header_bytes: int, fixed: Mapping[int, int]) -> dict[str, bytes]:
    rows = b"".join(
        struct.pack("<HHIQ", 0x0003, number, 6, value) for number, value in fixed.items()
    )
    return {"__properties_version1.0": bytes(header_bytes) + rows}


def compound_file(root: Storage) -> bytes:
    """The bytes of a file of these streams and storages."""
    entries: list[bytearray] = []
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        data = data.ljust(max(_SMALLEST_STREAM, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        start = len(sectors)
        parts = [data[at : at + _SECTOR] for at in range(0, len(data), _SECTOR)]
        sectors.extend(parts)
        chain.extend([*range(start + 1, start + len(parts)), _END])
        return start

    def entry(name: str, kind: int) -> int:
        written = (name + "\0").encode("utf-16-le")
        row = bytearray(128)
        struct.pack_into(f"<{64}sHBBIII", row, 0, written, len(written), kind, 1, _NONE, _NONE, _NONE)  # fmt: skip
        struct.pack_into("<I", row, 116, _END)
        entries.append(row)
        return len(entries) - 1

    def fill(parent: int, storage: Storage) -> None:
        before = None
        for name, value in storage.items():
            own = entry(name, 2 if isinstance(value, bytes) else 1)
            at = (
                (parent, 76) if before is None else (before, 72)
            )  # the first child, else to the right
            struct.pack_into("<I", entries[at[0]], at[1], own)
            before = own
            if isinstance(value, bytes):
                size = max(len(value), _SMALLEST_STREAM)
                struct.pack_into("<IQ", entries[own], 116, put(value), size)
            else:
                fill(own, value)

    entry("Root Entry", 5)
    fill(0, root)
    directory = put(b"".join(bytes(row) for row in entries))
    fats = -(-(len(sectors) + 8) // (_SECTOR // 4))
    numbers = [*chain, *([_FAT] * fats)]
    fat = struct.pack(f"<{len(numbers)}I", *numbers).ljust(fats * _SECTOR, b"\xff")
    places = [*range(len(sectors), len(sectors) + fats)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, fats, directory, 0, _SMALLEST_STREAM, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack(f"<{109}I", *places, *([_NONE] * (109 - fats)))
    return header + b"".join(sectors) + fat
