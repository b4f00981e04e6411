"""Terms said in the other language."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from assistant.translating import Translations
from ingest.segmentation import question_terms


@pytest.fixture(scope="module")
def translations() -> Translations:
    return Translations()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("warranty", "质保"), ("batteries", "电池"), ("penalties", "违约金"), ("kept", "保存")],
)
def test_a_word_is_found_in_both_directions(
    translations: Translations, english: str, chinese: str
) -> None:
    (stem,) = question_terms(english)
    assert (chinese,) in translations.of([stem])[stem]
    assert (stem,) in translations.of([chinese])[chinese]


def test_a_code_has_no_translation(translations: Translations) -> None:
    assert translations.of(["hc200"]) == {}


def test_a_phrase_is_said_by_one_word_and_a_word_by_all_of_a_phrase(
    translations: Translations,
) -> None:
    emergency, stop = asked = question_terms("emergency stop")
    found = translations.of(asked)
    assert ("急停",) in found[emergency]
    assert ("急停",) in found[stop]
    assert (emergency, stop) in translations.of(["急停"])["急停"]
    assert ("急停",) not in translations.of([stop])[stop]


def test_what_is_denied_is_not_said_without_its_no(translations: Translations) -> None:
    (stem,) = question_terms("unqualified")
    said = translations.of([stem]).get(stem, ())
    assert ("合格",) not in said


def test_every_line_of_the_lists_is_a_word_or_phrase_and_what_it_may_be() -> None:
    folder = files("assistant").joinpath("translations")
    for name in ("business.tsv", "engineering.tsv"):
        lines = folder.joinpath(name).read_text("utf-8").splitlines()
        assert len(lines) == len({line.split("\t")[0] for line in lines})
        for line in lines:
            assert re.fullmatch(r"[a-z]+( [a-z]+){0,2}\t\S+( \S+)*", line), line
