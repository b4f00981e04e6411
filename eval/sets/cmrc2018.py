"""CMRC 2018: Chinese passages of an encyclopedia and questions whose answers are spans of them."""

from __future__ import annotations

import json
from pathlib import Path

from eval.data import set_folder
from eval.reading import Question, ReadingSet, measure_reading
from eval.results import SetResult
from eval.workspace import Workspace
from ingest.records import Record, Section, revision_of

NAME = "cmrc2018"


def measure(space: Workspace) -> SetResult:
    """Measures the dev part."""
    return measure_reading(space, read(set_folder(NAME)))


def read(folder: Path) -> ReadingSet:
    """Each passage is an article under its page's title; each of its questions asks for a span."""
    data = json.loads((folder / "cmrc2018_dev.json").read_text(encoding="utf-8"))["data"]
    records: list[Record] = []
    questions: list[Question] = []
    for page in data:
        title = page["title"]
        for passage in page["paragraphs"]:
            records.append(
                Record(
                    external_id=passage["id"],
                    revision=revision_of(title, passage["context"]),
                    kind="article",
                    title=title,
                    audience=("everyone",),
                    sections=(Section(passage["context"]),),
                )
            )
            questions.extend(
                Question(
                    item["id"],
                    item["question"],
                    passage["id"],
                    tuple(answer["text"] for answer in item["answers"]),
                )
                for item in passage["qas"]
            )
    return ReadingSet(NAME, tuple(records), tuple(questions))
