from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parsing.compressed_rtf import unpacked_rtf

# The first and the second example of [MS-OXRTFCP] (3.1, 3.2).
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_examples_of_the_specification_are_read() -> None:
    assert unpacked_rtf(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rtf(CROSSING) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_what_is_not_compressed_is_read_as_it_is() -> None:
    assert unpacked_rtf(struct.pack("<II4sI", 20, 8, b"MELA", 0) + b"{\\rtf1 }xxx") == b"{\\rtf1 }"


@given(st.binary(max_size=200), st.integers(0, 400))
def test_anything_else_ends(data: bytes, size: int) -> None:
    assert len(unpacked_rtf(struct.pack("<II4sI", 0, size, b"LZFu", 0) + data)) <= size
    with pytest.raises((ValueError, struct.error)):
        unpacked_rtf(b"ABCDEFGHnope" + data)
