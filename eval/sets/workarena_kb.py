"""WorkArena: a company's knowledge base, each article hiding one fact that ten questions ask for."""

from __future__ import annotations

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from eval.data import read_lines, set_folder, texts_of
from eval.reading import Question, ReadingSet, measure_reading
from eval.results import SetResult
from eval.workspace import Workspace
from ingest.records import File, Record, revision_of

NAME = "workarena_kb"


def measure(space: Workspace) -> SetResult:
    """Measures all articles, with the internal procedures among them as distractors."""
    return measure_reading(space, read(set_folder(NAME)))


def read(folder: Path) -> ReadingSet:
    """Articles come in as HTML files titled by their own first heading.

    The rows' `item` names the fact that is asked for and is therefore kept out.
    """
    articles = [
        (str(row["doc_id"]), str(row["article_html"]))
        for row in read_lines(folder / "articles.jsonl")
    ]
    protocols = json.loads((folder / "protocols.json").read_text(encoding="utf-8"))
    procedures = [(f"protocol{at:02}", row["article"]) for at, row in enumerate(protocols)]
    questions = tuple(
        Question(
            str(row["qid"]),
            str(row["question"]),
            str(row["gold_doc_id"]),
            (str(row["answer"]), *texts_of(row["alternative_answers"])),
        )
        for row in read_lines(folder / "questions.jsonl")
    )
    return ReadingSet(NAME, tuple(_record(*item) for item in (*articles, *procedures)), questions)


def _record(external_id: str, html: str) -> Record:
    return Record(
        external_id=external_id,
        revision=revision_of(html),
        kind="article",
        title=_first_heading(html),
        audience=("everyone",),
        file=File(f"{external_id}.html", html.encode()),
    )


def _first_heading(html: str) -> str:
    heading = LexborHTMLParser(html).css_first("h1, h2, h3")
    return " ".join(heading.text().split()) if heading else ""
