"""The words for one stretch of time: 上季度, last 90 days, Q3 2025, 5 March."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from assistant.period import Period

_UNIT = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "个月": "month",
    "季": "quarter", "季度": "quarter", "年": "year", "day": "day", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "半年": "half",
}  # fmt: skip
_SHIFT = {
    "这": 0, "这个": 0, "本": 0, "当": 0, "今": 0, "this": 0, "current": 0, "the current": 0,
    "上": -1, "上个": -1, "上一": -1, "上一个": -1, "去": -1, "last": -1, "previous": -1, "the last": -1, "the previous": -1,
    "上上": -2, "上上个": -2, "前": -2,
    "下": 1, "下个": 1, "下一": 1, "下一个": 1, "明": 1, "next": 1, "the next": 1, "the coming": 1, "coming": 1, "后": 2,
}  # fmt: skip
_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (
        calendar.month_name[number],
        calendar.month_abbr[number],
        f"{calendar.month_abbr[number]}.",
    )
} | {"sept": 9}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_NUMBERS = {
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "十一": 11, "十二": 12, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
_HAN = "十[一二]|[一二两三四五六七八九十]"
_YEAR_WORD = r"今年|去年|前年|明年|本年度?|(?:20\d\d)\s?年度?"
_OF_YEAR = r"(?:\s?(?:of\s)?(20\d\d|this year|last year|next year))?"


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _NUMBERS[word]


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _unit(unit: str, today: date, shift: int) -> Period:
    """A calendar week, month, quarter or year, `shift` of them on from now."""
    if unit == "day":
        day = today + timedelta(days=shift)
        return Period(day, day_after(day))
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
        return Period(monday, monday + timedelta(weeks=1))
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    first = today.replace(day=1, month=(today.month - 1) // length * length + 1)
    begin = months_on(first, shift * length)
    return Period(begin, months_on(begin, length))


def _rolling(unit: str, count: int, today: date, *, ahead: bool) -> Period:
    """So many of them up to today, or from it on; both days are within."""
    if count > 1200:
        raise ValueError(count)
    sign = 1 if ahead else -1
    if unit in ("day", "week"):
        other = today + timedelta(days=sign * count * (7 if unit == "week" else 1))
    else:
        other = months_on(
            today, sign * count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
        )
    return Period(today, day_after(other)) if ahead else Period(other, day_after(today))


def _stretch(count: str, unit: str) -> tuple[str, int]:
    """三 and 个月 as a unit and how many; half a month is fifteen days."""
    if count != "半":
        return _UNIT[unit.removeprefix("个")], _number(count)
    if unit == "年":
        return "half", 1
    if unit.endswith("月"):
        return "day", 15
    raise ValueError(unit)


def _within(unit: str, count: int, today: date) -> Period:
    """30 天内: what has been, or for what lies in the future, what is to come."""
    past = _rolling(unit, count, today, ahead=False)
    return replace(past, ahead=_rolling(unit, count, today, ahead=True))


def _year_of(word: str | None, today: date) -> int | None:
    """The year that a word says; None where it says none."""
    if not word:
        return None
    if digits := re.search(r"20\d\d", word):
        return int(digits[0])
    shifts = {"今": 0, "本": 0, "去": -1, "前": -2, "明": 1, "thi": 0, "las": -1, "nex": 1}
    return today.year + next(shift for begin, shift in shifts.items() if word.startswith(begin))


def _months(year: int | None, month: int, length: int, today: date) -> Period:
    """So many months from one on; without a year those that began last, and `ahead` this year's."""
    begin = date(year or today.year, month, 1)
    made = Period(begin, months_on(begin, length))
    if year is None and begin > today:
        past = months_on(begin, -12)
        return Period(past, months_on(past, length), ahead=made, without_year=True)
    return replace(made, without_year=year is None)


def _one_day(year: int | None, month: int, day: int, today: date) -> Period:
    single = date(year or today.year, month, day)
    made = Period(single, day_after(single))
    if year is None and single > today:
        past = date(single.year - 1, month, day)
        return Period(past, day_after(past), ahead=made, without_year=True)
    return replace(made, without_year=year is None)


def _days_of_a_month(
    year: int | None, month: int, first: int, last: int, today: date
) -> Period | None:
    """12 月 20 日到 25 日, December 20 to 25, 2023; two days that do not follow each other are no stretch."""
    begin, end = (_one_day(year, month, day, today) for day in (first, last))
    if first >= last or not (begin.since and end.before):
        return None
    ahead = Period(begin.ahead.since, end.ahead.before) if begin.ahead and end.ahead else None
    if begin.since > end.before:  # the one is past, the other to come
        return ahead or _days_of_a_month(today.year, month, first, last, today)
    return Period(begin.since, end.before, ahead=ahead, without_year=year is None)


def _two_days(year: int | None, month: int, first: int, last: int, today: date) -> Period | None:
    """December 20 or 21: the next day."""
    return _days_of_a_month(year, month, first, last, today) if last == first + 1 else None


_Reader = Callable[[re.Match[str], date], Period | None]


def _year_part(match: re.Match[str], today: date) -> Period:
    """上半年, 去年三季度, 2025年3月, 3月5日."""
    year = _year_of(match["year"], today)
    if match["half"]:
        return _months(year, 1 if match["half"] == "上" else 7, 6, today)
    if match["quarter"]:
        return _months(year, _number(match["quarter"]) * 3 - 2, 3, today)
    if match["month"]:
        month = _number(match["month"])
        if match["day"]:
            return _one_day(year, month, int(match["day"]), today)
        return _months(year, month, 1, today)
    return _months(year, 1, 12, today)


READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            r"(?<![\w-])(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\w-])",
            lambda m, t: _one_day(int(m[1]), int(m[2]), int(m[3]), t),
        ),
        (
            r"(?<![\w-])(20\d\d)[-/](\d{1,2})(?![\w/-])",
            lambda m, t: _months(int(m[1]), int(m[2]), 1, t),
        ),
        (
            rf"(?P<year>{_YEAR_WORD})?\s?(?:的\s?)?(?:(?P<half>[上下])半年(?!度?度)|第?(?P<quarter>[1-4一二三四])\s?季度?(?!节)|"
            rf"(?<![\d.个])(?P<month>1[0-2]|0?[1-9]|{_HAN})\s?月(?!\s?[内后前])(?:份|底|初|末)?(?:\s?(?P<day>3[01]|[12]?\d)\s?[日号](?!线|机|楼|厂))?)",
            _year_part,
        ),
        (
            rf"(?P<year>{_YEAR_WORD})(?:初|底|全年)?(?P<half>)(?P<quarter>)(?P<month>)(?P<day>)",
            _year_part,
        ),
        (r"今[天日](?!以来)|\btoday\b", lambda _, t: _unit("day", t, 0)),
        (r"昨[天日]|\byesterday\b", lambda _, t: _unit("day", t, -1)),
        (r"前天", lambda _, t: _unit("day", t, -2)),
        (r"明[天日]|\btomorrow\b", lambda _, t: _unit("day", t, 1)),
        (
            r"(上上个?|上一?个?|这个?|本|当|下一?个?)(周|星期|礼拜|月|季度?|年)(?!末|边|底|初)(?:度)?",
            lambda m, t: _unit(_UNIT[m[1 + 1]], t, _SHIFT[m[1]]),
        ),
        (
            r"年初至今|今年至今|今年迄今|\b(?:year to date|ytd|so far this year|this year so far)\b",
            lambda _, t: Period(date(t.year, 1, 1), day_after(t)),
        ),
        (
            r"(?:最近|过去|近)(?:的|这)?\s?(?:(半)|(\d{1,4}|"
            + _HAN
            + r"))\s?(年|个?月|个?季度|个?星期|周|天|日)",
            lambda m, t: _rolling(*_stretch(m[1] or m[2], m[3]), t, ahead=False),
        ),
        (
            r"(?:未来|接下来|今后|以后)(?:的|这)?\s?(?:(半)|(\d{1,4}|"
            + _HAN
            + r"))\s?(年|个?月|个?季度|个?星期|周|天|日)",
            lambda m, t: _rolling(*_stretch(m[1] or m[2], m[3]), t, ahead=True),
        ),
        (
            rf"(?<![\d一二三四五六七八九十百])(\d{{1,4}}|{_HAN}|半)\s?(年|个?月|个?季度|个?星期|周|天|日)(?:之|以)?内(?!容)",
            lambda m, t: _within(*_stretch(m[1], m[2]), t),
        ),
        (
            r"\bwithin (?:the )?(\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (day|week|month|quarter|year)s?\b",
            lambda m, t: _within(m[2], _number(m[1]), t),
        ),
        (
            r"\b(?:the )?(?:last|past|previous) (\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (day|week|month|quarter|year)s?\b",
            lambda m, t: _rolling(m[2], _number(m[1]), t, ahead=False),
        ),
        (
            r"\b(?:the )?(?:next|coming) (\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (day|week|month|quarter|year)s?\b",
            lambda m, t: _rolling(m[2], _number(m[1]), t, ahead=True),
        ),
        (
            r"\b(?:the )?past (day|week|month|quarter|year)\b",
            lambda m, t: _rolling(m[1], 1, t, ahead=False),
        ),
        (
            r"\b(?:the )?(this|current|last|previous|next|coming) (week|month|quarter|year)\b",
            lambda m, t: _unit(m[2], t, _SHIFT[m[1]]),
        ),
        (
            rf"\bq([1-4])(?:\s?/?\s?(20\d\d)|{_OF_YEAR})(?![\w])",
            lambda m, t: _months(_year_of(m[2] or m[3], t), int(m[1]) * 3 - 2, 3, t),
        ),
        (
            r"(?<![\w-])(20\d\d)\s?年?\s?q([1-4])(?!\w)",
            lambda m, t: _months(int(m[1]), int(m[2]) * 3 - 2, 3, t),
        ),
        (
            rf"\b(?:the )?(first|second|third|fourth|last|1st|2nd|3rd|4th) quarter{_OF_YEAR}(?![\w])",
            lambda m, t: (
                None
                if m[1] == "last" and not m[2]
                else _months(_year_of(m[2], t), _number(m[1]) * 3 - 2, 3, t)
            ),
        ),
        (
            rf"\b(?:the )?(first|second) half{_OF_YEAR}(?![\w])|\bh([12])\s(20\d\d)\b",
            lambda m, t: _months(
                _year_of(m[2] or m[4], t), 1 if (m[1] or m[3]) in ("first", "1") else 7, 6, t
            ),
        ),
        (
            rf"(?:\bbetween )?\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:to|through|-|–|~|(?<=\d )and)\s?(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(20\d\d))?(?![\d\w])",
            lambda m, t: _days_of_a_month(
                _year_of(m[4], t), _MONTHS[m[1]], int(m[2]), int(m[3]), t
            ),
        ),
        (
            rf"\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?\s(?:or|and)\s(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(20\d\d))?(?![\d\w])",
            lambda m, t: _two_days(_year_of(m[4], t), _MONTHS[m[1]], int(m[2]), int(m[3]), t),
        ),
        (
            rf"(?:\b(?:between|from) )?\b(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:to|through|-|–|~|(?<=\d )and)\s?(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})(?:,?\s(20\d\d))?(?![\w])",
            lambda m, t: _days_of_a_month(
                _year_of(m[4], t), _MONTHS[m[3]], int(m[1]), int(m[2]), t
            ),
        ),
        (
            rf"(?P<year>{_YEAR_WORD})?\s?(?<![\d.])(?P<month>1[0-2]|0?[1-9]|{_HAN})\s?月\s?(?P<first>3[01]|[12]?\d)\s?[日号]?\s?(?:到|至|-|~|–|—)\s?(?P<last>3[01]|[12]?\d)\s?[日号]",
            lambda m, t: _days_of_a_month(
                _year_of(m["year"], t), _number(m["month"]), int(m["first"]), int(m["last"]), t
            ),
        ),
        (
            rf"\b({_MONTH})\s(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(20\d\d))?(?![\d\w])",
            lambda m, t: _one_day(_year_of(m[3], t), _MONTHS[m[1]], int(m[2]), t),
        ),
        (
            rf"(?<![\w.])(\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?({_MONTH})(?:,?\s(20\d\d))?(?![\w])",
            lambda m, t: _one_day(_year_of(m[3], t), _MONTHS[m[2]], int(m[1]), t),
        ),
        (
            rf"\b(?:(?<=in )|(?<=since )|(?<=before )|(?<=after )|(?<=during )|(?<=for )|(?<=by )|(?<=from )|(?<=to )|(?<=and )|(?<=until )|(?<=of )|(?<=between )|(?<=last )|)({_MONTH}),?{_OF_YEAR}(?![\w])",
            lambda m, t: (
                None
                if m[1] in ("may", "mar") and not _is_month(m)
                else _months(_year_of(m[2], t), _MONTHS[m[1]], 1, t)
            ),
        ),
        (
            r"(?<![\w.,/-])(20[0-4]\d)(?![\w%/-]|[.,]\d|\s?[年个台套件元万])",
            lambda m, t: _months(int(m[1]), 1, 12, t),
        ),
    )
)


def _is_month(match: re.Match[str]) -> bool:
    """Whether "may" is the month: with a year, or behind a preposition."""
    before = match.string[: match.start()]
    return bool(match[2]) or bool(
        re.search(
            r"\b(?:in|since|before|after|during|for|by|from|to|until|of|between|and|last|end of) $",
            before,
        )
    )
