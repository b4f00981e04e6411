"""What counts as an exactly right number, group or first name, by hand-made texts and tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.crm_questions import First, Groups, Number
from eval.crm_scoring import gives_groups, gives_number, names_first, numbers

STATUS = {"Won": ("Won",), "Lost": ("Lost",), "Lead": ("Lead",)}
GROUPS = Groups({"Won": 12, "Lost": 3}, STATUS)
FIRST = First("lena", {"lena": ("Lena Schmidt", "lena@a.example"), "raj": ("Raj Patel",)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5,860,000 CNY", [5_860_000]),
        ("合计 586 万元", [5_860_000]),
        ("1.2 million", [1_200_000]),
        ("2025年3月新开了3张工单", [3]),
        ("25年7月份共 2 张；去年8月没有", [2]),
        ("from 2023-11-01 09:00 to 2023-11-30: 7", [7]),
        ("In November 2023 and in Q4 2023 there were 41.", [41]),
        ("In 2025 there were 4, on 3 May 2025 two.", [4]),
        ("2025年Q3 有 5 张，第三季度如此，2025年三季度也是", [5]),
        ("HC-P120 and E37", []),
    ],
)
def test_numbers_are_read_and_times_are_none(text: str, found: list[int]) -> None:
    assert list(numbers(text)) == [Decimal(number) for number in found]


def test_the_leading_number_decides_and_another_elsewhere_helps_nothing() -> None:
    seven = Number(Decimal(7))
    assert gives_number(seven, "7 customers, of 45", ())
    assert not gives_number(seven, "45 customers, of whom 7", ())
    assert not gives_number(seven, "17 customers", ())
    assert not gives_number(seven, "Seven", ())


def test_a_number_may_stand_in_a_table_of_one_number() -> None:
    seven = Number(Decimal(7))
    assert gives_number(seven, "", (("customers", "7"),))
    assert not gives_number(seven, "", (("a", "7"), ("b", "2")))
    assert not gives_number(seven, "3 in all", (("customers", "7"),))


def test_none_may_be_said_in_words() -> None:
    none = Number(Decimal(0))
    assert gives_number(none, "没有符合条件的客户", ())
    assert gives_number(none, "There are no such tasks.", ())
    assert not gives_number(none, "Nothing was asked", ())
    assert not gives_number(Number(Decimal(2)), "没有", ())


def test_only_an_average_may_be_rounded_to_the_unit() -> None:
    average = Number(Decimal("580000.33"), to_the_unit=True)
    assert gives_number(average, "580,000", ())
    assert not gives_number(average, "580,001", ())
    assert not gives_number(Number(Decimal("580000.33")), "580,000", ())


def test_every_group_must_have_its_number_and_no_other_group_one() -> None:
    assert gives_groups(GROUPS, "", (("Won", "12"), ("Lost", "3"), ("Total", "15")))
    assert gives_groups(GROUPS, "", (("Won", "12"), ("Lost", "3"), ("Lead", "0")))
    assert not gives_groups(GROUPS, "", (("Won", "12"), ("Lost", "3"), ("Lead", "1")))
    assert not gives_groups(GROUPS, "", (("Won", "12"),))
    assert not gives_groups(GROUPS, "", (("Won", "12"), ("Lost", "4")))


def test_groups_may_stand_in_lines() -> None:
    assert gives_groups(GROUPS, "By status:\n- Won: 12\n- Lost: 3\n", ())
    assert gives_groups(GROUPS, "按状态：Won：12；Lost：3", ())
    assert not gives_groups(GROUPS, "Won: 3, Lost: 12", ())


def test_who_comes_first_is_who_is_named_first() -> None:
    assert names_first(FIRST, "Lena Schmidt (9), then Raj Patel (7)", ())
    assert not names_first(FIRST, "Raj Patel (9), then Lena Schmidt (7)", ())
    assert names_first(FIRST, "See the table.", (("lena@a.example", "9"), ("Raj Patel", "7")))
    assert not names_first(FIRST, "", ())
