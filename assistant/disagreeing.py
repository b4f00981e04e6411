"""Tells whether sentences of several records give different answers to one question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import combinations

from assistant.expectations import Expectation, expected
from assistant.fielded import FieldFact
from assistant.found import Found
from assistant.reading import Place, Quote
from ingest.segmentation import terms

_AS_MUCH = 0.6  # of what the one says of the question the other says too
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_HALF = 0.5
_CURRENCIES = {
    "cny": re.compile(r"\b(?:cny|rmb|yuan)\b|人民币|[¥￥]|(?<![美欧日])元", re.IGNORECASE),
    "usd": re.compile(r"\b(?:usd|dollars?)\b|美元|美金|\$", re.IGNORECASE),
    "eur": re.compile(r"\b(?:eur|euros?)\b|欧元|€", re.IGNORECASE),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s?[-/月.]\s?(\d{1,2})(?!\d|[-/.]\d)|"
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAMED}|\b{_NAMED}\s+(\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
).split()
_HAN = "零一二三四五六七八九"
_WRITTEN = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b|[{_HAN}两十]+", re.IGNORECASE)


def disagreeing(quotes: Sequence[Quote], found: Found) -> frozenset[Place]:
    """The quotes that stand against another: both of the shape that is asked for, out of two records,
    saying much the same words of the question, and no figure of what answers it in common. Editions of
    one document replace each other and do not disagree."""
    expectation = expected(found.question)
    if not expectation.is_definite:
        return frozenset()
    said = {
        quote.place: found.covered(set(terms(quote.text))) & found.focus
        for quote in quotes
        if quote.signs.shaped == 1 and not quote.signs.older
    }
    against: set[Place] = set()
    for one, other in combinations([quote for quote in quotes if quote.place in said], 2):
        if one.passage.record_id == other.passage.record_id:
            continue
        if _same_words(found, said[one.place], said[other.place]) and _differ(
            _figures(expectation, one.text), _figures(expectation, other.text)
        ):
            against |= {one.place, other.place}
    return frozenset(against)


def contrary(
    facts: Sequence[FieldFact], quotes: Sequence[Quote], found: Found
) -> tuple[Quote, ...]:
    """The best of the quotes that stands against the one field that answers, spoken with its record's
    title; if any. It says at least half of what is asked."""
    expectation = expected(found.question)
    if len(facts) != 1 or not expectation.is_definite:
        return ()
    (fact,) = facts
    said = found.covered(set(terms(fact.spoken))) & found.focus
    field = _figures(expectation, fact.line)
    against = [
        quote
        for quote in quotes
        if quote.passage.record_id != fact.chunk.record_id
        and quote.signs.shaped == 1
        and not quote.signs.older
        and quote.signs.said >= _HALF
        and not _in_other_money(fact.line, quote.text)
        and _same_words(found, said, found.covered(set(terms(quote.text))) & found.focus)
        and _differ(field, _figures(expectation, quote.text))
    ]
    return tuple(sorted(against, key=lambda quote: -quote.score)[:1])


def _in_other_money(one: str, other: str) -> bool:
    """Whether each names a currency, and no currency both: a price in dollars stands against none in yuan."""
    held = [
        {name for name, said in _CURRENCIES.items() if said.search(text)} for text in (one, other)
    ]
    return bool(held[0]) and bool(held[1]) and held[0].isdisjoint(held[1])


def _same_words(found: Found, one: frozenset[str], other: frozenset[str]) -> bool:
    shared = found.worth(one & other)
    return shared > 0 and shared >= _AS_MUCH * found.worth(one | other)


def _differ(one: Collection[str], other: Collection[str]) -> bool:
    return bool(one) and bool(other) and set(one).isdisjoint(other)


def _figures(expectation: Expectation, text: str) -> set[str]:
    """The numbers within what answers, in digits, or the days, as month-day."""
    if "date" in expectation.shapes:
        return {_day(match) for match in _DAY.finditer(text)}
    return {
        number.lstrip("0") or "0"
        for one in expectation.answers_in(text)
        for number in _FIGURE.findall(_WRITTEN.sub(_in_digits, one.replace(",", "")))
    }


def _day(match: re.Match[str]) -> str:
    month, day, before, named, other, after = match.groups()
    name = named or other
    number = str(_MONTHS.index(name[:3].lower()) + 1) if name else month
    return f"{int(number)}-{int(day or before or after)}"


def _in_digits(match: re.Match[str]) -> str:
    word = match.group().lower()
    if word in _WORDS:
        return str(_WORDS.index(word))
    tens, ten, ones = word.replace("两", "二").rpartition("十")
    if not ten:
        return "".join(str(_HAN.index(digit)) for digit in ones)
    return str(10 * (_value(tens) if tens else 1) + _value(ones))


def _value(digits: str) -> int:
    return int("".join(str(_HAN.index(digit)) for digit in digits if digit in _HAN) or 0)
