"""What a conversation is about, beyond names: places in a list, years, codes, the language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.vocabulary import blanked, field_vocabulary
from ingest.names import fold
from ingest.segmentation import telling_terms

_LANGUAGE = re.compile(
    r"^\s*(?:(?:and|now|so|please|那么?|请|能不能|可以)[,，]?\s*)*"
    r"(?:say (?:it|that) )?(?:(?:in|to) (?:english|chinese)|"
    r"(?:用|换成?|以)?(?:中文|英文|英语|汉语)(?:再?(?:说|讲|回答|答)(?:一[下遍])?|怎么说)?)"
    r"(?:\s*please)?\s*(?:呢|吗)?\s*[?？。.!！]*\s*$",
    re.IGNORECASE,
)
_PLACES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"前者|第一[个家位项]|\bthe (?:former|first)(?: one)?\b", re.IGNORECASE), 0),
    (re.compile(r"第二[个家位项]|\bthe second(?: one)?\b", re.IGNORECASE), 1),
    (re.compile(r"第三[个家位项]|\bthe third(?: one)?\b", re.IGNORECASE), 2),
    (re.compile(r"后者|最后一[个家位项]|\bthe (?:latter|last)(?: one)?\b", re.IGNORECASE), -1),
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_MONTH = re.compile(
    r"(?<![\d年月])(?<![年月] )(?:1[0-2]|[1-9]) ?月(?!后|前|内)(?!份?以)|(?<![\d年] )(?<![\d年])[一二三四]季度|"
    r"(?<!20\d\d )\b(?:Q[1-4]|(?:in )?(?:January|February|March|April|May|June|July|August|September|October|November|December))\b(?! \d)"
)
_PERIOD = re.compile(
    r"(?:20\d\d ?年? ?)?(?:(?:1[0-2]|[1-9]) ?月份?|[一二三四]季度|上半年|下半年)|20\d\d ?年|"
    r"\b(?:Q[1-4]|H[12]|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: 20\d\d)?\b|(?<![\d-])20\d\d(?![\d-])"
)
_CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{1,5}-?\d[\w-]*(?![A-Za-z0-9])")
_NO_MORE = re.compile(
    r"^(?:那么?|and|what about|how about|same for|the|in|for|呢|的|[\s,，?？。.!])*$", re.IGNORECASE
)


def asks_for_a_language(question: str) -> bool:
    """Whether it only wants the answer in English or in Chinese."""
    # Of many spaces in a row the pattern would try every division.
    return bool(_LANGUAGE.fullmatch(" ".join(question.split())))


def without_places(question: str, named: Sequence[str]) -> str:
    """The question with 前者, "the second one" and the like replaced by those they mean, in the order in
    which they were named."""
    for pattern, place in _PLACES:
        if pattern.search(question) and len(named) > max(1, place):
            question = pattern.sub(named[place].replace("\\", r"\\"), question)
    return question


def in_the_year_of(question: str, before: str) -> str:
    """The question with the year spoken of last before a month or a quarter that has none."""
    years = _YEAR.findall(before)
    if not years or _YEAR.search(question):
        return question

    def dated(month: re.Match[str]) -> str:
        said = month.group()
        return (
            f"{said} {years[-1]}"
            if said[0].isascii() and said[0].isalpha()
            else f"{years[-1]} 年 {said}"
        )

    return _MONTH.sub(dated, question, count=1)


def with_another(before: str, question: str) -> str:
    """The earlier question with its only code, or its only time, replaced by that of a question that says
    no more: "And the P500?", "What about Q2?"; empty where that does not fit."""
    for pattern in (_CODE, _PERIOD):
        other, held = pattern.findall(question), list(pattern.finditer(before))
        if len(other) == 1 and len(held) == 1 and _NO_MORE.match(pattern.sub("", question)):
            start, end = held[0].span()
            return f"{before[:start]}{other[0]}{before[end:]}"
    return ""


def field_words(text: str) -> list[str]:
    """The words of a text that ask for fields, as they stand in its folded form."""
    folded = fold(text)
    return [folded[field.start : field.end] for field in field_vocabulary().asked(folded)]


def own_words(question: str) -> list[str]:
    """The terms of a question that say more than "look it up" and which field is asked for."""
    vocabulary = field_vocabulary()
    rest = blanked(question, vocabulary.asked(question))
    return [term for term in telling_terms(rest) if not vocabulary.is_generic(term)]
