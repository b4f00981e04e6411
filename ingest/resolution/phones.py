"""Telephone numbers in one spelling, so that two ways to write one are one."""

from __future__ import annotations

import re
import unicodedata

_EXTENSION = re.compile(
    r"(?:\s*(?:转|分机|ext\.?|extension|x|#)\s*\d{1,6}|(?<=\d{7})\s*[-–]\s*\d{1,4})$", re.IGNORECASE
)
_NO_DIGIT = re.compile(r"\D")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d\d)\d{7,8}")
_SERVICE = re.compile(r"[48]00\d{7}")
_TRUNK = re.compile(r"\(0\)")
_LEAST, _MOST = 8, 15


def phone(written: str) -> str:
    """`+` and the digits with the country's, of a number that says where it is: one with a country, or a
    Chinese mobile, landline with its area, or service number. Empty for any other, and without extension."""
    said = unicodedata.normalize("NFKC", written).strip()
    said = _TRUNK.sub("", said)
    said = _EXTENSION.sub("", said)
    digits = _NO_DIGIT.sub("", said)
    if said.startswith("+"):
        return _abroad(digits)
    if digits.startswith("00"):
        return _abroad(digits[2:])
    for at_home in (digits, digits.removeprefix("86")):
        if _MOBILE.fullmatch(at_home) or _SERVICE.fullmatch(at_home):
            return f"+86{at_home}"
        if _LANDLINE.fullmatch(at_home):
            return f"+86{at_home[1:]}"
    return ""


def _abroad(digits: str) -> str:
    if digits.startswith("860"):
        digits = f"86{digits[3:]}"
    is_one_digit = len(set(digits[2:])) < 2
    return f"+{digits}" if _LEAST <= len(digits) <= _MOST and not is_one_digit else ""
