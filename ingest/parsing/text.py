"""Plain text: bytes of unknown encoding to characters."""

from __future__ import annotations

import codecs
import re

from ingest.documents import Parsed
from ingest.records import Section

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE_BYTES = 65_536
_COMMON = {"gb18030": ("gb2312", 0xD7), "big5hkscs": ("big5", 0xC6), "cp932": ("shift_jis", 0x97)}
"""Which standard tells the commoner characters of an encoding, and the last lead byte of these."""
_CHINESE = (_COMMON["gb18030"], _COMMON["big5hkscs"])
_WIDER = {
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
}
_SAYS_NOTHING = ("", "utf-8", "ascii", "cp1252")
"""What pages declare that are written in anything."""
_HALF_WIDTH_KANA = range(0xFF61, 0xFFA0)
"""One byte each in Shift-JIS: what it makes of any other encoding."""
_CONVINCING = 0.8
"""Running Chinese text has over 90% of its characters in the commoner half of either standard, Japanese of its own."""


def parse_text(data: bytes) -> Parsed:
    """One section that holds the whole text. Raises UnicodeError for bytes that are no text."""
    return Parsed((Section(decode(data)),))


def decode(data: bytes, *, declared: str = "") -> str:
    """The text of `data`, whose encoding is `declared` by its container, if at all.

    A byte order mark decides; then UTF-8; then whichever of UTF-16, GB18030, Big5 and Shift-JIS gives
    common characters, where what is declared does not; what is declared; and last a guess.
    Raises UnicodeError for bytes that are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    utf16 = _utf16_without_mark(data)
    if utf16 and not _CONTROL.search(data[:2000].decode(utf16, errors="replace")):
        return data.decode(utf16, errors="replace")
    if b"\0" in data[:_SAMPLE_BYTES]:
        raise UnicodeError("the bytes are no text")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)


def _decode_legacy(data: bytes, declared: str) -> str:
    shares = {
        encoding: _share_of_common(data, encoding, *_COMMON[encoding]) for encoding in _COMMON
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    named = _known_encoding(declared)
    # A page that says GB2312 is written in its superset more often than not.
    named = _WIDER.get(named, named)
    if shares[best] >= _CONVINCING and (named in _SAYS_NOTHING or named in shares):
        fits = shares.get(named, 0.0) >= _CONVINCING
        return data.decode(named if fits else best, errors="replace")
    if named and named not in ("utf-8", "ascii"):
        return data.decode(named, errors="replace")
    if _mostly_utf8(data):
        return data.decode(errors="replace")
    return _guess(data)


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:2000]
    half = len(sample) // 2
    if half < 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: half * 2]
        if any(
            _share_of_common(text, encoding, standard, last) >= _CONVINCING
            for standard, last in _CHINESE
        ):
            return encoding
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd < half * 0.05 else ""


def _share_of_common(data: bytes, encoding: str, standard: str, last_lead_byte: int) -> float:
    """Among the characters outside ASCII, the share in the standard's level of common ones."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data[:_SAMPLE_BYTES], final=len(data) <= _SAMPLE_BYTES)
    except UnicodeDecodeError:
        return 0.0
    foreign = [character for character in text if character > "\x7f"]
    common = 0
    for character in foreign:
        if ord(character) in _HALF_WIDTH_KANA:
            continue
        try:
            common += character.encode(standard)[0] <= last_lead_byte
        except UnicodeEncodeError:
            continue
    return common / len(foreign) if foreign else 0.0


def _known_encoding(name: str) -> str:
    try:
        return codecs.lookup(name.strip().strip("\"'")).name if name.strip() else ""
    except (LookupError, ValueError):
        return ""


def _mostly_utf8(data: bytes) -> bool:
    """A UTF-8 file with a few broken bytes loses those alone."""
    text = data[:_SAMPLE_BYTES].decode(errors="replace")
    broken = text.count("�")
    good = sum(1 for character in text if character > "\x7f") - broken
    return good > broken * 20


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # large, and rarely needed

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None:
        raise UnicodeError("the bytes are in no encoding we know")
    return data.decode(best.encoding, errors="replace")
