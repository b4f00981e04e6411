from __future__ import annotations

import pytest

from ingest.parsing.counting import shown_as


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (8, "chineseCounting", "八"),
        (10, "chineseCountingThousand", "十"),
        (15, "chineseCountingThousand", "十五"),
        (20, "japaneseCounting", "二十"),
        (105, "chineseCounting", "一百零五"),
        (1024, "chineseCounting", "一千零二十四"),
        (9, "upperRoman", "IX"),
        (1994, "lowerRoman", "mcmxciv"),
        (27, "upperLetter", "AA"),
        (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "none", ""),
        (3, "somethingNew", "3"),
    ],
)
def test_a_number_is_shown_as_word_shows_it(count: int, form: str, shown: str) -> None:
    assert shown_as(count, form) == shown
