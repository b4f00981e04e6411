"""A stretch of days, and what it is called: 2025 年第三季度, March 2025."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.questions import Language


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` up to, not with, `before`; None where it has no end on that side.

    `start`..`end` is where it stands in the folded question. A month or quarter without a year that is
    yet to come is last year's; `ahead` is then this year's, for what lies in the future (a due date).
    """

    since: date | None
    before: date | None
    start: int = 0
    end: int = 0
    ahead: Period | None = None
    without_year: bool = False

    def words(self, language: Language) -> str:
        """The days it means: 2025 年三季度, March 2025, 2026-06-01 to 2026-06-30."""
        return period_words(self.since, self.before, language)


def period_words(since: date | None, before: date | None, language: Language) -> str:
    """A half-open range of days, in words."""
    chinese = language == "zh"
    if since and before:
        last = before - timedelta(days=1)
        months = (before.year - since.year) * 12 + before.month - since.month
        if since.day == before.day == 1:
            if months == 12 and since.month == 1:
                return f"{since.year} 年" if chinese else f"{since.year}"
            if months == 3 and since.month % 3 == 1:
                quarter = since.month // 3 + 1
                return (
                    f"{since.year} 年第{'一二三四'[quarter - 1]}季度"
                    if chinese
                    else f"Q{quarter} {since.year}"
                )
            if months == 1:
                return (
                    f"{since.year} 年 {since.month} 月"
                    if chinese
                    else f"{calendar.month_name[since.month]} {since.year}"
                )
        if last == since:
            return since.isoformat()
        return f"{since} 至 {last}" if chinese else f"{since} to {last}"
    if since:
        return f"{since} 起" if chinese else f"since {since}"
    if before:
        return f"{before} 之前" if chinese else f"before {before}"
    return ""
