"""The days that a question speaks of, and whose they are: signed last month, not contacted since March."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from assistant.period import Period
from assistant.query.hearing import JOINED, Hearing, NoQuery
from assistant.query.lexicon import Token
from assistant.query.typed_query import RECORD_DATE, Condition, Group

_FUTURE = frozenset({"close_date", "due_date", "end_date", "next_contact"})
_BEGINNINGS = frozenset({"opened_on", "signed_on", "date", "created_on", "created", "created_at"})
_BEGUN = frozenset({"opened_on", "signed_on"})
_IS_NEW = re.compile(r"新|new|added|date|日|时间")
DATED = frozenset({"mail", "chat", "file", "visit", "call", "meeting", "event"})
"""The kinds of record that have a day of their own, though no field may state it."""


class DayWords:
    """Takes periods for conditions; NoQuery where it cannot be told whose day they are."""

    def __init__(self, hearing: Hearing) -> None:
        self._heard = hearing

    def take(self) -> None:
        """Add them all."""
        self._take_days_without_contact()
        places = [one for one in self._heard.of("period") if one not in self._heard.used]
        if not places:
            self._take_beginnings()
            return
        self._heard.used.update(places)
        name, canonical = self._day_of(places[0])
        periods = [self._period(one, canonical) for one in places]
        period = periods[0]
        if len(places) > 1:
            period = self._side_by_side(name, places, periods)
        if canonical == "last_contact" and self._is_refused():
            period = self._until_it_began(period)
        self._heard.where.append(Condition(field=name, since=period.since, before=period.before))

    def _take_beginnings(self) -> None:
        """启辰签过几份合同, the tickets that they raised: those of which it is stated when. What is new
        needs a period."""
        for token in self._heard.of("field"):
            name = next((one for one in token.means if one in _BEGUN), "")
            if not name or token in self._heard.used or _IS_NEW.search(self._heard.word(token)):
                continue
            found = self._heard.meant(name)
            if found and found.seen.is_day and found.name != RECORD_DATE:
                self._heard.where.append(Condition(field=found.name, given=True))
            elif found is None and not self._date_begins():
                continue
            self._heard.used.add(token)

    def _period(self, token: Token, canonical: str) -> Period:
        [period] = [one for one in self._heard.parts.periods if one.start == token.start]
        return period.ahead if canonical in _FUTURE and period.ahead else period

    def _side_by_side(self, name: str, places: list[Token], periods: list[Period]) -> Period:
        """Two months, quarters or years, the one right behind the other, as one; else NoQuery."""
        if len(places) > 2 or not JOINED.fullmatch(_bare(self._heard.between(*places))):
            raise NoQuery
        first, second = periods
        if first.without_year and first.since and second.since and not second.without_year:
            years = second.since.year - first.since.year
            if first.before:
                first = replace(
                    first,
                    since=first.since.replace(year=first.since.year + years),
                    before=first.before.replace(year=first.before.year + years),
                )
        lengths = {_length(first), _length(second)}
        [unit, *others] = lengths
        if others or not unit or first.before != second.since:
            raise NoQuery
        self._heard.joined = Group.model_validate(
            {"by": unit, "field": "" if name == RECORD_DATE else name}
        )
        return Period(first.since, second.before)

    def _is_refused(self) -> bool:
        """Whether there was no contact, by a word for no that stands with it."""
        refused = [one for one in self._heard.of("not") if one not in self._heard.used]
        self._heard.used.update(refused[:1])
        return bool(refused)

    def _until_it_began(self, period: Period) -> Period:
        """Not since March: for the last time before March. A period that is over tells nothing of now."""
        is_past = period.before and period.before <= self._heard.parts.today
        if not period.since or is_past:
            raise NoQuery
        return Period(None, period.since)

    def _take_days_without_contact(self) -> None:
        """超过 30 天没有联系: the last contact is longer ago than that."""
        contact = self._heard.meant("last_contact")
        said = [one for one in self._heard.of("field") if "last_contact" in one.means]
        for test in self._heard.parts.tests:
            numbers = [
                one
                for one in self._heard.of("number")
                if (one.start, one.end) == (test.start, test.end)
            ]
            if not (contact and contact.seen.is_day and said and numbers and test.unit == "day"):
                continue
            if test.test not in ("above", "at_least") or not self._is_refused():
                raise NoQuery
            days = timedelta(days=int(test.number) - (test.test == "at_least"))
            self._heard.where.append(
                Condition(field=contact.name, before=self._heard.parts.today - days)
            )
            self._heard.used.update((*numbers, *said))

    def _day_of(self, period: Token) -> tuple[str, str]:
        """The field whose day a period tells, and its canonical name; the record's own date where none is
        named and the records have one."""
        named = [one for one in self._heard.of("field") if one not in self._heard.used]
        for one in sorted(named, key=lambda one: abs(one.start - period.start)):
            for name in (*one.means, *(["last_contact"] if "contact" in one.means else [])):
                found = self._heard.meant(name)
                if found and found.seen.is_day:
                    self._heard.used.add(one)
                    self._heard.used.update(
                        other for other in named if self._heard.names(other, found.name)
                    )
                    return found.name, name
            if "opened_on" in one.means and self._date_begins():
                self._heard.used.add(one)
                return RECORD_DATE, "opened_on"
        if self._heard.closing or self._heard.of("closed"):
            found = self._heard.meant("closed_on")
            if found and found.seen.is_day:
                self._heard.used.update(self._heard.of("closed"))
                return found.name, "closed_on"
        dates = {kind: self._heard.known.record_date(kind) for kind in self._heard.counted}
        if any(dates.values()):
            own = next(filter(None, dates.values()))
            future = next((name for name in own.names if name in _FUTURE), "")
            return RECORD_DATE, future
        if set(self._heard.counted) & DATED:
            return RECORD_DATE, ""
        raise NoQuery

    def _date_begins(self) -> bool:
        """Whether the records' own date is when they came to be."""
        dates = [self._heard.known.record_date(kind) for kind in self._heard.counted]
        return all(one is not None and bool(one.names & _BEGINNINGS) for one in dates)


def _length(period: Period) -> str:
    if not (period.since and period.before):
        return ""
    months = (
        (period.before.year - period.since.year) * 12 + period.before.month - period.since.month
    )
    if period.since.day != 1 or period.before.day != 1:
        return ""
    return {1: "month", 3: "quarter", 12: "year"}.get(months, "")


def _bare(between: str) -> str:
    return between.removesuffix("in ").removesuffix("in the ") or " "
