"""How alike two company names are, from 0 to 100, across scripts and spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_OTHER_RANK = -10  # the group, beside a company of it that says its trade
_LONGEST_SYLLABLE = 6  # zhuang
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]ang|iong|[aeio]ng|[iuü]an|iao|uai|[aeu]i|[ao]u|[aeiu]n|"
    r"i[aeu]|u[aoe]|ao|er|[aoeiuv])"
)
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
    if one.is_group != other.is_group and (other if one.is_group else one).trades:
        score += _OTHER_RANK
    if one.differs(other):
        score += _OTHER_FORM
    return max(0.0, min(score, 100.0))


def most_alike(
    some: Sequence[CompanyName], others: Sequence[CompanyName]
) -> tuple[float, CompanyName, CompanyName] | None:
    """The names of two customers that are most alike, and how much; None where one has no name.

    Where both have Chinese names, what these sound like counts for nothing: many brands are written alike in
    Latin letters. Places and trades count against two names though only other names of theirs state them.
    """
    chinese = any(name.is_han for name in some) and any(name.is_han for name in others)
    compared = [
        (likeness(mine, theirs), mine, theirs)
        for mine in some
        for theirs in others
        if not chinese or (mine.is_han and theirs.is_han) or mine.core == theirs.core
    ]
    if not compared:
        return None
    score, mine, theirs = max(compared, key=lambda found: found[0])
    for stated, told, less in (
        (_places, mine.places and theirs.places, _OTHER_PLACE),
        (_trades, mine.trades and theirs.trades, _OTHER_TRADE),
    ):
        one, other = stated(some), stated(others)
        if one and other and one.isdisjoint(other) and not told:
            score += less + _OTHER_FORM
    return max(0.0, score), mine, theirs


def _places(names: Sequence[CompanyName]) -> frozenset[str]:
    return frozenset().union(*(name.places for name in names))


def _trades(names: Sequence[CompanyName]) -> frozenset[str]:
    return frozenset().union(*(name.trades for name in names))


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
    if one.sounds[0] != other.sounds[0] and all(map(is_pinyin, (one.sounds[0], other.sounds[0]))):
        # Another syllable is another Chinese brand, and no slip of a finger.
        score += _OTHER_BRAND
    return min(score, first + _OVER_THE_FIRST)


def is_pinyin(word: str) -> bool:
    """Whether it is cut into syllables somehow; each place is tried once, however many ways lead there."""
    ends = {0}
    for start in range(len(word)):
        if start in ends:
            ends.update(
                end
                for end in range(start + 1, start + _LONGEST_SYLLABLE + 1)
                if _SYLLABLE.fullmatch(word, start, end)
            )
    return len(word) > 0 and len(word) in ends
