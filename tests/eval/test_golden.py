"""Reading the golden questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import golden
from eval.golden import GoldenError, read_golden
from ingest.records import record_id

ROW = {
    "id": "f1",
    "kind": "crm_field",
    "language": "en",
    "crossing": True,
    "as": "liu@huace.example",
    "asked_at": "2026-06-30",
    "question": "Who owns Hengyue?",
    "gold_records": [{"source": "crm", "external_id": "customers.csv#C001"}],
    "answers": ["刘思雨", "Siyu Liu"],
}


def write(folder: Path, *rows: dict[str, object]) -> Path:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "fitting.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_gold_records_become_record_ids_and_what_is_absent_is_empty(tmp_path: Path) -> None:
    (read,) = read_golden("fitting", folder=write(tmp_path, ROW))
    assert read.gold == {record_id("crm", "customers.csv#C001")}
    assert (read.history, read.answers_all, read.experts, read.forbidden) == ((), (), (), ())
    assert read.answerable


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([ROW | {"kind": "riddle"}], "unknown kind 'riddle'"),
        ([ROW, ROW], "two questions have the id 'f1'"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, rows: list[dict[str, object]], message: str) -> None:
    with pytest.raises(GoldenError, match=message):
        read_golden("fitting", folder=write(tmp_path, *rows))


def test_an_absent_half_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match="no file"):
        read_golden("closing", folder=tmp_path)


def test_the_fitting_half_can_be_read_and_has_every_kind() -> None:
    assert {question.kind for question in read_golden("fitting")} == set(golden.KINDS)
