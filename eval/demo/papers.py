"""Writes the documents, each in the format that its name says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from eval.demo.blocks import blocks_of
from eval.demo.content import Paper, address
from eval.demo.mails import Letter, as_bytes
from eval.demo.office import sheets, slides, word
from eval.demo.pages import html, markdown
from eval.demo.pdf import pdf

_DRAWN = {".pdf": pdf, ".docx": word, ".xlsx": sheets, ".pptx": slides, ".html": html}


def write_papers(papers: list[Paper], names: Mapping[str, str], folder: Path) -> int:
    """Writes each paper under `folder`, dated on its day; `names` maps a key to a person's name."""
    for paper in papers:
        path = folder / paper.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_content(paper, names))
        then = datetime(paper.on.year, paper.on.month, paper.on.day, 2, tzinfo=UTC).timestamp()
        os.utime(path, (then, then))
    return len(papers)


def _content(paper: Paper, names: Mapping[str, str]) -> bytes:
    author = names[paper.author]
    ending = Path(paper.path).suffix
    if ending == ".eml":
        letter = Letter(
            key=Path(paper.path).stem.encode().hex()[:24],
            on=paper.on,
            sender=paper.author,
            to=tuple(paper.head["to"]),
            cc=tuple(paper.head.get("cc", ())),
            subject=paper.title,
            body=paper.body,
        )
        return as_bytes(letter, {address(key): name for key, name in names.items()})
    if ending in {".md", ".txt"}:
        return markdown(paper.body, author=author, on=paper.on)
    return _DRAWN[ending](blocks_of(paper.body), title=paper.title, author=author, on=paper.on)
