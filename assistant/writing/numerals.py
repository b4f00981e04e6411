"""Numbers written in words, Chinese and English: 一百二十 is 120, twenty is 20."""

from __future__ import annotations

from decimal import Decimal

HAN_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_MYRIADS = {"万": 10**4, "亿": 10**8}
ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def han_value(text: str) -> Decimal | None:
    """What Chinese numerals say; None for what is no number: 一百二十 120, 二〇二六 2026, 三点五 3.5, 半 0.5."""
    if text == "半":
        return Decimal("0.5")
    whole, point, parts = text.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not parts or any(digit not in HAN_DIGITS for digit in parts):
        return None
    return Decimal(f"{value}." + "".join(str(HAN_DIGITS[digit]) for digit in parts))


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(digit in HAN_DIGITS for digit in text):
        return int("".join(str(HAN_DIGITS[digit]) for digit in text))
    total = section = digit = 0
    for character in text:
        if character in HAN_DIGITS:
            digit = HAN_DIGITS[character]
        elif character in HAN_UNITS:
            section += (digit or 1) * HAN_UNITS[character]
            digit = 0
        elif character in HAN_MYRIADS:
            section += digit
            if not (section or total):
                return None
            # 亿 counts all that came before it, 万 what came since.
            if character == "亿":
                total, section = (total + section) * HAN_MYRIADS[character], 0
            else:
                total, section = total + section * HAN_MYRIADS[character], 0
            digit = 0
        else:
            return None
    return total + section + digit


def english_value(text: str) -> Decimal | None:
    """What an English number up to ninety-nine says; None for what is none."""
    words = text.replace("-", " ").split()
    values = [ENGLISH.get(word) for word in words]
    if not values or None in values:
        return None
    return Decimal(sum(value for value in values if value is not None))
