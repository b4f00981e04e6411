"""Chunks of the demo's store, each labelled by a reader with its kind of customer knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from eval.data import read_lines
from eval.golden import GOLDEN, GoldenError
from ingest.records import record_id

Label = Literal["about", "for", "from", "with", "none"]
LABELS: tuple[Label, ...] = get_args(Label)
KINDS: tuple[Label, ...] = tuple(label for label in LABELS if label != "none")


@dataclass(frozen=True, slots=True)
class Labelled:
    """The one chunk of a record whose text begins with `starts`, and its label; `why` says what
    decided where that is unclear."""

    record_id: str
    external_id: str
    starts: str
    label: Label
    half: str
    why: str


def read_labelled(*, folder: Path = GOLDEN) -> tuple[Labelled, ...]:
    """Every labelled chunk; raises GoldenError when the file is absent or wrong."""
    path = folder / "knowledge.jsonl"
    if not path.is_file():
        raise GoldenError(f"The golden set is absent: no file {path}.")
    found = tuple(_labelled(row, path) for row in read_lines(path))
    twice = Counter((one.record_id, one.starts) for one in found)
    for one in found:
        if twice[one.record_id, one.starts] > 1:
            raise GoldenError(f"{path}: a chunk of {one.external_id!r} is labelled twice.")
    return found


def _labelled(row: Mapping[str, object], path: Path) -> Labelled:
    label = next((known for known in LABELS if known == row.get("label")), None)
    if label is None:
        raise GoldenError(
            f"{path}: a chunk of {row.get('external_id')!r} has the unknown label "
            f"{row.get('label')!r}; known: {', '.join(LABELS)}."
        )
    external_id = str(row["external_id"])
    return Labelled(
        record_id=record_id(str(row["source"]), external_id),
        external_id=external_id,
        starts=str(row["starts"]),
        label=label,
        half=str(row["half"]),
        why=str(row.get("why", "")),
    )
