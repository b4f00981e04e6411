"""`python -m eval.bench`: measures speed and memory, part by part, and writes build/bench/report.json."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from eval.bars import missed
from eval.bench.customer_page import measure_customer_page
from eval.bench.experts import measure_experts
from eval.bench.increment import measure_increment
from eval.bench.loading import measure_loading
from eval.bench.memory import measure_memory
from eval.bench.narrowing import measure_narrowing
from eval.bench.parsing import measure_parsing
from eval.bench.retrieval import measure_retrieval
from eval.data import CHECKOUT
from eval.machine import machine

BUILD = CHECKOUT / "build" / "bench"
PARTS = (
    "loading",
    "retrieval",
    "narrowing",
    "experts",
    "customer_page",
    "increment",
    "memory",
    "parsing",
)


def main() -> None:
    """Measures the parts asked for; figures of the other parts stay as they were."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; none: all")
    parser.add_argument("--config", type=Path, default=CHECKOUT / "config.toml")
    parser.add_argument("--chunks", type=int, default=5000, help="chunks to load")
    parser.add_argument("--rounds", type=int, default=3, help="of loading, interleaved")
    parser.add_argument("--stored", type=int, default=20000, help="chunks to retrieve among")
    parser.add_argument("--interactions", type=int, default=5000, help="of one customer")
    parser.add_argument("--crowd", type=int, default=100_000, help="chunks to narrow")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of a CRM to load")
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        parser.error(f"no part is called {unknown[0]!r}; known: {', '.join(PARTS)}")
    path = BUILD / "report.json"
    report = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if "loading" in parts:
        report |= measure_loading(
            arguments.config, BUILD, chunks=arguments.chunks, rounds=arguments.rounds
        )
    if "retrieval" in parts:
        report |= measure_retrieval(arguments.config, BUILD, chunks=arguments.stored)
    if "narrowing" in parts:
        report |= measure_narrowing(arguments.config, BUILD, chunks=arguments.crowd)
    if "experts" in parts:
        report |= measure_experts(arguments.config, BUILD, chunks=arguments.stored)
    if "customer_page" in parts:
        report |= measure_customer_page(
            arguments.config, BUILD, interactions=arguments.interactions
        )
    if "increment" in parts:
        report |= measure_increment(arguments.config, BUILD, rows=arguments.rows)
    if "memory" in parts:
        report |= measure_memory(arguments.config)
    if "parsing" in parts:
        report |= measure_parsing(CHECKOUT / "build" / "demo")
    BUILD.mkdir(parents=True, exist_ok=True)
    report |= {"machine": machine()}
    path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, ensure_ascii=False, indent=2))
    figures = {name: value for name, value in report.items() if isinstance(value, int | float)}
    for bar in missed({"bench": figures}):
        print(f"{bar.metric} is {figures[bar.metric]:.3g}, asked: {bar}", file=sys.stderr)


if __name__ == "__main__":
    main()
