"""Tax numbers: the one spelling of each, and whether its check digit bears it out."""

from __future__ import annotations

import re

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = re.compile(rf"[{_SIGNS}]{{2}}\d{{6}}[{_SIGNS}]{{10}}")
_VAT = re.compile(
    r"(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|CHE)"
    r"[0-9A-Z]{7,12}"
)
_SEPARATORS = re.compile(r"[\s.\-/_]+")
_LEAST_DIGITS = 6
_LENGTH = 18
_LEAST_SIGNS = 4  # different ones: 18 zeros would check out


def tax_number(written: str) -> str:
    """The number in one spelling: a unified social credit code (统一社会信用代码, 18 signs) or a VAT
    number with its country. Empty for anything else: what is mistyped ties nobody together."""
    said = _SEPARATORS.sub("", written).upper()
    if len(said) == _LENGTH:
        return said if is_credit_code(said) else ""
    digits = sum(character.isdigit() for character in said)
    is_one_digit = len(set(said[2:])) == 1
    return said if _VAT.fullmatch(said) and digits >= _LEAST_DIGITS and not is_one_digit else ""


def is_credit_code(code: str) -> bool:
    """Whether its last sign is the check that GB 32100-2015 asks for: 31 less the sum of the first 17,
    weighed by the powers of 3 modulo 31."""
    if not _CREDIT_CODE.fullmatch(code) or len(set(code)) < _LEAST_SIGNS:
        return False
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _SIGNS[-total % 31] == code[17]
