"""The days that a sentence looks ahead to, counted from the day on which it was said."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.stretches import months_on
from assistant.writing.dates import Day, days_in
from assistant.writing.numerals import han_value

_WEEKDAYS_HAN = "一二三四五六日"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(?<![每两\d])(?P<shift>上|下下|下|本|这)?\s?个?(?:周|星期|礼拜)(?P<han>[一二三四五六日天]|(?<=[这本下]周)末)(?![次回遍])"
    r"|(?<!every )(?<!each )(?:\b(?P<which>this|next|coming|last)\s)?"
    r"\b(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_STRETCH = re.compile(
    r"(?P<tomorrow>明[天日]|\btomorrow\b)|(?P<after>后天|\bday after tomorrow\b)"
    r"|(?P<week_end>(?:本周|这周|这个星期)(?:内|之内|末)|\b(?:end of (?:the|this) week|this week)\b)"
    r"|(?P<next_week>下个?(?:周|星期)(?:内|之内|末)?(?![一二三四五六日天])|\b(?:by |end of )?next week\b)"
    r"|(?P<month_end>(?<![\d一二三四五六七八九十] )(?<![\d一二三四五六七八九十])(?<!下)(?<!下个)(?:本|这个)?月(?:底|末|内(?!部|容))"
    r"|\b(?:end of (?:the|this) month|month end|this month)\b)"
    r"|(?P<next_month>下个?月(?:底|末|内)?|\b(?:end of )?next month\b)"
    r"|(?P<year_end>(?:今年)?年[底末](?!以)|\b(?:end of (?:the|this) year|year end)\b)"
)
_WITHIN = re.compile(
    r"(?<![\d每])(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s?个?\s?(?P<unit>工作日|天|日|周|星期|礼拜|月|年)\s?(?:之内|以内|内)(?!部|容)"
    r"|\b(?:within|in)(?: the next)? (?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<of>working days?|business days?|days?|weeks?|months?)\b"
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
# Not counted from the day it was said: from a report, an order, a fault.
_FROM_ELSEWHERE = re.compile(
    r"(?:结束|完成|报修)后|收到|下单后|到货后|验收后|签约后|签订后|投诉后|故障后|接到|每|小时|\b(?:after|of (?:the|receipt|order)|upon|every|each|per)\b"
)
# Nor what somebody wants as a rule: spare parts within two days.
_IN_GENERAL = re.compile(r"\b(?:wants?|asks?|asked|needs?|needed)\b(?! us to| you to)[^.;]*$")
_LIMIT_BEHIND = re.compile(
    r"\s?[日号]?\s?(?:上午|下午|中午)?\s?(?:\d{1,2}\s?[点时:]\d{0,2})?\s?(?:之前|以前|前(?!天|期|后)|之内|以内|内|止|截止)"
)
_LIMIT_BEFORE = re.compile(
    r"(?:\b(?:by|before|until|till|up to|no later than|not later than|at the latest|due|due on|deadline(?: is|:)?)"
    r"(?: the)?(?: end of)?|截至|截止到?|最晚|最迟|不晚于|至迟)\s?$"
)
_LIMIT_AT_THE_LATEST = re.compile(r"\s?at the latest")
_WAS = re.compile(
    r"(?:原来[说定]?(?:的|是)?|原定|原本|原计划|本来|originally|instead of|\bnot|rather than|(?<![自])由|从|from)\s?(?:on )?$"
)
_MOVED = re.compile(
    r"(?:改到|改为|改成|推迟到|推到|顺延到|延期?到|延后到|提前到|挪到|moved to|postponed (?:to|until)|put off (?:to|until)|pushed (?:back )?to|shifted to)\s?$"
)
_MONTH_END_BEHIND = re.compile(r"\s?(?:份)?(?:底|末)")
_MONTH_END_BEFORE = re.compile(r"end of\s?$")
_PAST_DAYS = 90  # a day without a year so long past is next year's
_FARTHEST_DAYS = 3 * 366
_YEARS = (1900, 8900)  # in which days can be counted on and back


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day, where it stands in the folded sentence, whether it is a limit (by, before, 前), whether it
    replaces another, whether the very day is said, and whether it is counted: within two weeks."""

    day: date
    start: int
    end: int
    is_limit: bool
    is_moved: bool = False
    is_exact: bool = True
    is_counted: bool = False


def due_days(folded: str, said_on: date) -> tuple[DueDay, ...]:
    """The days of a folded sentence that lie behind the one on which it was said, in order; one that
    another took the place of is left out."""
    if not _YEARS[0] <= said_on.year <= _YEARS[1]:
        return ()
    found = [*_written(folded, said_on), *_named(folded, said_on), *_counted(folded, said_on)]
    kept: list[DueDay] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            continue
        kept.append(one)
    ahead = [one for one in kept if said_on < one.day <= said_on + timedelta(days=_FARTHEST_DAYS)]
    return tuple(one for one in ahead if not _WAS.search(folded[: one.start]) or one.is_moved)


def _written(folded: str, said_on: date) -> Iterator[DueDay]:
    """17 July, 2026-07-03, 7 月 17 日; 9 月, where no day is said."""
    for told, start, end in days_in(folded):
        if not told.month:
            continue
        try:
            made = _day(told, folded, start, end, said_on)
        except ValueError:
            continue
        yield made


def _day(told: Day, folded: str, start: int, end: int, said_on: date) -> DueDay:
    before, behind = folded[:start], folded[end:]
    is_limit = _is_limit(before, behind) or bool(
        re.match(r"by |before |until |till ", folded[start:end])
    )
    moved = bool(_MOVED.search(before))
    if told.day:
        day = date(told.year or said_on.year, told.month, told.day)
        if not told.year and (said_on - day).days > _PAST_DAYS:
            following = date(said_on.year + 1, told.month, told.day)
            # A limit lies ahead; of any other day that is meant which is nearer.
            if is_limit or following - said_on < said_on - day:
                day = following
        return DueDay(day, start, end, is_limit, moved)
    first = date(told.year or said_on.year, told.month, 1)
    if not told.year and (said_on - first).days > _PAST_DAYS:
        first = date(said_on.year + 1, told.month, 1)
    at_its_end = _MONTH_END_BEHIND.match(behind) or _MONTH_END_BEFORE.search(before)
    if is_limit and not at_its_end and not folded[start:end].isascii():
        return DueDay(first - timedelta(days=1), start, end, True, moved)  # 9 月前
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    behind_end = (
        behind[at_its_end.end() :] if at_its_end and behind.startswith(at_its_end[0]) else ""
    )
    limit = is_limit or bool(behind_end and _LIMIT_BEHIND.match(behind_end))
    return DueDay(last, start, end, limit, moved, is_exact=bool(at_its_end) or limit)


def _named(folded: str, said_on: date) -> Iterator[DueDay]:
    """周五, next Tuesday, 明天, the end of the month."""
    for match in _WEEKDAY.finditer(folded):
        day = _weekday(match, said_on)
        if day:
            before, behind = folded[: match.start()], folded[match.end() :]
            moved = bool(_MOVED.search(before))
            yield DueDay(day, *match.span(), _is_limit(before, behind), moved)
    monday = said_on - timedelta(days=said_on.weekday())
    for match in _STRETCH.finditer(folded):
        which = match.lastgroup
        day = {
            "tomorrow": said_on + timedelta(days=1),
            "after": said_on + timedelta(days=2),
            "week_end": monday + timedelta(days=4),
            "next_week": monday + timedelta(days=11),
            "month_end": _last_of_month(said_on),
            "next_month": _last_of_month(months_on(said_on.replace(day=1), 1)),
            "year_end": date(said_on.year, 12, 31),
        }[str(which)]
        before, behind = folded[: match.start()], folded[match.end() :]
        is_limit = _is_limit(before, behind) or "内" in match[0]
        exact = which in ("tomorrow", "after") or is_limit or "底" in match[0] or "end" in match[0]
        yield DueDay(day, *match.span(), is_limit, bool(_MOVED.search(before)), exact)


def _weekday(match: re.Match[str], said_on: date) -> date | None:
    """A weekday without more is the next one; 末 is Sunday."""
    if match["han"]:
        said = "日" if match["han"] in "天末" else match["han"]
        place = _WEEKDAYS_HAN.index(said)
        weeks = {"上": None, "下": 1, "下下": 2, "本": 0, "这": 0}.get(match["shift"] or "", -1)
    else:
        place = _WEEKDAYS.index(match["day"][:3])
        weeks = {"last": None, "next": 1, "this": 0}.get(match["which"] or "", -1)
    if weeks is None:
        return None
    if weeks == -1:
        return said_on + timedelta(days=(place - said_on.weekday() - 1) % 7 + 1)
    return said_on - timedelta(days=said_on.weekday()) + timedelta(weeks=weeks, days=place)


def _counted(folded: str, said_on: date) -> Iterator[DueDay]:
    """两周内, within three working days."""
    for match in _WITHIN.finditer(folded):
        if _FROM_ELSEWHERE.search(folded) or _IN_GENERAL.search(folded[: match.start()]):
            continue
        unit = match["unit"] or match["of"]
        said = match["count"] or match["number"]
        if said == "半":
            if unit not in ("月", "年"):
                continue
            count, unit = (15, "天") if unit == "月" else (6, "月")
        else:
            count = (
                int(said) if said.isdecimal() else _NUMBERS.get(said) or int(han_value(said) or 0)
            )
        yield DueDay(_after(said_on, count, unit), *match.span(), True, is_counted=True)


def _after(day: date, count: int, unit: str) -> date:
    if unit in ("工作日",) or unit.startswith(("working", "business")):
        for _ in range(count):
            day += timedelta(days=1)
            while day.weekday() > 4:
                day += timedelta(days=1)
        return day
    if unit in ("月",) or unit.startswith("month"):
        return months_on(day, count)
    if unit == "年":
        return months_on(day, 12 * count)
    weeks = unit in ("周", "星期", "礼拜") or unit.startswith("week")
    return day + timedelta(days=count * (7 if weeks else 1))


def _is_limit(before: str, behind: str) -> bool:
    return bool(
        _LIMIT_BEHIND.match(behind)
        or _LIMIT_BEFORE.search(before)
        or _LIMIT_AT_THE_LATEST.match(behind)
    )


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
