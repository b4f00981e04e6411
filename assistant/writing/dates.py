"""The days, months, quarters and years that a text states, as far as it states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.writing.numerals import han_value

_YEAR = r"(?:19|20)\d\d"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_M, _D = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_HAN_DAY = r"[一二三四五六七八九十]{1,3}"
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_PATTERN = re.compile(
    rf"(?<!\d)(?P<ya>{_YEAR})\s?[-/.年]\s?(?P<ma>{_M})\s?[-/.月]\s?(?P<da>{_D})(?![\d])\s?[日号]?"
    rf"|(?<!\d)(?P<yb>{_YEAR})\s?年?\s?第?(?:q(?P<qb>[1-4])(?!\d)|(?P<qbh>[一二三四1-4])\s?季度)"
    rf"|\bq(?P<qc>[1-4])(?: of)?[ /-]?(?P<yc>{_YEAR})?(?!\d)"
    rf"|\b(?P<qdw>first|second|third|fourth) quarter(?: of)?(?: (?P<yd>{_YEAR}))?"
    rf"|(?<!\d)(?P<ye>{_YEAR})\s?(?:年\s?(?P<me>{_M})\s?月份?|[-/](?P<me2>{_M})(?![\d/-]))"
    rf"|(?<!\d)(?P<yf>[二][〇零][〇零一二三四五六七八九]{{2}})年(?:(?P<mf>{_HAN_DAY})月(?:(?P<df>{_HAN_DAY})[日号])?)?"
    rf"|(?<![\d.])(?P<dg>{_D})(?:st|nd|rd|th)?(?: of)? (?P<mg>{_MONTH})(?:,? (?P<yg>{_YEAR}))?"
    rf"|\b(?P<mh>{_MONTH}) (?P<dh>{_D})(?:st|nd|rd|th)?(?![\d,.]\d|\d)(?:,? (?P<yh>{_YEAR}))?"
    rf"|\b(?P<mi>{_MONTH}) (?P<yi>{_YEAR})"
    rf"|\b(?:in|by|since|from|until|till|of|early|late|mid|next|last|before|after|end)[ -](?P<mo>{_MONTH})(?! \d)"
    rf"|(?<![\d.])(?P<mj>{_M})\s?月(?:\s?(?P<dj>{_D})\s?[日号])?(?!\d)"
    rf"|(?P<mk>{_HAN_DAY})月(?P<dk>{_HAN_DAY})[日号]"
    rf"|(?<!\d)(?P<yl>{_YEAR})\s?年"
    r"|第?(?P<qmh>[一二三四])季度"
    rf"|(?<![a-z\d.,/-])(?P<yn>{_YEAR})(?![a-z\d%万元]|[.,]\d|-\d|\s?(?:[个台套件人名次]|units?\b|pieces\b|usd|eur|cny))"
)

# 3 月 3 日至 7 日, 3 to 7 March: the first of two days may leave out its month, or the second.
_TO = r"\s?(?:至|到|~|-|–|—|to|and|until)\s?"
_RANGE_HAN = re.compile(
    rf"(?P<month>{_M}\s?月)\s?(?P<first>{_D})\s?[日号]?{_TO}(?P<last>{_D}\s?[日号])"
)
_RANGE_ENGLISH = re.compile(
    rf"(?<![\d.,])(?P<first>{_D})(?:st|nd|rd|th)?{_TO}(?P<last>{_D})(?:st|nd|rd|th)? (?P<month>{_MONTH})"
)
_RANGE_AMERICAN = re.compile(rf"(?P<month>{_MONTH}) (?P<first>{_D}){_TO}(?P<last>{_D})(?!\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is told; 0 for what is not."""

    year: int = 0
    month: int = 0
    day: int = 0
    quarter: int = 0

    def is_told_by(self, other: Day, years: frozenset[int]) -> bool:
        """Whether another says the same, or the same more exactly; where it leaves out its year, that
        may be any of `years`."""
        if self.quarter and not other.quarter and other.month:
            other = Day(other.year, other.month, other.day, (other.month + 2) // 3)
        year = not self.year or self.year == other.year or (not other.year and self.year in years)
        return (
            year
            and self.month in (0, other.month)
            and self.day in (0, other.day)
            and self.quarter in (0, other.quarter)
        )


def days_in(text: str) -> Iterator[tuple[Day, int, int]]:
    """Each in a folded text, with where it stands."""
    for match in _PATTERN.finditer(text):
        told = {name[0]: value for name, value in match.groupdict().items() if value}
        day = Day(
            _number(told.get("y")), _month(told.get("m")), _number(told.get("d")), _quarter(told)
        )
        yield day, match.start(), match.end()


def with_months(text: str) -> str:
    """A folded text with the month put to each day of a range."""
    text = _RANGE_HAN.sub(r"\g<month>\g<first>日至\g<month>\g<last>", text)
    text = _RANGE_ENGLISH.sub(r"\g<first> \g<month> to \g<last> \g<month>", text)
    return _RANGE_AMERICAN.sub(r"\g<month> \g<first> to \g<month> \g<last>", text)


def _quarter(told: dict[str, str]) -> int:
    said = told.get("q", "0")
    return _QUARTER.get(said) or int(said)


def _number(said: str | None) -> int:
    if not said:
        return 0
    return int(said) if said.isdecimal() else int(han_value(said) or 0)


def _month(said: str | None) -> int:
    if said and said[0].isascii() and said[0].isalpha():
        return _MONTHS.index(said[:3]) + 1
    return _number(said)
