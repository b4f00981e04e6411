"""Saying what was not found."""

from __future__ import annotations

from assistant.declining import declined, lacking, missing_parts
from tests.assistant.found import found_in
from tests.assistant.reader import reader


def missing(question: str, *documents: tuple[str, str]) -> tuple[str, ...]:
    found = found_in(question, *documents)
    return missing_parts(found, reader().read(found, sentences=2))


def test_a_clause_that_no_sentence_speaks_to_is_missing() -> None:
    document = ("质保说明", "质保期 24 个月。\n质保从发货日起算。")
    assert missing("质保期多久？食堂几点开饭？", document) == ("食堂几点开饭",)
    assert missing("质保期多久？质保从哪天起算？", document) == ()


def test_a_clause_after_and_counts_in_english_too() -> None:
    document = ("Warranty", "The warranty lasts 24 months.")
    question = "How long is the warranty and when does the canteen open?"
    assert missing(question, document) == ("when does the canteen open",)


def test_one_of_two_codes_compared_is_missing() -> None:
    document = ("价目表", "V60 含税单价 18600 元。")
    assert missing("V60 和 V90 的单价各是多少？", document) == ("V90",)


def test_one_thing_asked_is_never_in_part() -> None:
    assert missing("质保期多久？", ("质保说明", "发票随货寄出。")) == ()


def test_what_lacks_is_said_in_the_language_of_the_question() -> None:
    found = found_in("V60 和 V90 的单价各是多少？", ("价目表", "V60 含税单价 18600 元。"))
    quotes = reader().read(found, sentences=2)
    assert lacking(found, quotes) == "关于“V90”，没有找到。"
    asked = found_in("What do the V60 and the V90 cost, both?", ("Prices", "The V60 costs EUR 2."))
    quotes = reader().read(asked, sentences=2)
    assert lacking(asked, quotes) == "On “V90” I found nothing."


def test_a_decline_mentions_the_nearest_only_where_it_is_shown() -> None:
    assert "below" in declined("en", shown=True, experts=())
    assert (
        declined("en", shown=False, experts=()) == "I found nothing on that in what you may read."
    )
