"""Questions made from phrasings and a few hand-made rows, and what is right by those rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import blake2b

import pytest

from eval.crm_questions import Field, First, Groups, Number, Question, questions
from eval.crm_rows import Named, Row, Tables
from eval.phrasing import LANGUAGES, PHRASINGS, Phrasing, read_phrasings, read_writings

TODAY = date(2026, 6, 30)
PEOPLE = {
    "lena@a.example": Named(
        {"zh": ("连娜",), "en": ("Lena Schmidt",)}, ("连娜", "Lena Schmidt", "lena@a.example")
    ),
    "raj@a.example": Named({"zh": (), "en": ()}, ("张伟", "raj@a.example")),
}


def row(at: int, name: str, owner: str, status: str, day: str, amount: str = "100") -> Row:
    values = {
        "owner": f"{owner}@a.example",
        "status": status,
        "last_contact": day,
        "amount": amount,
        "currency": "CNY",
    }
    return Row(f"customers.csv#C{at}", {"zh": (name,), "en": (name,)}, values)


ROWS = (
    row(1, "Ann", "lena", "Won", "2026-05-03"),
    row(2, "Bo", "lena", "Won", "2026-06-01", "250"),
    row(3, "Cy", "lena", "Lost", "2025-02-03", "1000"),
    row(4, "Di", "raj", "Lost", "2025-03-03"),
    row(5, "Di", "raj", "", "2025-03-03"),
)


def asked(
    phrasing: Phrasing, rows: Sequence[Row] = ROWS, *, doubtful: Sequence[Row] = ()
) -> Mapping[str, Question]:
    tables = Tables("a", TODAY, {"customers": tuple(rows)}, PEOPLE, {"customers": tuple(doubtful)})
    found = questions([tables], [phrasing], read_writings(), most=100, seed=1)
    return {question.text: question for question in found}


def phrasing(text: str, kind: str = "count", **more: str) -> Phrasing:
    found = Phrasing("p", "en", text, "count", "customers", **more)
    return replace(found, kind=kind)


def test_a_lookup_asks_for_every_row_that_its_name_tells_apart() -> None:
    found = asked(phrasing("who has {name}", "lookup", field="owner"))
    assert set(found) == {"who has Ann", "who has Bo", "who has Cy"}
    assert found["who has Bo"].gold == Field(
        ("连娜", "Lena Schmidt", "lena@a.example"), "customers.csv#C2"
    )


def test_a_name_that_stands_inside_another_is_not_asked_about() -> None:
    rows = [ROWS[0], row(6, "Ann Arbor", "lena", "Won", "2026-01-01")]
    assert set(asked(phrasing("{name}?", "lookup", field="status"), rows)) == {"Ann Arbor?"}


def test_an_empty_field_is_not_asked_for() -> None:
    assert not asked(
        phrasing("{name}?", "lookup", field="status"),
        [replace(ROWS[0], values={**ROWS[0].values, "status": ""})],
    )


def test_days_and_amounts_are_accepted_as_people_write_them() -> None:
    day = asked(phrasing("{name}?", "lookup", field="last_contact"))["Ann?"].gold
    assert isinstance(day, Field)
    assert {"2026-05-03", "2026年5月3日", "3 May 2026", "May 3, 2026"} == set(day.accepted)
    rows = [row(1, "Ann", "lena", "Won", "2026-05-03", "5860000")]
    amount = asked(phrasing("{name}?", "lookup", field="amount"), rows)["Ann?"].gold
    assert amount == Field(("5860000", "586万"), "customers.csv#C1")


def test_a_count_holds_what_meets_all_its_slots() -> None:
    found = asked(phrasing("{owner}, {status}"))
    assert {text: each.gold for text, each in found.items()} == {
        "Lena Schmidt, Won": Number(Decimal(2)),
        "Lena Schmidt, Lost": Number(Decimal(1)),
    }


def test_of_what_counts_to_nothing_one_question_is_kept() -> None:
    rows = [row(1, "Ann", "lena", "Won", "2026-05-03"), row(2, "Bo", "lena", "Lost", "2025-02-03")]
    found = asked(phrasing("{status} {period}", dated="last_contact"), rows)
    assert Counter(each.gold for each in found.values())[Number(Decimal(0))] == 1


def test_a_period_is_a_month_a_quarter_or_a_year_as_the_day_of_asking_writes_it() -> None:
    found = asked(phrasing("{period}", dated="last_contact"), [ROWS[0], ROWS[2]])
    may, quarter, year = (
        {"in May 2026", "during May 2026", "last month", "in May this year"},
        {"in Q2 2026", "in the second quarter of 2026", "this quarter", "in Q2 this year"},
        {"in 2026", "this year"},
    )
    assert len(found) == 6
    assert all(len(forms & set(found)) == 1 for forms in (may, quarter, year))


def test_sums_and_averages_are_of_one_currency() -> None:
    total = asked(phrasing("{status}", "sum", field="amount"))
    assert total["Won"].gold == Number(Decimal(350))
    average = asked(phrasing("{status}", "average", field="amount"))
    assert average["Won"].gold == Number(Decimal(175), to_the_unit=True)
    euros = replace(ROWS[1], values={**ROWS[1].values, "currency": "EUR"})
    assert "Won" not in asked(phrasing("{status}", "sum", field="amount"), [ROWS[0], euros])


def test_groups_and_the_first_of_them_leave_out_what_is_tied_or_alone() -> None:
    grouped = asked(phrasing("{owner}", "group", by="status"))["Lena Schmidt"].gold
    assert isinstance(grouped, Groups)
    assert grouped.numbers == {"Won": 2, "Lost": 1}
    first = asked(phrasing("{owner}", "top", by="status"))["Lena Schmidt"].gold
    assert isinstance(first, First)
    assert first.winner == "Won"
    assert not asked(phrasing("{owner}", "top", by="status"), ROWS[1:3])
    assert not asked(phrasing("{owner}", "group", by="status"), ROWS[:2])


def test_nothing_is_asked_that_a_doubtful_row_would_change() -> None:
    found = asked(phrasing("{owner}, {status}"), doubtful=[ROWS[0]])
    assert set(found) == {"Lena Schmidt, Lost"}


def test_the_same_rows_give_the_same_questions_and_fewer_are_the_first_of_more() -> None:
    tables = Tables("a", TODAY, {"customers": ROWS}, PEOPLE, {})
    both = [
        replace(phrasing("{name}?", "lookup", field="owner"), id="one"),
        replace(phrasing("{owner}, {status}"), id="two"),
    ]

    def made(most: int) -> set[Question]:
        return set(questions([tables], both, read_writings(), most=most, seed=1))

    assert made(4) == made(4)
    assert Counter(each.phrasing.id for each in made(4)) == {"one": 2, "two": 2}
    assert made(2) < made(4)


def test_the_phrasings_are_twenty_of_each_language_half_of_them_lookups() -> None:
    found = read_phrasings()
    assert len({each.id for each in found}) == 40
    for language in LANGUAGES:
        own = [each for each in found if each.language == language]
        assert Counter(each.kind == "lookup" for each in own) == {True: 10, False: 10}
    for each in found:
        assert ("name" in each.slots) == (each.kind == "lookup")
        assert ("period" in each.slots) <= bool(each.dated)


def test_the_phrasings_stay_as_they_were_before_the_grammar() -> None:
    found = blake2b(digest_size=8)
    for path in sorted(PHRASINGS.glob("*.toml")):
        found.update(path.read_bytes())
    assert found.hexdigest() == "c1c8e84e2a3a87fd", (
        "what is edited after the grammar measures nothing"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relation_of_a_period_can_be_written(language: str) -> None:
    for forms in read_writings()["zh" if language == "zh" else "en"].periods.values():
        assert {"plain", "current", "previous"} <= forms.keys()
