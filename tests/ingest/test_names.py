"""How names are folded, shortened and found in text."""

from __future__ import annotations

import pytest

from ingest.mentions import NameMatcher, addresses
from ingest.names import alternate_name, fold, is_matchable, short_forms


def test_folding_makes_one_spelling_of_many() -> None:
    assert fold("恆岳電氣　ＡＢＣ") == fold("恒岳电气 abc") == "恒岳电气 abc"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("苏州恒岳电气股份有限公司", ("苏州恒岳电气",)),
        ("华策（上海）有限公司", ("华策",)),
        ("Hengyue Electric Co., Ltd.", ("Hengyue Electric",)),
        ("Nordvik Packaging GmbH", ("Nordvik Packaging",)),
        ("恒岳", ()),
        ("有限公司", ()),
    ],
)
def test_a_legal_suffix_is_left_off(name: str, short: tuple[str, ...]) -> None:
    assert short_forms(name) == short


@pytest.mark.parametrize(
    ("name", "others", "other"),
    [
        ("苏州恒岳电气股份有限公司", ("恒岳", " Hengyue Electric ", "HYE"), "Hengyue Electric"),
        ("Nordvik Packaging", ("NP", "诺德包装"), "诺德包装"),
        ("启辰ABC", ("启辰", ""), ""),
        ("Beta", (), ""),
    ],
)
def test_the_first_in_the_other_script_is_the_alternate_name(
    name: str, others: tuple[str, ...], other: str
) -> None:
    assert alternate_name(name, others) == other


def test_too_short_a_name_is_not_looked_for() -> None:
    assert not is_matchable("岳")
    assert not is_matchable("ab")
    assert not is_matchable("123")
    assert is_matchable("恒岳")


def names(matcher: NameMatcher, text: str) -> list[str]:
    return [mention.name for mention in matcher.mentions(text)]


def test_the_longest_name_wins_and_none_is_inside_another() -> None:
    matcher = NameMatcher({"恒岳": ["c1"], "恒岳电气": ["c2"], "电气集团": ["c3"]})
    assert names(matcher, "恒岳电气集团与恒岳") == ["恒岳电气", "恒岳"]


def test_latin_names_match_whole_words_only() -> None:
    matcher = NameMatcher({"li wei": ["p1"]})
    assert names(matcher, "Li  Wei's note; Li Weiss; 由Li Wei负责") == ["li wei", "li wei"]


def test_a_chinese_name_is_found_amid_other_words() -> None:
    matcher = NameMatcher({"张三": ["p1"]})
    assert names(matcher, "由张三负责") == ["张三"]


def test_nobody_to_look_for_finds_nobody() -> None:
    assert NameMatcher({}).mentions("anything") == ()


def test_addresses_are_found_once_each() -> None:
    assert addresses("From: A <A.b@x.example>; a.b@X.example, c@nanolabs") == (
        "a.b@x.example",
        "c@nanolabs",
    )
