"""The demo's questions for people: who asks, who is right, who has left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from eval.data import read_lines, texts_of
from eval.golden import GOLDEN, GoldenError

AskedFor = Literal["customer", "topic", "both", "nobody"]
ASKED_FOR: tuple[AskedFor, ...] = get_args(AskedFor)


@dataclass(frozen=True, slots=True)
class WhoKnows:
    """One question: `experts` are the addresses of those whom a well-informed manager would name,
    `leavers` those whom the records also name and who are gone. For `nobody` there are none."""

    id: str
    asked_for: AskedFor
    half: str
    language: str
    asker: str
    asked_at: date
    question: str
    experts: tuple[str, ...]
    leavers: tuple[str, ...]
    why: str


def read_who_knows(half: str, *, folder: Path = GOLDEN) -> tuple[WhoKnows, ...]:
    """The questions of one half; raises GoldenError when the file is absent or wrong."""
    path = folder / "experts.jsonl"
    if not path.is_file():
        raise GoldenError(f"The golden set is absent: no file {path}.")
    found = tuple(_question(row, path) for row in read_lines(path))
    return tuple(question for question in found if question.half == half)


def _question(row: Mapping[str, object], path: Path) -> WhoKnows:
    asked_for = next((known for known in ASKED_FOR if known == row.get("kind")), None)
    if asked_for is None:
        raise GoldenError(
            f"{path}: question {row.get('id')!r} is of the unknown kind {row.get('kind')!r}; "
            f"known: {', '.join(ASKED_FOR)}."
        )
    experts = texts_of(row.get("experts"))
    if bool(experts) == (asked_for == "nobody"):
        raise GoldenError(
            f"{path}: question {row.get('id')!r} must name experts, or be of the kind nobody."
        )
    return WhoKnows(
        id=str(row["id"]),
        asked_for=asked_for,
        half=str(row["half"]),
        language=str(row["language"]),
        asker=str(row["as"]),
        asked_at=date.fromisoformat(str(row["asked_at"])),
        question=str(row["question"]),
        experts=experts,
        leavers=texts_of(row.get("leavers")),
        why=str(row["why"]),
    )
