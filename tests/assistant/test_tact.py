"""What of others' questions may be told."""

from __future__ import annotations

import pytest

from assistant.audit.tact import codes_in


def test_numbers_and_words_with_digits_are_codes() -> None:
    text = "V60 在 2026-08-31 的报价 1,200.50 元？见 doc/a.b:c，第３条"
    assert codes_in(text) == ("V60", "2026-08-31", "1", "200.50", "第３条")


@pytest.mark.parametrize("sign", ["验", "a", "-", "1", " "])
def test_however_long_a_question_is_it_is_gone_through_once(sign: str) -> None:
    # A million signs: who went through the rest from each of them again would never come to an end.
    assert codes_in(sign * 1_000_000) == ((sign * 1_000_000,) if sign == "1" else ())
