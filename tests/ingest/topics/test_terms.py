"""A chunk says its topic in nouns of its own language, and names nobody."""

from __future__ import annotations

import pytest

from ingest.topics.terms import Names, terms_of

NAMES = Names(["恒岳电气", "nordvik packaging"], ["周建平", "priya nair", "顾明"])


def test_a_chinese_title_gives_the_phrases_that_it_is_made_of() -> None:
    said = terms_of("恒岳电气触摸屏远程访问", "顾明已把操作步骤发给周建平。", NAMES)
    assert said.language == "zh"
    assert {"触摸屏", "远程", "触摸屏远程访问"} <= set(said.title)


def test_an_english_text_gives_phrases_without_its_small_words() -> None:
    said = terms_of("G20 gateway: installation", "The lamp of the gateway is green.", NAMES)
    assert said.language == "en"
    assert said.title == ("G20", "G20 gateway", "gateway", "installation")
    assert "lamp" in said.text
    assert not {"the", "of", "is"} & set(said.text)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("恒岳电气验收", "周建平和顾明到场。"),
        ("Nordvik Packaging line", "Priya wants the cabinet.\nPriya Nair 09:29: ready"),
        (
            "Line",
            "From: Priya Nair <p@huace.example>\nTo: x@nordvik.example\n\nThe cabinet stands.",
        ),
    ],
)
def test_nobody_is_named(title: str, body: str) -> None:
    said = terms_of(title, body, NAMES)
    spelled = " ".join([*said.title, *said.text]).lower()
    for name in ("恒岳", "周建平", "建平", "顾明", "nordvik", "priya", "nair", "huace"):
        assert name not in spelled


@pytest.mark.parametrize(
    "text", ["", " \n ", "2026-06-30", "12:30 http://x.example/a", "😀" * 50, "一"]
)
def test_what_says_nothing_gives_no_terms(text: str) -> None:
    said = terms_of(text, text, NAMES)
    assert (said.title, said.text) == ((), ())


def test_a_long_text_gives_no_more_than_a_few_dozen_terms() -> None:
    assert len(terms_of("", "变频器 触摸屏 伺服电机 传感器 " * 20_000, NAMES).text) <= 40


def test_steps_of_a_history_are_no_topic() -> None:
    assert terms_of("", "2025-12-02 需求沟通\n2026-01-27 方案确认", NAMES).text == ()
