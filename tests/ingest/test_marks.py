from __future__ import annotations

import unicodedata

import pytest

from ingest.marks import normal


@pytest.mark.parametrize(
    "text", ["Mu\u0308ller", "Việt Nam", "恒岳电气", "ﬁn", "\u1100\u1161", "🙂️!!…—" * 20]
)
def test_honest_text_is_normalised_as_unicode_says(text: str) -> None:
    assert normal("NFC", text) == unicodedata.normalize("NFC", text)
    assert normal("NFKC", text) == unicodedata.normalize("NFKC", text)


def test_a_letter_keeps_thirty_accents_and_what_follows_them() -> None:
    text = normal("NFC", "x" + "\u0316" * 5000 + "y" + "\u0316" * 30)
    assert text == "x" + "\u0316" * 30 + "y" + "\u0316" * 30


def test_signs_that_are_no_accents_are_kept_however_many() -> None:
    assert normal("NFC", "。" * 5000) == "。" * 5000
