"""Gathers what was measured into build/eval/report.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.machine import machine
from eval.results import Measured, load

_EVERYWHERE = ("bm25", "dense")


def gather(folder: Path) -> tuple[Measured, ...]:
    """Every set's latest result kept in `folder`, in the order of their names."""
    return tuple(load(path) for path in sorted(folder.glob("*.json")))


def as_json(measured: Sequence[Measured]) -> dict[str, object]:
    """The report: figures by set, the baselines' by name and set, and the machine.

    Sets may have been measured at different times: `machine.runs` says when, at which commit, and
    on how many questions at most.
    """
    return {
        "sets": {each.set_name: dict(each.result.metrics) for each in measured},
        "baselines": {
            name: {
                each.set_name: dict(each.result.baselines[name])
                for each in measured
                if name in each.result.baselines
            }
            for name in baselines(measured)
        },
        "machine": machine()
        | {
            "runs": {
                each.set_name: {
                    "at": each.at,
                    "commit": each.commit,
                    "limit": each.limit,
                    "seed": each.seed,
                }
                for each in measured
            }
        },
    }


def baselines(measured: Iterable[Measured]) -> tuple[str, ...]:
    """The names of all that the sets are compared with; those of every set first."""
    named = (name for each in measured for name in each.result.baselines)
    return tuple(dict.fromkeys((*_EVERYWHERE, *named)))


def write(report: dict[str, object], path: Path) -> None:
    """Writes the report as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
