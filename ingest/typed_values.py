"""A field's value as what it can be compared as: folded text, a number, a day or an instant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from ingest.moments import to_text
from ingest.names import fold

FOLDED_CHARACTERS = 200
"""So much of a long value is compared."""
_LONGEST_NUMBER = 40
_SIGN = r"[-+−]?"
_CURRENCY = r"(?:cny|rmb|usd|eur|gbp|jpy|nok|thb|nzd|aud|sgd|hkd|vnd|cad|chf|krw|inr|us\$|[€$£¥￥])"
_NUMBER = re.compile(
    rf"(?:{_CURRENCY}\s?)?({_SIGN}(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})(?:\.\d{{1,9}})?)\s?(万|亿|千|k|m|%)?"
    rf"\s?(?:{_CURRENCY}|元|美元|欧元|人民币)?"
)
_TIMES = {"千": 1000, "k": 1000, "万": 10_000, "m": 1_000_000, "亿": 100_000_000}
_DAY = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(?=[T\s]|$)")
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")


@dataclass(frozen=True, slots=True)
class TypedValue:
    """`moment` sorts as text: a day, or an instant in UTC where the value says its zone; empty if it
    is neither. A time without a zone counts by the day that is written."""

    folded: str
    number: Decimal | None
    moment: str


def typed(value: str) -> TypedValue:
    """What a value is; text is always."""
    folded = fold(value)
    return TypedValue(folded[:FOLDED_CHARACTERS], _number(folded), _moment(value.strip()))


def number_of(value: str) -> Decimal | None:
    """The number that a whole value is, exactly: 1,280,000.50, ¥3200, 320万, 27.4%; None for any other."""
    return _number(fold(value))


def _number(folded: str) -> Decimal | None:
    if not folded or len(folded) > _LONGEST_NUMBER:
        return None
    found = _NUMBER.fullmatch(folded)
    if not found:
        return None
    digits = found[1].replace(",", "").replace("−", "-")
    if len(digits.lstrip("+-")) > 1 and digits.lstrip("+-").startswith("0") and "." not in digits:
        return None  # a code: 007
    return Decimal(digits) * _TIMES.get(found[2] or "", 1)


def _moment(value: str) -> str:
    found = _DAY.match(value)
    if not found:
        return ""
    try:
        if _ZONED.fullmatch(value):
            return to_text(datetime.fromisoformat(value).astimezone(UTC))
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except (ValueError, OverflowError):
        return ""
