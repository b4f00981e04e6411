"""The exercises are well-formed, and none of them is a golden question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.exercises import EXERCISES, read_exercises
from eval.golden import read_golden
from tests.hash_embedder import HashEmbedder

FILES = sorted(EXERCISES.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_passage_holds_its_answers(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        places = range(len(held["sentences"]))
        assert all(one["sentences"] for one in held["answered"]), held["id"]
        assert {at for one in held["answered"] for at in one["sentences"]} <= {*places}, held["id"]
        assert len(held["answered"]) >= 4 and len(held["unanswered"]) >= 3, held["id"]


def test_no_golden_question_is_an_exercise() -> None:
    asked = set()
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            held = json.loads(line)
            asked |= {one["question"] for one in held["answered"]} | {*held["unanswered"]}
    for half in ("fitting", "closing", "conversations"):
        assert not asked & {golden.question for golden in read_golden(half)}


def test_near_misses_stand_beside_what_answers(tmp_path: Path) -> None:
    passage = {
        "id": "X1",
        "title": "Ferry handbook",
        "heading": "Crossings",
        "sentences": [
            "The crossing takes 45 minutes.",
            "A ticket is 38 euros.",
            "Two decks.",
            "Bar.",
        ],
        "answered": [{"question": "How long is the crossing?", "sentences": [0]}],
        "unanswered": ["How long is the ticket valid?"],
    }
    (tmp_path / "one.jsonl").write_text(json.dumps(passage | {"genre": "", "language": "en"}))
    answered, near_miss = read_exercises(HashEmbedder(), 1, tmp_path)
    assert answered.statements[0] == ("Ferry handbook Crossings", "The crossing takes 45 minutes.")
    assert answered.answers == (True, False, False, False)
    assert near_miss.answers == (False, False, False)
    assert near_miss.statements[0].text == "A ticket is 38 euros."
