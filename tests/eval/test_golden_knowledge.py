"""The labelled chunks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.golden import GoldenError
from eval.golden_knowledge import LABELS, Label, Labelled, read_labelled
from eval.sets.demo_knowledge import figures

ROW = {
    "source": "crm",
    "external_id": "a.csv#1",
    "starts": "Wishes:",
    "label": "from",
    "half": "closing",
}


def write(folder: Path, *rows: dict[str, str]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "knowledge.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_two_hundred_are_labelled_and_each_label_stands_often_enough() -> None:
    counted = Counter(one.label for one in read_labelled())
    assert counted.total() == 200
    assert min(counted[label] for label in LABELS) >= 25
    in_fitting = Counter(one.label for one in read_labelled() if one.half == "fitting")
    assert all(abs(2 * in_fitting[label] - counted[label]) <= 1 for label in LABELS)


def test_the_figures_are_those_worked_by_hand() -> None:
    told: list[tuple[str, Label, str]] = [
        ("fitting", "about", "about"),
        ("fitting", "about", "for"),
        ("fitting", "for", "for"),
        ("fitting", "from", "none"),
        ("closing", "with", "with"),
        ("closing", "none", "with"),
    ]
    found = figures(
        [(Labelled("r", "x", "t", label, half, ""), kind) for half, label, kind in told]
    )
    # about: 1/1 and 1/2; for: 1/2 and 1/1; from: nothing; with: 1/2 and 1/1
    assert found["knowledge_kinds_f1"] == pytest.approx((2 / 3 + 2 / 3 + 0 + 2 / 3) / 4)
    assert found["knowledge_kinds_f1/about"] == pytest.approx(2 / 3)
    assert found["knowledge_kinds_f1/from"] == 0
    assert found["knowledge_kinds_f1/fitting"] == pytest.approx((2 / 3 + 2 / 3 + 0 + 0) / 4)
    assert found["knowledge_kinds_f1/closing"] == pytest.approx((0 + 0 + 0 + 2 / 3) / 4)
    assert found["knowledge_kinds_right"] == 0.5
    assert found["knowledge_chunks"] == 6


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([ROW | {"label": "beside"}], "unknown label 'beside'"),
        ([ROW, ROW | {"label": "about"}], "labelled twice"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, rows: list[dict[str, str]], message: str) -> None:
    with pytest.raises(GoldenError, match=message):
        read_labelled(folder=write(tmp_path, *rows))


def test_an_absent_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match="no file"):
        read_labelled(folder=tmp_path)
