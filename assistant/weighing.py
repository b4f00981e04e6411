"""What tells an answer from a near miss: how much of the question the sentences read bear out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.answers import Passage
from assistant.expectations import expected
from assistant.found import Found
from assistant.questions import language_of, language_of_passage, names_in
from assistant.reading import Quote
from ingest.segmentation import terms

_BACKGROUND = slice(1, 30)
_AKIN = 0.5
_UNLIKELY = -8.0  # log odds
_STEM = 4  # characters two words of one family have in common
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z-]{0,15}\d[A-Za-z0-9-]*")


class Features(NamedTuple):
    """What the confidence is weighed from; where nothing was found, all zero but the log odds, which are low.

    Of all that was found: `margin` is by how much the best cosine stands out from those behind it; `ahead`
    and `nearer` by how much the best record is before the next, in score and in cosine.
    Of the sentences read: `choice` is the logarithm of how many there were; `chance` that of the best to
    be chosen of them; `misshapen` by how much they lack the shape asked for (a date, a sum); `unmet` tells
    that they and their headings lack a name or number of the question, or the best of them its year,
    `miscoded` a code; `miscounted` is
    the share of the numbers that the best one's whole passage lacks too; `cosine` is the best.
    Of the best sentence: `bears` is the idf of what is asked that it and its headings say, or nearly say,
    counted in words that no passage says; `passage` its passage's score against the best; `closer` by how
    much it is nearer to the question than its passage; `crossing` that it is in the other language.
    `likeliest` are the highest log odds that one of them answers, read together with the question, `likely`
    those of the best.
    """

    margin: float
    ahead: float
    nearer: float
    choice: float
    chance: float
    misshapen: float
    unmet: float
    miscoded: float
    miscounted: float
    cosine: float
    bears: float
    passage: float
    closer: float
    crossing: float
    likeliest: float
    likely: float


_NOTHING = Features(*[0.0] * len(Features._fields))._replace(likeliest=_UNLIKELY, likely=_UNLIKELY)


def features_of(found: Found, quotes: Sequence[Quote]) -> Features:
    """Of what was found and read for a question."""
    if not found.passages:
        return _NOTHING
    cosines = sorted((passage.dense for passage in found.passages), reverse=True)
    background = cosines[_BACKGROUND] or cosines
    definite = expected(found.question).is_definite
    shaped = max((quote.signs.shaped for quote in quotes), default=0.0)
    first, others = _parted(found.passages)
    overall = _NOTHING._replace(
        margin=cosines[0] - sum(background) / len(background),
        ahead=first[0].score - max((passage.score for passage in others), default=0.0),
        nearer=max(passage.dense for passage in first)
        - max((passage.dense for passage in others), default=0.0),
        misshapen=float(definite) * (1 - shaped),
    )
    if not quotes:
        return overall
    best = min(quotes, key=lambda quote: quote.rank)
    itself = " ".join((best.passage.title, *best.section.heading, best.text))
    together = " ".join(map(_under_headings, quotes))
    return overall._replace(
        choice=math.log(best.among),
        chance=best.chance,
        unmet=max(_unmet(found, together), _misdated(found.question, _under_headings(best))),
        miscoded=_miscoded(found.question, together),
        miscounted=_miscounted(found.question, f"{together} {best.passage.text}"),
        cosine=max(quote.cosine for quote in quotes),
        bears=_said_nearly(found, itself) / found.unheard,
        passage=best.signs.passage,
        closer=best.cosine - best.passage.dense,
        crossing=float(language_of(found.question) != language_of_passage(best.text)),
        likeliest=max(map(_log_odds, quotes)),
        likely=_log_odds(best),
    )


def _log_odds(quote: Quote) -> float:
    """What was not among the best is not read together with the question."""
    return _UNLIKELY if quote.log_odds is None else max(_UNLIKELY, quote.log_odds)


def says_nothing(found: Found, quotes: Sequence[Quote]) -> bool:
    """Whether no sentence, nor a heading above it, says a word of what is asked: it bears out nothing."""
    return bool(found.focus) and not any(quote.signs.said + quote.signs.context for quote in quotes)


def _parted(passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """Those of the best record, and the others."""
    best = passages[0].record_id
    return (
        [passage for passage in passages if passage.record_id == best],
        [passage for passage in passages if passage.record_id != best],
    )


def _under_headings(quote: Quote) -> str:
    """With all that stands above it, and its day."""
    day = str(quote.passage.occurred_at or "")[:10]
    return " ".join((quote.passage.title, *quote.section.heading, quote.text, day))


def _unmet(found: Found, text: str) -> float:
    """Those whom it is tagged with need not be named, and a name may be said in the other language."""
    held = set(terms(text))
    held |= found.covered(held)
    names = [
        name for name in names_in(found.question) if not found.context_terms.issuperset(terms(name))
    ]
    folded = text.casefold()
    return float(
        any(
            wanted.casefold() not in folded and not held.issuperset(terms(wanted))
            for wanted in (*names, *_NUMBER.findall(found.question))
        )
    )


def _misdated(question: str, text: str) -> float:
    """Whether a year is asked of, and another is told of."""
    asked = set(_YEAR.findall(question))
    return float(bool(asked) and asked.isdisjoint(_YEAR.findall(text)))


def _miscoded(question: str, text: str) -> float:
    folded = text.casefold()
    return float(any(code.casefold() not in folded for code in _CODE.findall(question)))


def _miscounted(question: str, text: str) -> float:
    numbers = set(_NUMBER.findall(question))
    return sum(number not in text for number in numbers) / len(numbers) if numbers else 0.0


def _said_nearly(found: Found, text: str) -> float:
    """The idf of what is asked that a text says, and half of that of which it says a word akin: one
    with a character, or with its first letters, in common."""
    held = set(terms(text))
    said = found.covered(held)
    stems = {term[:_STEM] for term in held if term.isascii() and len(term) >= _STEM}
    akin = [
        term
        for term in found.focus - said
        if (
            len(term) > _STEM and term[:_STEM] in stems
            if term.isascii()
            else any(character in text for character in term)
        )
    ]
    return found.worth(said & found.focus) + _AKIN * found.worth(akin)
