"""Stretches of time in questions, on Tuesday 30 June 2026."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.periods import periods

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("question", "since", "before"),
    [
        ("上周的拜访", "2026-06-22", "2026-06-29"),
        ("visits last week", "2026-06-22", "2026-06-29"),
        ("去年三季度", "2025-07-01", "2025-10-01"),
        ("Q3 2025", "2025-07-01", "2025-10-01"),
        ("the first quarter of 2025", "2025-01-01", "2025-04-01"),
        ("3月份的工单", "2026-03-01", "2026-04-01"),
        ("2025年3月5日", "2025-03-05", "2025-03-06"),
        ("on 20 March 2026", "2026-03-20", "2026-03-21"),
        ("since March", "2026-03-01", "None"),
        ("三月以来", "2026-03-01", "2026-07-01"),
        ("今年以来", "2026-01-01", "2026-07-01"),
        ("in the last 90 days", "2026-04-01", "2026-07-01"),
        ("最近三个月", "2026-03-30", "2026-07-01"),
        ("next month", "2026-07-01", "2026-08-01"),
        ("未来两周", "2026-06-30", "2026-07-15"),
        ("5月之前", "None", "2026-05-01"),
        ("by the end of June", "None", "2026-07-01"),
        ("from April to June", "2026-04-01", "2026-07-01"),
        ("between January and March 2025", "2025-01-01", "2025-04-01"),
        ("去年上半年", "2025-01-01", "2025-07-01"),
        ("in 2025", "2025-01-01", "2026-01-01"),
        ("9月", "2025-09-01", "2025-10-01"),
    ],
)
def test_a_period_is_a_half_open_range_of_days(question: str, since: str, before: str) -> None:
    [period] = periods(question, TODAY)
    assert (str(period.since), str(period.before)) == (since, before)


@pytest.mark.parametrize("question", ["contract HT-2025-061", "may I ask", "2025 元", "per month"])
def test_what_is_no_time_is_none(question: str) -> None:
    assert periods(question, TODAY) == ()


def test_a_month_without_a_year_may_lie_ahead() -> None:
    [period] = periods("9 月到期的合同", TODAY)
    assert period.ahead is not None
    assert str(period.ahead.since) == "2026-09-01"


def test_a_period_says_its_days_in_both_languages() -> None:
    [quarter] = periods("上季度", TODAY)
    assert (quarter.words("zh"), quarter.words("en")) == ("2026 年第一季度", "Q1 2026")
    [days] = periods("last week", TODAY)
    assert days.words("en") == "2026-06-22 to 2026-06-28"
