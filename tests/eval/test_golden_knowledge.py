"""The labelled chunks."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.golden import GoldenError
from eval.golden_knowledge import LABELS, read_labelled

ROW = {"source": "crm", "external_id": "a.csv#1", "starts": "Wishes:", "label": "from"}


def write(folder: Path, *rows: dict[str, str]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "knowledge.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_two_hundred_are_labelled_and_each_label_stands_often_enough() -> None:
    counted = Counter(one.label for one in read_labelled())
    assert counted.total() == 200
    assert min(counted[label] for label in LABELS) >= 25


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
