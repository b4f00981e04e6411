"""What measuring a set gives: figures, the same of the baselines, and the misses one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from eval.reliability import Bin


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that a measure counted as wrong: what was right, what was said, what was cited."""

    metric: str
    question_id: str
    question: str
    gold: str
    answered: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class SetResult:
    """One set measured. `baselines` maps a baseline's name to its figures; `notes` say how it was done.

    `reliability` says how often answers were right, by their confidence, where that was measured.
    """

    metrics: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()
    notes: tuple[str, ...] = ()
    reliability: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A set's result with when, at which commit and on how many questions at most it was taken."""

    set_name: str
    at: str
    commit: str
    limit: int | None
    seed: int
    result: SetResult


def save(measured: Measured, path: Path) -> None:
    """Writes one set's result as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(measured), ensure_ascii=False, indent=1), encoding="utf-8")


def load(path: Path) -> Measured:
    """Reads what `save` wrote."""
    data = json.loads(path.read_text(encoding="utf-8"))
    found = data["result"]
    result = SetResult(
        metrics=found["metrics"],
        baselines=found["baselines"],
        misses=tuple(Miss(**miss) for miss in found["misses"]),
        notes=tuple(found["notes"]),
        reliability=tuple(Bin(**one) for one in found.get("reliability", ())),
    )
    return Measured(
        data["set_name"], data["at"], data["commit"], data["limit"], data["seed"], result
    )
