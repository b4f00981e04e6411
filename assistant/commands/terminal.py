"""What the commands of the command line share: their options, and where results go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console

from assistant.commands.carrying import carry_out
from assistant.commands.command import Command, Result
from assistant.commands.progress import shown_progress
from assistant.settings import Settings

FAILED, NOTHING_FOUND, BUSY = 1, 3, 4
"""Exit codes besides 0 and typer's 2 for wrong usage."""

ConfigFile = Annotated[
    Path, typer.Option("--config", help="The settings.", metavar="FILE", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Asker = Annotated[
    str, typer.Option("--as", help="Who asks: the address of a colleague.", metavar="EMAIL")
]
DEFAULT_CONFIG = Path("config.toml")


def carried_out(settings: Settings, command: Command[Result]) -> Result:
    """What came of the command, its progress shown meanwhile."""
    with shown_progress() as on_progress:
        return carry_out(settings, command, on_progress)


def stdout() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def print_json(result: object) -> None:
    print(TypeAdapter(object).dump_json(result, indent=2).decode(), flush=True)


def print_done(message: str, as_json: bool) -> None:
    if as_json:
        print_json({"done": True})
    else:
        print(message)
