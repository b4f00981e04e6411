"""Which sentences the reader picks, out of real passages of a small store."""

from __future__ import annotations

from assistant.editions import older_editions
from assistant.found import Found
from assistant.reading import load_reader
from tests.assistant.found import found_in

POLICY_2024 = ("质保政策（2024）", "标准产品质保 18 个月，自发货日起算。")
POLICY_2025 = ("质保政策（2025）", "标准产品质保 24 个月，自发货日起算。")


def said(found: Found, count: int = 1) -> list[str]:
    return [quote.text for quote in load_reader().read(found, sentences=count)]


def test_the_newer_edition_is_read() -> None:
    found = found_in("标准产品质保多久？", POLICY_2024, POLICY_2025)
    assert said(found) == [POLICY_2025[1]]


def test_an_edition_that_is_named_is_not_an_older_one() -> None:
    found = found_in("2024 年的标准产品质保多久？", POLICY_2024, POLICY_2025)
    assert older_editions(found.passages, found.question) == frozenset()


def test_a_sentence_of_the_shape_that_is_asked_comes_before_its_neighbours() -> None:
    found = found_in(
        "交货要几周？",
        ("供货说明", "交货由物流部安排。\n交货需要 6 周。\n交货前会电话通知收货人。"),
    )
    assert said(found) == ["交货需要 6 周。"]


def test_a_sentence_in_the_other_language_answers() -> None:
    found = found_in(
        "How long is the warranty?",
        ("供货说明", "包装由物流部负责。\n质保 24 个月。\n发票随货寄出。"),
    )
    assert said(found) == ["质保 24 个月。"]


def test_a_quote_stands_word_for_word_in_its_passage() -> None:
    found = found_in("标准产品质保多久？", POLICY_2024, POLICY_2025)
    for quote in load_reader().read(found, sentences=3):
        assert quote.passage.text[quote.start : quote.end] == quote.text


def test_nothing_found_is_nothing_read() -> None:
    assert said(found_in("质保多久？")) == []
