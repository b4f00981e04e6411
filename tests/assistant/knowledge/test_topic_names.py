"""A topic is called by what sets it apart, in both languages, in words that stand by themselves."""

from __future__ import annotations

import pytest

from assistant.knowledge.term_translations import in_chinese, in_english
from assistant.knowledge.topic_names import SaidTerms, TopicNames


def said(topic: str, record: str, *terms: str, language: str = "zh", title: str = "") -> SaidTerms:
    return SaidTerms(topic, record, language, (title,) if title else (), terms)


def test_what_all_topics_say_names_none() -> None:
    names = TopicNames(
        [
            said(topic, f"{topic}{number}", "方案", own)
            for topic, own in (("a", "变频器"), ("b", "触摸屏"), ("c", "传感器"))
            for number in range(5)
        ]
    )
    assert {topic: one.zh.split(" · ")[0] for topic, one in names.named("abc").items()} == {
        "a": "变频器",
        "b": "触摸屏",
        "c": "传感器",
    }


def test_a_phrase_is_preferred_to_its_parts_and_said_once() -> None:
    terms = ("远程", "访问", "触摸屏", "触摸屏远程访问")
    names = TopicNames(
        [said("a", f"a{number}", *terms) for number in range(4)]
        + [said("b", f"b{number}", "发票", "对账") for number in range(4)]
    )
    assert names.name("a").zh == "触摸屏远程访问"


def test_a_title_counts_more_than_a_text() -> None:
    names = TopicNames(
        [said("a", f"a{number}", "车间", title="对账") for number in range(4)]
        + [said("b", f"b{number}", "发货") for number in range(4)]
    )
    assert names.name("a").zh.startswith("对账")


def test_one_record_that_says_much_does_not_name_a_topic_of_many() -> None:
    chatty = [said("a", "loud", "咖啡机") for _ in range(30)]
    names = TopicNames([*chatty, *(said("a", f"a{number}", "变频器") for number in range(9))])
    assert names.name("a").zh.startswith("变频器")


def test_a_language_with_texts_speaks_for_itself_and_one_without_is_translated() -> None:
    english = [said("a", f"e{number}", "gateway outage", language="en") for number in range(4)]
    chinese = [said("a", f"z{number}", "网关离线") for number in range(4)]
    assert TopicNames([*english, *chinese]).name("a").en.startswith("Gateway outage")
    assert TopicNames([*english, *chinese]).name("a").zh.startswith("网关离线")
    assert TopicNames(chinese).name("a").en == "Gateway offline"
    only_english = [said("a", f"e{number}", "invoice", language="en") for number in range(4)]
    assert TopicNames(only_english).name("a").zh == "发票"


def test_what_can_not_be_translated_is_left_as_it_is() -> None:
    names = TopicNames([said("a", f"a{number}", "PX-77") for number in range(3)])
    assert (names.name("a").zh, names.name("a").en) == ("PX-77", "PX-77")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("网关离线", "gateway offline"),
        ("P500 选型", "P500 selection"),
        ("伺服选型", "servo selection"),
        ("培训", "training"),
        ("发票", "invoice"),
        ("囍囍囍", ""),
    ],
)
def test_terms_are_translated_whole_or_word_by_word(chinese: str, english: str) -> None:
    assert in_english(chinese, ()) == english


def test_of_several_words_that_mean_it_the_one_spoken_here_is_taken() -> None:
    assert in_chinese("acceptance report", ()) == "验收报告"
    assert in_chinese("zzzz", ()) == ""
    candidates = {in_chinese("complaint", spoken) for spoken in ((), ("抱怨",))}
    assert "投诉" in candidates


def test_nothing_said_names_nothing() -> None:
    assert TopicNames([]).named(["a"]) == {}
