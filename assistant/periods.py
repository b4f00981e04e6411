"""Finds the stretches of time that a question names: 上季度, last 90 days, since March, Q3 2025."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from assistant.period import Period
from assistant.stretches import READERS, months_on
from ingest.names import fold


def periods(question: str, today: date) -> tuple[Period, ...]:
    """The periods that a question names, in order, none inside another; `today` is the asker's day."""
    text = fold(question)
    found: list[Period] = []
    for pattern, read in READERS:
        for match in pattern.finditer(text):
            try:
                made = read(match, today)
            except (ValueError, OverflowError):
                continue
            if made is not None:
                found.append(_placed(made, match.start(), match.end()))
    plain: list[Period] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not plain or one.start >= plain[-1].end:
            plain.append(one)
    return tuple(_bounded(text, _joined(text, plain), today))


def _placed(period: Period, start: int, end: int) -> Period:
    ahead = replace(period.ahead, start=start, end=end) if period.ahead else None
    return replace(period, start=start, end=end, ahead=ahead)


_BETWEEN = re.compile(r"\s?(?:到|至|~|-|–|—|to|until|till|through|and)\s?")
_OPENS = re.compile(r"(?:从|自|between|from)\s?$")


def _joined(text: str, plain: list[Period]) -> Iterator[Period]:
    """Two with "to" between them made one: from April to June."""
    at = 0
    while at < len(plain):
        first = plain[at]
        at += 1
        if at < len(plain):
            second = plain[at]
            link = _BETWEEN.fullmatch(text[first.end : second.start])
            opens = _OPENS.search(text[: first.start])
            if link and (link[0].strip() != "and" or opens) and first.since and second.before:
                begin = first
                first, second = _of_the_year_of(first, second), _behind(first, second)
                if first.since and second.before and first.since < second.before:
                    start = opens.start() if opens else first.start
                    ahead = _ahead(begin, second)
                    yield _placed(
                        Period(first.since, second.before, ahead=ahead), start, second.end
                    )
                    at += 1
                    continue
        yield first


def _ahead(first: Period, second: Period) -> Period | None:
    """The same two where the second is yet to come."""
    if second.ahead is None:
        return None
    since, before = (first.ahead or first).since, second.ahead.before
    return Period(since, before) if since and before and since < before else None


def _of_the_year_of(first: Period, second: Period) -> Period:
    """The first of two without a year is in the second's, or the one before: January and March 2025."""
    if not (first.without_year and first.since and first.before and second.before):
        return first
    years = second.before.year - first.since.year
    if months_on(first.since, 12 * years) >= second.before:
        years -= 1
    since, before = (months_on(day, 12 * years) for day in (first.since, first.before))
    return replace(first, since=since, before=before, ahead=None)


def _behind(first: Period, second: Period) -> Period:
    """The second of two, if it alone has no year, is the next behind the first: 2023 年 12 月 1 日到 15 日."""
    if not (second.without_year and not first.without_year):
        return second
    if not (first.since and second.since and second.before):
        return second
    since, before = second.since, second.before
    while before and since and before <= first.since:
        since, before = months_on(since, 12), months_on(before, 12)
    return replace(second, since=since, before=before, ahead=None)


_SINCE_BEFORE = re.compile(r"(?:\b(?:since|from|starting(?: from| in)?|as of)|从|自)\s?$")
_SINCE_AFTER = re.compile(
    r"\s?(?:以来|至今|到现在|到今天|起(?!草)|开始|onwards?\b|to date\b|until now\b|up to now\b)"
)
_AFTER_BEFORE = re.compile(r"\b(?:after|later than)\s$")
_AFTER_AFTER = re.compile(r"(?:之后|以后|后(?!续))")
_BEFORE_BEFORE = re.compile(r"\b(?:before|earlier than|prior to)\s$")
_BEFORE_AFTER = re.compile(r"(?:之前|以前|前(?!\d|十|五|三))")
_UNTIL_BEFORE = re.compile(
    r"(?:\b(?:until|till|up to|by(?: the end of)?|no later than|through)\s|截至|截止到?)$"
)
_AT_ITS_END = re.compile(r"[底末]$")  # 六月底之前 is not before June
_Side = Literal["after", "before", "until"]
_IN = re.compile(r"(?:\b(?:in|during|within|over|on|for|of)(?: the)?\s)$|(?<=[^实现存所正都])在$")
_OUT = re.compile(r"(?:之间|期间|以内|之内|内(?!部|容)|里(?!程)|中(?=[,，的有]|$)|当中|的时候)")


def _bounded(text: str, joined: Iterator[Period], today: date) -> Iterator[Period]:
    """With what stands beside them: since March, 五月之前, by the end of June."""
    for one in joined:
        before, after = text[: one.start], text[one.end :]
        opened, closed = _SINCE_BEFORE.search(before), _SINCE_AFTER.match(after)
        if (opened or closed) and one.since:
            since = one.since
            yield Period(
                since,
                today + timedelta(days=1) if since <= today and _ends_now(closed) else None,
                opened.start() if opened else one.start,
                one.end + (closed.end() if closed else 0),
            )
        elif (mark := _AFTER_BEFORE.search(before)) and one.before:
            yield _open_ended(one, "after", mark.start(), one.end)
        elif (mark := _AFTER_AFTER.match(after)) and one.before:
            yield _open_ended(one, "after", one.start, one.end + mark.end())
        elif (mark := _BEFORE_BEFORE.search(before)) and one.since:
            yield _open_ended(one, "before", mark.start(), one.end)
        elif (mark := _BEFORE_AFTER.match(after)) and one.since:
            side: _Side = "until" if _AT_ITS_END.search(text, one.start, one.end) else "before"
            yield _open_ended(one, side, one.start, one.end + mark.end())
        elif (mark := _UNTIL_BEFORE.search(before)) and one.before:
            yield _open_ended(one, "until", mark.start(), one.end)
        else:
            mark, out = _IN.search(before), _OUT.match(after)
            start = mark.start() if mark else one.start
            yield _placed(one, start, one.end + (out.end() if out else 0))


def _open_ended(one: Period, side: _Side, start: int, end: int) -> Period:
    """What comes after a period, before it, or until its end."""
    since = one.before if side == "after" else None
    before = {"before": one.since, "until": one.before}.get(side)
    ahead = _open_ended(one.ahead, side, start, end) if one.ahead else None
    return Period(since, before, start, end, ahead)


def _ends_now(closed: re.Match[str] | None) -> bool:
    return bool(closed) and bool(re.search(r"来|今|现|date|now", closed[0])) if closed else False
