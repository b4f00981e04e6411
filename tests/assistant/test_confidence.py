"""What tells an answer from a near miss."""

from __future__ import annotations

from assistant.confidence import FEATURES, features_of
from assistant.reading import load_reader
from tests.assistant.found import found_in


def feature(name: str, question: str, *documents: tuple[str, str]) -> float:
    found = found_in(question, *documents)
    quotes = load_reader().read(found, sentences=3)
    features = features_of(found, quotes, explained=0.0, asks_field=False)
    return features[FEATURES.index(name)]


def test_several_words_said_are_worth_more_than_one_that_is_all_of_the_question() -> None:
    document = ("供货说明", "变频器散热风扇每 900 小时加注润滑脂。")
    assert feature("worth", "怎么加注？", document) < feature(
        "worth", "变频器散热风扇多久加注润滑脂？", document
    )


def test_what_a_heading_says_is_worth_as_much() -> None:
    assert feature("worth", "投入产出？", ("投入产出", "13 个月。")) == feature(
        "worth", "投入产出？", ("复盘", "投入产出 13 个月。")
    )


def test_sentences_of_several_records_are_scattered() -> None:
    together = feature("scattered", "质保多久？", ("甲", "质保 24 个月。\n质保从发货日起算。"))
    apart = feature(
        "scattered", "质保多久？", ("甲", "质保 24 个月。"), ("乙", "质保从发货日起算。")
    )
    assert together < apart


def test_nothing_found_says_nothing() -> None:
    assert feature("worth", "质保多久？") == 0
