"""`zhike eval`: measures the assistant and says how far it reaches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.bars import bar_of
from eval.calibrate import calibrate
from eval.page import shown
from eval.runner import BUILD, SETS, run
from ingest.errors import ZhikeError

app = typer.Typer(add_completion=False)


@app.command("eval")
def evaluate(
    sets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SET]...",
            help=f"What to measure: {', '.join(SETS)}; none: all of them. "
            "'calibrate' instead fits the confidence on the demo's fitting half, "
            "'teach' the cross-encoder before it.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask at most so many questions a measure.")
    ] = None,
    closing: Annotated[
        bool, typer.Option("--closing", help="Ask the demo's closing half, kept unread till then.")
    ] = False,
    config: Annotated[Path, typer.Option(help="The demo's settings.")] = Path("config.toml"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Measures the assistant on the demo's golden questions and on public data."""
    console = Console(stderr=True)
    try:
        if sets == ["calibrate"]:
            typer.echo(json.dumps(calibrate(config, console=console), indent=2))
            return
        if sets == ["teach"]:
            from eval.teaching import teach  # with torch, which takes seconds to load

            typer.echo(json.dumps(teach(config, console=console), indent=2))
            return
        report = run(sets or [], limit, config, closing=closing, console=console)
    except ZhikeError as error:
        console.print(str(error), style="red")
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    figures = report["sets"]
    Console().print(_table(figures if isinstance(figures, dict) else {}))
    console.print(f"Misses, question by question: {BUILD / 'report.html'}")


def _table(sets: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table("set", "figure", "asked", "reached", title="What was measured")
    for name, figures in sets.items():
        for metric, value in figures.items():
            bar = bar_of(name, metric)
            style = "" if bar is None else "green" if bar.reached_by(value) else "red"
            table.add_row(name, metric, str(bar or ""), shown(metric, value), style=style)
    return table
