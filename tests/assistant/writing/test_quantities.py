"""Amounts and dates, in one form for both languages."""

from __future__ import annotations

import pytest

from assistant.writing.quantities import stated_in


@pytest.mark.parametrize(
    ("claimed", "held"),
    [
        ("48.6 万元", "CNY 486,000"),
        ("486,000 元", "总额 48.6万元"),
        ("一百二十人", "120 人"),
        ("十二周", "12 weeks"),
        ("three months", "3 个月"),
        ("thirty percent", "30%"),
        ("三成", "30 %"),
        ("8.5 折", "八五折"),
        ("2 cm", "20 毫米"),
        ("1.2 million dollars", "USD 1,200,000"),
        ("2026 年 8 月 31 日", "31 August 2026"),
        ("August 2026", "2026-08-31"),
        ("2026-08-31", "2026/8/31"),
        ("二〇二六年八月三十一日", "2026.08.31"),
        ("2026 年三季度", "2026-08-31"),
        ("Q3 2026", "2026年第三季度"),
        ("3 月 7 日", "3 to 7 March 2026"),
        ("二期", "Phase II"),
        ("万分之五", "0.5‰"),
        ("14:30", "14：30"),
        ("in October", "从 10 月起"),
        ("六名操作员", "six operators"),
    ],
)
def test_the_same_said_otherwise_is_the_same(claimed: str, held: str) -> None:
    assert not stated_in(held, generous=True).lacks(stated_in(claimed)), (
        stated_in(claimed),
        stated_in(held),
    )


@pytest.mark.parametrize(
    ("claimed", "held"),
    [
        ("486 万元", "48.6 万元"),
        ("EUR 500", "500 元"),
        ("13 天", "13 个月"),
        ("2026-08-30", "2026-08-31"),
        ("2027-08-31", "2026-08-31"),
        ("2026-08-31", "2026 年 8 月"),
        ("15%", "0.15%"),
        ("三期", "二期"),
        ("Q2 2026", "2026-08-31"),
        ("15:30", "14:30"),
        ("45 台", "4.5 台"),
        ("about 12 weeks", "three months"),
    ],
)
def test_another_amount_or_day_is_another(claimed: str, held: str) -> None:
    assert stated_in(held, generous=True).lacks(stated_in(claimed))


def test_a_date_without_its_year_may_be_of_a_year_told_elsewhere() -> None:
    held = stated_in("2026 年周会：8 月 31 日终验收")
    assert not held.lacks(stated_in("2026-08-31"))
    assert held.lacks(stated_in("2025-08-31"))


@pytest.mark.parametrize(
    "text", ["一些客户", "统一安排", "G20 网关", "hc-200", "第一时间不是一起", "one of them"]
)
def test_words_and_codes_are_no_amounts(text: str) -> None:
    assert {amount.kind for amount in stated_in(text).amounts} <= {"ordinal"}


@pytest.mark.parametrize(
    "text", ["9" * 100_000, "一" * 100_000, "1," * 50_000, "3月" * 30_000, "."]
)
def test_hostile_numbers_take_no_time(text: str) -> None:
    stated_in(text)
