"""How a read file is judged, by hand-made cases."""

from __future__ import annotations

import docx
import pytest

from eval.outcomes import Expected, Outcome, as_expected, word_recall
from tests.ingest.parsing.made_files import saved

TEXT = Outcome("some text")


def judged(expect: str, outcome: Outcome, *, password: str = "", observed: str = "") -> bool:
    return as_expected(Expected("a", expect, password, observed), outcome, b"x")


@pytest.mark.parametrize("reason", ["encrypted", "damaged", "unsupported", "too_large", "empty"])
def test_a_file_to_be_parsed_needs_text_and_one_not_to_crash_a_reason(reason: str) -> None:
    assert judged("parse", TEXT)
    assert not judged("parse", Outcome(reason=reason))
    assert judged("no_crash", Outcome(reason=reason))


@pytest.mark.parametrize("expect", ["parse", "no_crash", "ocr_or_report_no_text"])
def test_a_file_that_was_lost_or_took_too_long_is_never_as_expected(expect: str) -> None:
    assert not judged(expect, Outcome())
    assert not judged(expect, Outcome(reason="timed_out"))


def test_with_its_password_a_file_must_open() -> None:
    assert judged("password_or_report", TEXT, password="x")
    assert not judged("password_or_report", Outcome(reason="encrypted"), password="x")
    assert judged("password_or_report", Outcome(reason="encrypted"))
    assert not judged("password_or_decrypt", Outcome(reason="damaged"))


def test_a_file_without_a_letter_may_be_called_empty() -> None:
    empty = Outcome(reason="empty")
    assert judged("parse", empty, observed="1 pages; 0 chars of text layer")
    assert not judged("parse", empty, observed="1 pages; 10 chars of text layer")
    document = docx.Document()
    assert as_expected(Expected("a", "parse", "", ""), empty, saved(document))
    document.add_paragraph("a")
    assert not as_expected(Expected("a", "parse", "", ""), empty, saved(document))


def test_hidden_text_that_is_not_told_apart_is_not_as_expected() -> None:
    assert not judged("flag_hidden_text", TEXT)


def test_words_count_as_often_as_they_stand() -> None:
    assert word_recall("a b", "a a b b") == 0.5
    assert word_recall("恒岳电气", "恒岳 A") == pytest.approx(2 / 3)
    assert word_recall("", "| |") == 1.0
