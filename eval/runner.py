"""Measures the sets asked for, one after another, and keeps each result as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console

from assistant.settings import load_settings
from eval import report
from eval.data import CHECKOUT, MissingDataError
from eval.golden import GoldenError
from eval.machine import commit
from eval.page import page
from eval.remembering import RememberingEmbedder
from eval.results import Measured, SetResult, save
from eval.sets import (
    claims,
    cmrc2018,
    demo,
    dragonball,
    expert_dblp,
    expert_k8s,
    hostile,
    lookup_600,
    messy_docs,
    workarena_kb,
    workbench_crm,
)
from eval.workspace import Workspace
from ingest.embedding import SentenceTransformerEmbedder
from ingest.errors import NotFoundError

BUILD = CHECKOUT / "build" / "eval"
SEED = 20260630
SETS: Mapping[str, Callable[[Workspace], SetResult]] = {
    demo.NAME: demo.measure,
    workbench_crm.NAME: workbench_crm.measure,
    lookup_600.NAME: lookup_600.measure,
    workarena_kb.NAME: workarena_kb.measure,
    dragonball.NAME: dragonball.measure,
    cmrc2018.NAME: cmrc2018.measure,
    expert_k8s.NAME: expert_k8s.measure,
    expert_dblp.NAME: expert_dblp.measure,
    messy_docs.NAME: messy_docs.measure,
    claims.NAME: claims.measure,
    hostile.NAME: hostile.measure,
}
CLOSING = f"{demo.NAME}_closing"


def run(
    sets: Sequence[str],
    limit: int | None,
    config: Path,
    *,
    closing: bool = False,
    build: Path = BUILD,
    console: Console | None = None,
) -> dict[str, object]:
    """Measures `sets` (none named: all) and writes report.json and report.html under `build`.

    A set whose data are absent is named on `console` and left out. With `closing` the demo's
    closing half is asked in place of the fitting one. Returns the report; results of sets
    measured earlier stay in it. Raises NotFoundError for a set that does not exist.
    """
    console = console or Console(stderr=True)
    chosen = _chosen(sets, closing=closing)
    space = Workspace(build, config, limit, SEED, console, _embedder(config))
    for name, measure in chosen.items():
        try:
            result = measure(space)
        except (MissingDataError, GoldenError) as error:
            console.print(f"{name}: not measured. {error}", style="yellow")
            continue
        at = datetime.now(UTC).isoformat(timespec="seconds")
        measured = Measured(name, at, commit(), limit, SEED, result)
        save(measured, build / "results" / f"{name}.json")
    measured_sets = report.gather(build / "results")
    found = report.as_json(measured_sets)
    report.write(found, build / "report.json")
    machine = found["machine"]
    html = page(measured_sets, machine if isinstance(machine, dict) else {})
    (build / "report.html").write_text(html, encoding="utf-8")
    return found


def _chosen(
    sets: Sequence[str], *, closing: bool
) -> Mapping[str, Callable[[Workspace], SetResult]]:
    unknown = [name for name in sets if name not in SETS]
    if unknown:
        raise NotFoundError(f"No evaluation set is called {unknown[0]!r}; known: {', '.join(SETS)}")
    chosen = {name: SETS[name] for name in sets or SETS}
    if closing and demo.NAME in chosen:
        del chosen[demo.NAME]
        return {CLOSING: partial(demo.measure, half="closing")} | chosen
    return chosen


def _embedder(config: Path) -> RememberingEmbedder:
    configured = load_settings(config).embedding
    return RememberingEmbedder(
        SentenceTransformerEmbedder(
            configured.model, precision=configured.precision, batch_size=configured.batch_size
        )
    )
