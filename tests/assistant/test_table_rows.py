"""Rows of a table that a question is not about."""

from __future__ import annotations

import pytest

from assistant.table_rows import codes_in, of_those_named
from tests.assistant.found import found_in
from tests.assistant.reader import reader

_PRICES = (
    "Prices",
    "Code: HC-V60 · Item: drive · Unit price USD: 2980\n"
    "Code: HC-G10 · Item: gateway · Unit price USD: 430\n"
    "Code: HC-G10L · Item: gateway · Unit price USD: 990\n"
    "All prices in USD hold until June.",
)


def _rows(question: str) -> list[str]:
    quotes = reader().read(found_in(question, _PRICES), sentences=5)
    return [one.text.partition(" · ")[0] for one in of_those_named(quotes, question)]


@pytest.mark.parametrize(
    "question", ["What is the USD price of the G10?", "G10 的 USD price 是多少？"]
)
def test_rows_of_other_codes_are_left_out(question: str) -> None:
    assert _rows(question) == ["Code: HC-G10", "All prices in USD hold until June."]


def test_every_code_named_keeps_its_row() -> None:
    assert _rows("USD prices of G10 and V60")[:2] == ["Code: HC-V60", "Code: HC-G10"]


@pytest.mark.parametrize("question", ["What are the USD prices?", "USD price of the Z99?"])
def test_all_rows_stay_where_none_is_named(question: str) -> None:
    assert len(_rows(question)) >= 3


_PLAN = (
    "Plan",
    "Item: V60 drive · Amount: 120 · Due: 2026-08-15\n"
    "Item: G10 gateway · Amount: 40 · Due: end of Q3\n"
    "Item: cabinets · Amount: 75 · Due: end of Q2",
)


def test_a_quarter_leaves_out_other_quarters_and_no_thing_of_a_code() -> None:
    question = "Which amount is due in Q3, and which item?"
    quotes = reader().read(found_in(question, _PLAN), sentences=5)
    assert len(quotes) == 3
    kept = [one.text.partition(" · ")[0] for one in of_those_named(quotes, question)]
    assert sorted(kept) == ["Item: G10 gateway", "Item: V60 drive"]


def test_a_code_ends_where_its_letters_and_digits_do() -> None:
    assert codes_in("HC-G10 和 G10L，E-19") == {"g10", "g10l", "e-19"}
