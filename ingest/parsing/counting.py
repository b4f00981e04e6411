"""Whole numbers as Word's number formats show them (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand chineseLegalSimplified japaneseCounting "
    "taiwaneseCounting taiwaneseCountingThousand ideographDigital koreanDigital2".split()
)


def shown_as(count: int, form: str) -> str:
    """`count` in a format of Word; one that is not known here is shown as a plain number."""
    if form in _CHINESE:
        return _chinese(count)
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02}"
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case "lowerLetter":
            return _letter(count)
        case "upperLetter":
            return _letter(count).upper()
        case "ideographTraditional" if 1 <= count <= len(_STEMS):
            return _STEMS[count - 1]
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= count <= 20:
            return chr(0x2460 + count - 1)
        case _:
            return str(count)


def _chinese(count: int) -> str:
    if not 0 < count < 10_000:
        return str(count)
    shown, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            shown += ("零" if pending_zero and shown else "") + _DIGITS[digit] + name
        pending_zero = not digit
    return shown.removeprefix("一") if 10 <= count < 20 else shown


def _roman(count: int) -> str:
    shown = ""
    for value, letters in _ROMAN:
        while count >= value and len(shown) < 20:
            shown += letters
            count -= value
    return shown


def _letter(count: int) -> str:
    """a … z, then aa, bb …, as Word goes on."""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count > 0 else ""
