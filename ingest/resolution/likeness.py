"""How alike two company names are, from 0 to 100, across scripts and spellings."""

from __future__ import annotations

from rapidfuzz import fuzz

from ingest.resolution.company_names import CompanyName

SAME_NAME = 97
_OF_A_PLACE = 92
_ALL_SOUNDS = 95
_BRAND_SOUNDS = 84
_LONGER_BRAND_SOUNDS = 88
_HOMOPHONES = 90
_BEGINS_ALIKE = 86
_SHORT_BEGINS_ALIKE = 76
_LEAST_BEGINNING = 3
_BRAND, _LONG_BRAND = 2, 3  # Chinese characters that most brands have, and some
_OTHER_BRAND = -15
_OTHER_LONG_BRAND = -8
_OTHER_NUMERAL = -30
_OTHER_FORM = -6
_OTHER_PLACE = -14
_OTHER_TRADE = -14
_MORE_WORDS = -12
_OVER_THE_FIRST = 5  # no more than so alike as the first words, and a little
_GENERIC = frozenset(
    "and of the de la technology technologies tech international industries industry industrial trading "
    "trade electric electronics systems system solutions services service engineering global china "
    "shanghai beijing shenzhen suzhou manufacturing products equipment group company machinery".split()
)


def likeness(one: CompanyName, other: CompanyName) -> float:
    """1 to 100 for two names; symmetric."""
    if one.is_han and other.is_han:
        score = _of_two_chinese(one, other)
    elif one.is_han or other.is_han:
        score = _across(one, other) if one.is_han else _across(other, one)
    else:
        score = _of_two_latin(one, other)
    if one.numerals != other.numerals:
        score += _OTHER_NUMERAL
    if one.places and other.places and one.places.isdisjoint(other.places):
        score += _OTHER_PLACE
    if one.trades and other.trades and one.trades.isdisjoint(other.trades):
        score += _OTHER_TRADE
    if one.differs(other):
        score += _OTHER_FORM
    return max(0.0, min(score, 100.0))


def _of_two_chinese(one: CompanyName, other: CompanyName) -> float:
    if one.core == other.core:
        return SAME_NAME if one.places == other.places else _OF_A_PLACE
    score = max(fuzz.ratio(one.essence, other.essence), fuzz.ratio(one.core, other.core) - 2)
    shorter = min(len(one.core), len(other.core))
    if one.core[:shorter] == other.core[:shorter]:
        begins = _BEGINS_ALIKE if shorter >= _LEAST_BEGINNING else _SHORT_BEGINS_ALIKE
        score = max(score, begins)
    if one.sounds == other.sounds:
        return max(score, _HOMOPHONES)
    if one.sounds[:_BRAND] != other.sounds[:_BRAND]:
        return score + _OTHER_BRAND
    if one.sounds[:_LONG_BRAND] != other.sounds[:_LONG_BRAND]:
        return score + _OTHER_LONG_BRAND
    return score


def _across(chinese: CompanyName, latin: CompanyName) -> float:
    words = latin.sounds
    if "".join(words) == "".join(chinese.sounds):
        return _ALL_SOUNDS
    beginnings = {words[0], "".join(words[:2]), "".join(words[:3])} if words else set()
    for length in range(min(len(chinese.sounds), 5), 1, -1):
        if "".join(chinese.sounds[:length]) in beginnings:
            return _LONGER_BRAND_SOUNDS if length > _BRAND else _BRAND_SOUNDS
    return 0.0


def _of_two_latin(one: CompanyName, other: CompanyName) -> float:
    if one.core == other.core:
        return SAME_NAME
    if not (one.sounds and other.sounds):
        return 0.0
    joined = "".join(one.sounds), "".join(other.sounds)
    score = max(fuzz.token_sort_ratio(one.core, other.core), fuzz.ratio(*joined) - 2)
    mine, theirs = set(one.sounds) - _GENERIC, set(other.sounds) - _GENERIC
    if mine and theirs and (mine <= theirs or theirs <= mine):
        score = max(score, fuzz.token_set_ratio(one.core, other.core) + _MORE_WORDS)
    first = max(
        fuzz.ratio(one.sounds[0], other.sounds[0]),
        fuzz.ratio("".join(one.sounds[:2]), other.sounds[0]),
        fuzz.ratio(one.sounds[0], "".join(other.sounds[:2])),
    )
    return min(score, first + _OVER_THE_FIRST)
