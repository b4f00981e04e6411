"""The numbers of a question: what a field is compared with, and how many are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.query.lexicon import Token

_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)\s?(百万|千万|万|亿|千|k\b|m\b|million\b|thousand\b|mn\b)?\s?(元|块|欧元|美元|cny\b|rmb\b|usd\b|eur\b|天|days?\b)?"
_TIMES = {
    "千": 1000, "k": 1000, "thousand": 1000, "万": 10_000, "百万": 1_000_000, "million": 1_000_000, "m": 1_000_000,
    "mn": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
}  # fmt: skip
_CURRENCIES = {
    "元": "CNY", "块": "CNY", "¥": "CNY", "cny": "CNY", "rmb": "CNY", "美元": "USD", "$": "USD", "usd": "USD",
    "欧元": "EUR", "€": "EUR", "eur": "EUR", "£": "GBP",
}  # fmt: skip
CURRENCY_SPELLINGS = {
    "CNY": ("cny", "rmb", "人民币", "元", "¥"),
    "USD": ("usd", "美元", "$", "us$"),
    "EUR": ("eur", "欧元", "€"),
    "GBP": ("gbp", "英镑", "£"),
}
"""The code of a currency -> how records may write it, folded."""
COMPARISONS = {
    "above": r"超过|大于|高于|多于|不止|超出|above|in excess of|exceeds?|over|more than|greater than|exceeding|higher than|larger than|bigger than|longer than|>",
    "at_least": r"不低于|至少|不少于|大于等于|at least|no less than|not less than|>=|from",
    "below": r"小于|低于|少于|不到|不足|fewer than|below|under|less than|lower than|smaller than|shorter than|<",
    "at_most": r"不超过|不高于|至多|不多于|at most|no more than|not more than|up to|<=",
}
_BEHIND = {
    "at_least": r"以上|及以上|or more|or above|and above|\+",
    "at_most": r"以下|及以下|or less|or below|and below",
}
"""How a number is compared with: before it, or behind."""


@dataclass(frozen=True, slots=True)
class NumberTest:
    """超过 100 万美元: which test, the number, and what it is of: "day", the code of a currency, or what
    nobody says."""

    test: str
    number: str
    unit: str
    start: int
    end: int
    at_most: str = ""
    """The greater number of a range, which `number` is the lesser of."""


_RANGE = re.compile(
    rf"(?:between|from|从|在|介于)?\s?([¥$€£]|cny|usd|eur|rmb)?\s?{_AMOUNT}\s?(?:到|至|和|与|~|～|-|–|and|to)\s?[¥$€£]?\s?{_AMOUNT}(?:\s?之间|\s?以内)?"
)
_YEARS = range(1900, 2101)
_LEAST_OF_A_RANGE = 100


def number_ranges(text: str) -> Iterator[NumberTest]:
    """Between 50,000 and 100,000, 50 万到 100 万: both belong to it. Years and lists are none."""
    for found in _RANGE.finditer(text):
        before, digits, times, unit, more_digits, more_times, more_unit = found.groups()
        whole = found[0]
        if not (
            whole.startswith(("between", "from", "介于", "从"))
            or re.search(r"之间|到|至|~|～", whole)
        ):
            continue
        least, most = (
            _number(digits, times or (more_times if more_times == "万" else None)),
            _number(more_digits, more_times),
        )
        said = unit or more_unit or before or times or more_times
        if Decimal(least) >= Decimal(most):
            continue
        if not said and (int(Decimal(most)) in _YEARS or Decimal(most) < _LEAST_OF_A_RANGE):
            continue  # years, days of a month
        test = _number_test("at_least", found, digits, times, unit or more_unit or before)
        yield replace(test, number=least, at_most=most)


def number_tests(text: str) -> Iterator[NumberTest]:
    """The comparisons with a number in a folded text."""
    yield from number_ranges(text)
    for test, words in COMPARISONS.items():
        for found in re.finditer(
            rf"(?:(?<![a-z])(?:{words}))\s?([¥$€£]|cny|usd|eur|rmb)?\s?{_AMOUNT}", text
        ):
            before, digits, times, unit = found.groups()
            yield _number_test(test, found, digits, times, unit or before)
    for test, words in _BEHIND.items():
        for found in re.finditer(rf"(?<!\d)(?<!\d[,.]){_AMOUNT}\s?(?:{words})", text):
            digits, times, unit = found.groups()
            yield _number_test(test, found, digits, times, unit)


def _number_test(
    test: str, found: re.Match[str], digits: str, times: str | None, unit: str | None
) -> NumberTest:
    said = unit or ""
    meant = "day" if said.startswith(("天", "day")) else _CURRENCIES.get(said, "")
    return NumberTest(test, _number(digits, times), meant, found.start(), found.end())


def _number(digits: str, unit: str | None) -> str:
    value = digits.replace(",", "")
    if not unit:
        return value
    whole, _, part = value.partition(".")
    zeros = len(str(_TIMES[unit])) - 1
    scaled = whole + part.ljust(zeros, "0")[:zeros]
    rest = part[zeros:]
    return f"{scaled.lstrip('0') or '0'}{'.' + rest if rest else ''}"


_SAID_NUMBERS = {
    "一": 1, "两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip
_ENGLISH = r"two|three|four|five|six|seven|eight|nine|ten|twenty"
_HAN = r"[一两二三四五六七八九十]"
_DEGREES = r"largest|biggest|highest|smallest|lowest|most|top|latest|newest|earliest|oldest|longest|shortest|greatest|best|fewest|least"
_TOP = re.compile(
    rf"(?:排名前|前|top|bottom|first|the top)\s?(?P<n>\d{{1,3}}|{_HAN}|{_ENGLISH})\s?[大名个位家张份单条笔项强]?(?!\s?(?:天|周|个?月|年|季|days|weeks|months|years|quarters))"
    rf"|(?<![\w.])(?P<m>\d{{1,3}}|{_ENGLISH})\s(?=(?:{_DEGREES})\b)"
    rf"|最[大高多小低少](?:的)?(?P<k>\d{{1,3}}|{_HAN})(?=[个家张份单位条笔项名])[个家张份单位条笔项名]?"
)
_NUMBER_OF_THEM = re.compile(
    rf"(?<![\w.])(?P<m>\d{{1,3}}|{_ENGLISH})\s(?=(?:people|colleagues|customers|clients|accounts|owners|reps|deals|tickets|tasks|contracts|products|regions|[a-z]+s)\b.*\b(?:{_DEGREES})\b)"
    rf"|(?<=的)(?P<k>\d{{1,3}}|{_HAN})[个家张份单位条笔项名](?!月|季|年|周)"
)


def tops(text: str) -> Iterator[tuple[Token, int]]:
    """前 5, top five, 3 largest, the three people with the most: how many are wanted."""
    found = list(_TOP.finditer(text))
    if not found and re.search(rf"最|\b(?:{_DEGREES})\b", text):
        found = list(_NUMBER_OF_THEM.finditer(text))
    for one in found:
        word = next(filter(None, one.groupdict().values()))
        number = int(word) if word.isdigit() else _SAID_NUMBERS[word]
        order = "smallest" if re.search(r"bottom|[小低少]", one[0]) else "largest"
        if number:
            yield Token("top", one.start(), one.end(), (order,)), number
