"""The public sets as records and questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.data import MissingDataError, data_folder, set_folder
from eval.sets import cmrc2018, workarena_kb
from eval.sets.dragonball import evidence_said
from tests.eval.test_judging import CITATION, answer_of

needs_data = pytest.mark.skipif(
    not data_folder().is_dir(),
    reason=f"the evaluation data are absent: no {data_folder()} (ZHIKE_DATA names another)",
)


@pytest.mark.shared_data
@needs_data
def test_every_question_of_cmrc_has_its_passage_and_its_answers_stand_there() -> None:
    read = cmrc2018.read(set_folder("cmrc2018"))
    texts = {record.external_id: record.sections[0].text for record in read.records}
    assert len(texts) == len(read.records)
    for question in read.questions:
        assert any(answer in texts[question.gold] for answer in question.answers)


@pytest.mark.shared_data
@needs_data
def test_articles_are_titled_by_their_heading_and_never_by_what_is_asked() -> None:
    read = workarena_kb.read(set_folder("workarena_kb"))
    titles = {record.external_id: record.title for record in read.records}
    assert titles["kb000"] == "Understanding Department X: Structure, Roles, and Statistics"
    assert all(titles.values())
    assert {question.gold for question in read.questions} <= set(titles)


def test_absent_data_are_said_with_where_to_put_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIKE_DATA", str(tmp_path))
    with pytest.raises(MissingDataError, match=r"cmrc2018 is absent.*ZHIKE_DATA"):
        set_folder("cmrc2018")


def test_evidence_is_said_by_the_quotes_together_whatever_its_marks() -> None:
    quotes = ("Sales grew by 4%.", "In 2021 profit fell.")
    answer = answer_of(citations=tuple(replace(CITATION, quote=quote) for quote in quotes))
    assert evidence_said(answer, ["- In 2021 profit fell"]) == 1
    assert evidence_said(answer, ["Sales grew by 4%. In 2021 profit fell."]) == 1
    assert evidence_said(answer, ["Sales grew by 4%.", "Sales grew by 40%."]) == 0.5
