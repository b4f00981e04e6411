"""Reads a text for promises, requests and days to come, each as the sentence that says it.

A sentence counts where it looks to a day behind the one on which it was said, or promises firmly without
one. It is a promise where somebody undertakes something, a request where somebody asks for it, and else a
day to come. What is denied, asked as a question, or said to be done counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from assistant.promises.days import DueDay, due_days
from assistant.promises.wording import (
    ACTS,
    AGREED,
    ASKS_FOR_TITLES,
    CONDITIONAL,
    EXPECTED,
    FIRM,
    HAPPENED,
    NEGATED,
    PROMISES,
    QUESTION,
    REQUESTS,
    TASKED,
    THEY,
    WE,
    YOU,
)
from ingest.names import fold
from ingest.sentences import sentence_spans

Side = Literal["us", "customer", ""]
PromiseKind = Literal["promise", "request", "date"]
_LONGEST = 400  # characters of a sentence; what is longer is a table
_MONTHS = (
    r"(?<![\d年/.-])(?<!年 )\d{1,2}\s?月|[一二三四五六七八九十]月|年[底末内]|月[之以]?内|[Mm]onths?\b|\byear\b|"
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*\b|\.)"
)
_FAR = re.compile(_MONTHS)
_SIGNS = (
    "月", "年", "onth", "year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_NEAR = re.compile(
    rf"{_MONTHS}|[周星期礼拜][一二三四五六日天末]|月[底末]|明[天日]|后天|下个?[周月]|本周|这周|[周天日][之以]?内|"
    r"承诺|答应|保证|尽快|随后|稍后|马上|我[们方司]?[会将]|"
    r"[Pp]romis|[Cc]ommitted|[Pp]ledged|[Uu]ndert|\b[Ww]ill\b|'ll\b|[Ss]hall\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]omorrow|[Ww]ithin|[Ee]nd of|[Nn]ext week|[Tt]his week"
)
_NEAR_DAYS = 70
_YEAR_MONTH = re.compile(r"(20\d\d)\s?[-/.年]\s?(\d{1,2})(?!\d)")
_SPEAKER = re.compile(r"^\s*(?P<who>[^:：\d]{1,40}?)(?:\s+\d{1,2}:\d\d)?\s*[:：]\s*(?=\S)")


_OTHER: dict[Side, Side] = {"us": "customer", "customer": "us", "": ""}


@dataclass(frozen=True, slots=True)
class Voices:
    """Who may be named: folded names of colleagues and of the customer's people, and whose words they
    are where nobody is. `notes` says that colleagues noted it for themselves."""

    ours: Sequence[str] = ()
    theirs: Sequence[str] = ()
    speaker: Side = "us"
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence, `text[start:end]`: what it says, by when, and whose turn it is, as far as it tells.
    `who` is the folded name of whoever promised or is to do it."""

    kind: PromiseKind
    start: int
    end: int
    due: date | None
    side: Side
    who: str


def promises_in(
    text: str,
    said_on: date,
    voices: Voices,
    *,
    begin: int = 0,
    end: int | None = None,
    earliest: date = date.min,
) -> Iterator[Promise]:
    """The promises of a text between two places, in order; `said_on` is the day of the text. What was due
    before `earliest` may be left out."""
    last = len(text) if end is None else end
    for start, stop in sentence_spans(text[begin:last]):
        start, stop = start + begin, stop + begin
        if stop - start > _LONGEST or not may_promise(text[start:stop], said_on, earliest):
            continue
        made = _read(text[start:stop], said_on, voices)
        if made:
            kind, due, side, who = made
            yield Promise(kind, start, stop, due, side, who)


def may_promise(text: str, said_on: date, earliest: date) -> bool:
    """Whether a text may promise anything due on or after a day: quickly, and sometimes wrongly yes."""
    if (earliest - said_on).days <= _NEAR_DAYS:
        if _NEAR.search(text):
            return True
    # Only a day that is written out reaches far; a sign in a text is found sooner than a pattern.
    elif any(sign in text for sign in _SIGNS) and _FAR.search(text):
        return True
    month = f"{earliest.year:04}{earliest.month:02}"
    return any(f"{found[1]}{int(found[2]):02}" >= month for found in _YEAR_MONTH.finditer(text))


def _read(
    sentence: str, said_on: date, voices: Voices
) -> tuple[PromiseKind, date | None, Side, str] | None:
    folded = fold(sentence)
    speaker = _SPEAKER.match(folded)
    said = folded[speaker.end() :] if speaker else folded
    if NEGATED.search(said):
        return None
    asks, promises = REQUESTS.search(said), PROMISES.search(said)
    if QUESTION.search(said) and not (asks and re.search(r"请|please|could you|can you", said)):
        return None
    if HAPPENED.search(said):
        return None
    due = _chosen(due_days(said, said_on))
    if CONDITIONAL.search(said) and not promises:
        return None
    if due is None:
        if not FIRM.search(said) or asks:
            return None
        return "promise", None, *_promised_by(said, speaker, voices)
    if (tasked := TASKED.search(said)) and (named := _first_named(said[tasked.end() :], voices)):
        return "promise", due.day, *named
    if EXPECTED.search(said[: due.start]):
        return "date", due.day, "", ""
    if promises and not (asks and asks.start() < promises.start()):
        return "promise", due.day, *_promised_by(said, speaker, voices)
    if asks:
        return "request", due.day, *_asked_of(said, voices)
    if voices.notes and (due.is_limit or (due.is_exact and ACTS.match(said, due.end))):
        return "promise", due.day, *_promised_by(said, speaker, voices)
    return ("date", due.day, "", "") if due.is_exact and not due.is_counted else None


def _chosen(days: Sequence[DueDay]) -> DueDay | None:
    """The day that counts of several: the one it was moved to, a limit, else the first."""
    exact = [one for one in days if one.is_exact] or days
    for wanted in (
        [one for one in exact if one.is_moved],
        [one for one in exact if one.is_limit],
        exact,
    ):
        if wanted:
            return wanted[0]
    return None


def _promised_by(said: str, speaker: re.Match[str] | None, voices: Voices) -> tuple[Side, str]:
    """Whoever is named before the words that promise; else whom a pronoun means; else whoever speaks.
    What was agreed is neither side's alone."""
    mark = PROMISES.search(said)
    if mark and AGREED.fullmatch(mark[0]):
        return "", ""
    before = said[: mark.start()] if mark else said
    if named := _last_named(before, voices) if mark else _first_named(before, voices):
        return named
    if mark and (said_by := _by_pronoun(before[-12:], voices)):
        return said_by, ""
    if speaker and (named := _last_named(speaker["who"], voices)):
        return named
    return _by_pronoun(before, voices) or voices.speaker, ""


def _asked_of(said: str, voices: Voices) -> tuple[Side, str]:
    """Whose turn it is: the other side than the one that asks; where the words say who is to do it, they."""
    mark = REQUESTS.search(said)
    asking = _last_named(said[: mark.start()], voices) if mark else None
    if asking:
        return _other(asking[0]), ""
    told = _first_named(said[mark.end() :], voices) if mark else None
    if told and said.startswith(("请", "please")):
        return told
    if YOU.search(said):
        return _other(voices.speaker), ""
    if mark and THEY.search(said[: mark.start()]):
        return "us", ""
    # A note of ours without a name tells what is asked of us; a letter asks whoever gets it.
    return ("us" if voices.notes else _other(voices.speaker)), ""


def _other(side: Side) -> Side:
    return _OTHER[side]


def _by_pronoun(said: str, voices: Voices) -> Side:
    if WE.search(said):
        return voices.speaker
    if YOU.search(said):
        return _other(voices.speaker)
    return "customer" if THEY.search(said) else ""


def _last_named(said: str, voices: Voices) -> tuple[Side, str] | None:
    named = list(_named(said, voices))
    return max(named)[1] if named else None


def _first_named(said: str, voices: Voices) -> tuple[Side, str] | None:
    named = list(_named(said, voices))
    return min(named)[1] if named else None


def _named(said: str, voices: Voices) -> Iterator[tuple[int, tuple[Side, str]]]:
    """Where people are named: whole, by the first name in Latin script, by surname and title in Chinese."""
    signs = frozenset(said)
    for name in voices.ours:
        if name[0] in signs:
            yield from ((match.start(), ("us", name)) for match in _forms(name).finditer(said))
    for name in voices.theirs:
        if name[0] in signs:
            yield from (
                (match.start(), ("customer", name)) for match in _forms(name).finditer(said)
            )


@lru_cache(maxsize=4096)
def _forms(name: str) -> re.Pattern[str]:
    if name.isascii():
        first = name.split(" ")[0]
        forms = [name, first] if len(first) > 2 and first != name else [name]
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
    if 2 <= len(name) <= 3:
        return re.compile(rf"{re.escape(name)}|{re.escape(name[0])}(?:{ASKS_FOR_TITLES})")
    return re.compile(re.escape(name))
