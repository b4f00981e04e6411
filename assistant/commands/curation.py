"""zhike entities: customers and colleagues of several sources who are one, or may be."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from assistant.commands import printing
from assistant.commands.curating import DecideMatch, ListMatches
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    AsJson,
    Asker,
    ConfigFile,
    carried_out,
    print_json,
    print_result,
    stdout,
)
from assistant.settings import load_settings
from ingest.resolution.matches import Step

entities = typer.Typer(help="Customers and people of several sources.", no_args_is_help=True)


class _Family(StrEnum):
    customer = "customer"
    person = "person"


class _State(StrEnum):
    likely = "likely"
    merged = "merged"
    accepted = "accepted"
    refused = "refused"


Number = Annotated[int, typer.Argument(help="The number of a match.", metavar="MATCH", min=1)]


@entities.command("list")
def list_matches(
    asker: Asker,
    family: Annotated[_Family, typer.Option(help="Whose matches.")] = _Family.customer,
    state: Annotated[_State, typer.Option(help="Which.")] = _State.likely,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Pairs that may be one, the likeliest first; or that were merged, accepted or refused."""
    wanted = ListMatches(asker, family.value, (state.value,), limit)
    found = carried_out(load_settings(config), wanted)
    print_result(found, printing.print_matches, as_json, called="matches")


@entities.command()
def accept(
    match: Number, asker: Asker, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """The two are one."""
    _decide(match, "accept", asker, config, as_json)


@entities.command()
def refuse(
    match: Number, asker: Asker, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """The two are two: they are not asked about again."""
    _decide(match, "refuse", asker, config, as_json)


@entities.command()
def undo(
    match: Number, asker: Asker, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Take back what was decided of a match, or that it was merged."""
    _decide(match, "undo", asker, config, as_json)


def _decide(match: int, step: Step, asker: str, config: ConfigFile, as_json: bool) -> None:
    decided = carried_out(load_settings(config), DecideMatch(asker, match, step))
    if as_json:
        print_json(decided)
    else:
        printing.print_matches(stdout(), [decided])
