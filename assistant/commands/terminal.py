"""What the commands of the command line share: their options, and where results go."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import TypeAdapter
from rich.console import Console

from assistant.commands.carrying import carry_out
from assistant.commands.command import Command, Result
from assistant.commands.progress import shown_progress
from assistant.questions import Language, language_of
from assistant.settings import Settings
from ingest.filters import Knowledge

Shown = TypeVar("Shown")
Several = TypeVar("Several", bound=Sequence[object])


class SpokenLanguage(StrEnum):
    """In which one reads."""

    zh = "zh"
    en = "en"


class KnowledgeKind(StrEnum):
    """The kinds of customer knowledge, as one types them."""

    about = "about"
    for_ = "for"
    from_ = "from"
    with_ = "with"
    none = "none"


FAILED, NOTHING_FOUND, BUSY = 1, 3, 4
"""Exit codes besides 0 and typer's 2 for wrong usage."""
SEVERAL = 2
"""Where a name may mean several: it was not said well enough."""

ConfigFile = Annotated[
    Path, typer.Option("--config", help="The settings.", metavar="FILE", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Asker = Annotated[
    str, typer.Option("--as", help="Who asks: the address of a colleague.", metavar="EMAIL")
]
InLanguage = Annotated[
    SpokenLanguage | None,
    typer.Option("--language", help="Of the headings; left out: that of what is asked."),
]
OfKnowledge = Annotated[
    list[KnowledgeKind] | None,
    typer.Option(
        "--knowledge",
        help="Only knowledge about, for, from or made with customers, or none of these; may be repeated.",
    ),
]


def kinds_of(chosen: Sequence[KnowledgeKind] | None) -> tuple[Knowledge, ...]:
    """The kinds chosen, by name."""
    return tuple(one.value for one in chosen or ())


DEFAULT_CONFIG = Path("config.toml")


def carried_out(settings: Settings, command: Command[Result]) -> Result:
    """What came of the command, its progress shown meanwhile."""
    with shown_progress() as on_progress:
        return carry_out(settings, command, on_progress)


def spoken_language(chosen: SpokenLanguage | None, asked: str) -> Language:
    """The language chosen, else that of what is asked; of nothing asked that of this terminal."""
    if chosen is not None:
        return chosen.value
    if asked.strip():
        return language_of(asked)
    said = next(
        filter(None, (os.environ.get(one) for one in ("LC_ALL", "LC_MESSAGES", "LANG"))), ""
    )
    return "zh" if said.startswith("zh") else "en"


def stdout() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def print_json(result: object) -> None:
    print(TypeAdapter(object).dump_json(result, indent=2).decode(), flush=True)


def print_result(
    result: Shown, to_read: Callable[[Console, Shown], None], as_json: bool, *, called: str = ""
) -> None:
    """A result for a person to read, or as JSON, under a name where it is several things."""
    if as_json:
        print_json({called: result} if called else result)
    else:
        to_read(stdout(), result)


def print_found(
    found: Several, to_read: Callable[[Console, Several], None], as_json: bool, *, called: str
) -> None:
    """The same of what was looked for; where that is nothing, the exit code says so."""
    print_result(found, to_read, as_json, called=called)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def print_done(message: str, as_json: bool) -> None:
    if as_json:
        print_json({"done": True})
    else:
        print(message)
