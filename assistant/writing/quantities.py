"""The amounts that a text states, in one form for both languages: 48.6 万元 is CNY 486,000.

The same amount in another unit of its kind, or in words for digits, is the same; what is rounded, added
up or converted is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.writing.dates import Day, days_in, with_months
from assistant.writing.numerals import ENGLISH, ROMAN, english_value, han_value
from ingest.names import fold

# Kind, how many of the kind's smallest unit it is, Chinese and signs, Latin words.
_UNITS: tuple[tuple[str, int, str, str], ...] = (
    ("share", 1, r"%|个?百分点", r"percent|per cent|percentage points?"),
    ("permille", 1, r"‰", r"per mille"),
    ("usd", 1, r"美元|美金", r"usd|us dollars?|dollars?"),
    ("eur", 1, r"欧元", r"eur|euros?"),
    ("gbp", 1, r"英镑", r"gbp"),
    ("cny", 1, r"元|块(?!地)|人民币", r"rmb|cny|yuan"),
    ("year", 1, r"年(?![级度会报底初末终])", r"years?|yrs?"),
    ("month", 3, r"个?季度", r"quarters?"),
    ("month", 1, r"个?月", r"months?"),
    ("day", 7, r"个?(?:周(?!年)|星期|礼拜)", r"weeks?"),
    ("day", 1, r"个?(?:工作|自然)?[天日]", r"(?:working |business |calendar )?days?"),
    ("time", 3_600_000, r"个?(?:小时|钟头)", r"hours?|hrs?|h"),
    ("time", 60_000, r"分钟", r"minutes?|mins?"),
    ("time", 1, r"毫秒", r"milliseconds?|ms"),
    ("time", 1000, r"秒", r"seconds?|secs?|s"),
    ("length", 1000, r"毫米", r"mm|millimet(?:er|re)s?"),
    ("length", 10_000, r"厘米", r"cm|centimet(?:er|re)s?"),
    ("length", 1, r"微米", r"[uµμ]m|microns?|micromet(?:er|re)s?"),
    ("length", 1_000_000_000, r"公里|千米", r"km|kilomet(?:er|re)s?"),
    ("length", 1_000_000, r"米", r"m|met(?:er|re)s?"),
    ("weight", 1000, r"公斤|千克", r"kgs?|kilograms?"),
    ("weight", 1_000_000, r"吨", r"tons?|tonnes?"),
    ("weight", 1, r"克", r"g|grams?"),
    ("degrees", 1, r"摄氏度|度|℃|°c?", r"degrees?"),
    ("power", 1000, r"千瓦", r"kw"),
    ("power", 1, r"瓦", r"w|watts?"),
    ("voltage", 1, r"伏", r"v|volts?"),
)
_UNIT = re.compile(
    r"\s?-?[多余来]?(?:"
    + "|".join(
        rf"(?P<u{index}>{han}|(?:{latin})(?![a-z\d]))"
        for index, (_, _, han, latin) in enumerate(_UNITS)
    )
    + ")"
)
_SCALES = {
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
    "k": 10**3, "thousand": 10**3, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
_SCALE = re.compile(
    r"\s?多?(万亿|百万|千万|亿|万|千(?![克瓦米伏])|(?:thousand|million|mn|billion|bn|k)(?![a-z\d]))"
)
_MONEY_BEFORE = (
    ("usd", r"(?:us ?\$|\$|usd)"),
    ("eur", r"(?:€|eur)"),
    ("gbp", r"(?:£|gbp)"),
    ("cny", r"(?:¥|￥|rmb|cny|人民币)"),
)
_BEFORE = re.compile("|".join(rf"(?P<{kind}>{pattern}\s?$)" for kind, pattern in _MONEY_BEFORE))
_LOOKED_BACK = 6  # characters
_LONGEST = 40  # characters of a number
_MOST_CHARACTERS = 20_000
# Not within a code: hc-200, v2.1, 2.4.1 are names.
_DIGITS = re.compile(r"(?<![a-z\d._])(?<![a-z]-)\d+(?:,\d{3})*(?:\.\d+)?(?!\.?\d)")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)")
_HAN = "[零〇一二两三四五六七八九十百千万亿]"
_PARTS = re.compile(rf"([百千万])分之(\d+(?:\.\d+)?|{_HAN}+(?:点{_HAN}+)?)")
_OF = {"百": ("share", 1), "千": ("permille", 1), "万": ("permille", 10)}
_TENTHS = re.compile(r"([一二两三四五六七八九]{1,2}|\d(?:\.\d)?)\s?(成(?![为立员本果功就分套])|折)")
_HAN_NUMBER = re.compile(
    rf"(?<!第)(?:{_HAN}+(?:点[零一二三四五六七八九]+)?|半(?=[年天月日]|小时|个))"
)
_MEASURE = re.compile(r"\s?[多余来]?[个台套件名位人家次条项份页批座栋组种倍款道门]")
_NO_NUMBER = re.compile(
    r"千万(?=[要别不])|[百千万]分之|万一|一(?=[个些下样般直定起旦度时切律概致])|十分(?!钟)|百度"
)
_ENGLISH = re.compile(
    rf"\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine)|{'|'.join(ENGLISH)})\b"
)
_ORDINAL = re.compile(
    rf"第\s?(?P<a>\d+|{_HAN}+)|(?P<b>\d{{1,2}}|[一二三四五六七八九十])\s?期(?![间限货望待权])|"
    r"\b(?:phase|stage|step|section|article|clause|chapter|level|tier|no\.?)\s?(?P<c>\d{1,3}|i{1,3}|iv|v|one|two|three)(?![\w.])|"
    r"\b(?P<d>\d{1,3})(?:st|nd|rd|th)\b"
)

_Take = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the smallest unit of its kind; the kind is empty where no unit is told."""

    value: Decimal
    kind: str = ""

    def is_told_by(self, other: Amount) -> bool:
        """Whether another says the same; where only one tells a unit, the numbers alone decide."""
        return self.value == other.value and (
            self.kind == other.kind or not self.kind or not other.kind
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states: its dates and its amounts."""

    days: frozenset[Day]
    amounts: frozenset[Amount]

    @property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.days if day.year)

    def lacks(self, claimed: Stated, years: frozenset[int] = frozenset()) -> bool:
        """Whether something is claimed that this does not say. A date without its year may be of one
        of `years`, or of those told here."""
        known = self.years | years
        return not (
            all(any(day.is_told_by(one, known) for one in self.days) for day in claimed.days)
            and all(any(one.is_told_by(told) for told in self.amounts) for one in claimed.amounts)
        )


def stated_in(text: str, *, generous: bool = False) -> Stated:
    """The dates and amounts of a text in Chinese or English. A number in words that counts nothing told
    is one only if `generous`: one of them, 一起."""
    folded = with_months(fold(text[:_MOST_CHARACTERS]))
    days = []
    bare = list(folded)
    for day, start, end in days_in(folded):
        days.append(day)
        bare[start:end] = "|" * (end - start)
    return Stated(frozenset(days), frozenset(_amounts("".join(bare), generous)))


def _amounts(text: str, generous: bool) -> Iterator[Amount]:
    left = list(text)

    def take(start: int, end: int) -> None:
        left[start:end] = "|" * (end - start)

    for match in _CLOCK.finditer(text):
        take(*match.span())
        yield Amount(Decimal(int(match[1]) * 60 + int(match[2])), "clock")
    for match in _PARTS.finditer(text):
        take(*match.span())
        kind, per = _OF[match[1]]
        if value := _value(match[2]):
            yield Amount(value / per, kind)
    for match in _TENTHS.finditer(text):
        take(*match.span())
        if value := _value(match[1]):
            tenths = value if value < 10 else value / 10
            yield Amount(tenths * 10, "share") if match[2] == "成" else Amount(tenths, "zhe")
    for match in _ORDINAL.finditer("".join(left)):
        take(*match.span())
        said = next(filter(None, match.groups()))
        number = ROMAN.get(said) or ENGLISH.get(said) or _value(said)
        if number:
            yield Amount(Decimal(number), "ordinal")
    for pattern in (_DIGITS, _HAN_NUMBER, _ENGLISH):
        yield from _numbers(pattern, "".join(left), take, generous)


def _numbers(pattern: re.Pattern[str], text: str, take: _Take, generous: bool) -> Iterator[Amount]:
    for match in pattern.finditer(text):
        value = _value(match.group())
        if value is None or _NO_NUMBER.match(text, match.start()):
            continue
        end = match.end()
        scale = _SCALE.match(text, end)
        if scale:
            value, end = value * _SCALES[scale[1]], scale.end()
        kind, factor = "", 1
        if unit := _UNIT.match(text, end):
            kind, factor, *_ = _UNITS[int((unit.lastgroup or "u0")[1:])]
            end = unit.end()
        elif before := _BEFORE.search(text, max(0, match.start() - _LOOKED_BACK), match.start()):
            kind = before.lastgroup or ""
        worded = pattern is not _DIGITS and not generous
        if worded and not (kind or scale or value > 10 or _MEASURE.match(text, end)):
            continue
        take(match.start(), end)
        yield Amount(value * factor, kind)


def _value(said: str) -> Decimal | None:
    if len(said) > _LONGEST:
        return None
    digits = said.replace(",", "")
    if digits[:1].isdecimal():
        return Decimal(digits)
    return english_value(said) if said[:1].isascii() else han_value(said)
