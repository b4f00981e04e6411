"""The demo company's golden questions, as they stand in the golden files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from eval.data import read_lines, texts_of
from ingest.errors import ZhikeError
from ingest.records import record_id

QuestionKind = Literal[
    "single_fact", "crm_field", "comparison", "multi_turn", "who_knows", "past_project",
    "superseded", "contradiction", "restricted", "unanswerable",
]  # fmt: skip
KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
TO_BE_DECLINED: frozenset[QuestionKind] = frozenset({"restricted", "unanswerable"})
GOLDEN = Path(__file__).resolve().parent / "demo" / "golden"


class GoldenError(ZhikeError):
    """A golden file is absent or says something that cannot be measured."""


@dataclass(frozen=True, slots=True)
class Golden:
    """One question: who asks when, after which earlier questions, and what is right.

    Any of `answers` will do, and of each group in `answers_all` one must stand. `gold` holds record
    ids; for a restricted question they are the records that must not be seen.
    """

    id: str
    kind: QuestionKind
    language: str
    crossing: bool
    asker: str
    asked_at: date | None
    question: str
    history: tuple[str, ...]
    gold: frozenset[str]
    answers: tuple[str, ...]
    answers_all: tuple[tuple[str, ...], ...]
    experts: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether there is an answer that this asker may have."""
        return self.kind not in TO_BE_DECLINED


def read_golden(
    half: Literal["fitting", "closing", "conversations"], *, folder: Path = GOLDEN
) -> tuple[Golden, ...]:
    """The questions of one half, or the further multi-turn questions to fit by; raises GoldenError when the file is absent or wrong."""
    path = folder / f"{half}.jsonl"
    if not path.is_file():
        raise GoldenError(f"The golden set is absent: no file {path}.")
    found = tuple(_golden(row, path) for row in read_lines(path))
    names = [golden.id for golden in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise GoldenError(f"{path}: two questions have the id {twice[0]!r}; give each its own.")
    return found


def _golden(row: Mapping[str, object], path: Path) -> Golden:
    kind = next((known for known in KINDS if known == row.get("kind")), None)
    if kind is None:
        raise GoldenError(
            f"{path}: question {row.get('id')!r} is of the unknown kind {row.get('kind')!r}; "
            f"known: {', '.join(KINDS)}."
        )
    asked_at, groups, gold = row.get("asked_at"), row.get("answers_all"), row.get("gold_records")
    return Golden(
        id=str(row["id"]),
        kind=kind,
        language=str(row["language"]),
        crossing=bool(row.get("crossing")),
        asker=str(row["as"]),
        asked_at=date.fromisoformat(str(asked_at)[:10]) if asked_at else None,
        question=str(row["question"]),
        history=texts_of(row.get("history")),
        gold=frozenset(_record(named) for named in gold) if isinstance(gold, list) else frozenset(),
        answers=texts_of(row.get("answers")),
        answers_all=tuple(map(texts_of, groups)) if isinstance(groups, list) else (),
        experts=tuple(address.lower() for address in texts_of(row.get("experts"))),
        forbidden=texts_of(row.get("forbidden")),
    )


def _record(named: Mapping[str, str]) -> str:
    return record_id(named["source"], named["external_id"])
