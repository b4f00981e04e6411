"""zhike sources: how each source stands, and stopping what reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from assistant.commands import printing
from assistant.commands.steering import Sources, Steer
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigFile,
    carried_out,
    print_done,
    print_result,
)
from assistant.settings import load_settings

sources = typer.Typer(help="What is read, and how far it is.", no_args_is_help=True)

Source = Annotated[str, typer.Argument(help="The source's name in config.toml.")]


@sources.command(name="list")
def listed(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Every source: its state, what it holds, what failed, and when it is read next."""
    settings = load_settings(config)
    views = carried_out(settings, Sources())
    print_result(views, printing.print_sources, as_json, called="sources")


@sources.command()
def pause(source: Source, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Stop reading a source, whatever its schedule says, until it is resumed."""
    _steer(config, source, "pause")
    print_done(f"{source} is paused; what was read of it stays", as_json)


@sources.command()
def resume(source: Source, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Let a paused source be read again; a running server begins at once."""
    _steer(config, source, "resume")
    print_done(f"{source} is resumed; without a server, run: zhike sync {source}", as_json)


@sources.command()
def cancel(source: Source, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Stop the sync that runs or waits in the server; the next one goes on from there."""
    _steer(config, source, "cancel")
    print_done(f"The sync of {source} is cancelled", as_json)


def _steer(config: Path, source: str, how: Literal["pause", "resume", "cancel"]) -> None:
    settings = load_settings(config)
    carried_out(settings, Steer(settings.source(source).name, how))
