"""Text whose container names a charset: what is named is checked against the bytes, not believed."""

from __future__ import annotations

import codecs

from ingest.parsing.text import decode

_STATEFUL = ("iso2022", "hz", "utf-7", "utf_7")
"""Written in ASCII alone, so that the bytes do not tell them from plain text."""
_ASIAN = (
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
    "big5hkscs",
    "cp950",
    "shift_jis",
    "cp932",
    "euc_jp",
    "euc_kr",
    "cp949",
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949"}  # fmt: skip


def decode_stated(data: bytes, charset: str) -> str:
    """The text of `data`, whose charset its container calls `charset`, if at all. Never fails:
    bytes that are no text come as Latin-1."""
    named = _codec(charset)
    try:
        if named.startswith(_STATEFUL):
            return data.decode(named)
        if named in _ASIAN and not _is_surely_utf8(data):
            return data.decode(_WIDER.get(named, named))
    except UnicodeError:
        pass
    try:
        return decode(data, declared=charset)
    except UnicodeError:
        return data.decode("latin-1")


def _codec(charset: str) -> str:
    try:
        return codecs.lookup(charset.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""


def _is_surely_utf8(data: bytes) -> bool:
    """Two bytes of GBK may be a letter in UTF-8 by accident, three hardly ever a Chinese character."""
    try:
        return any(character >= "\u0800" for character in data.decode())
    except UnicodeDecodeError:
        return False
