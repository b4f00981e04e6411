"""zhike project and learn: what was done before, and what to read of it."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from assistant.commands.learning_printing import print_path
from assistant.commands.project_printing import print_choice, print_projects
from assistant.commands.project_reading import Learn, ListProjects, ReadProject
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    NOTHING_FOUND,
    SEVERAL,
    AsJson,
    Asker,
    ConfigFile,
    InLanguage,
    carried_out,
    print_found,
    print_result,
    spoken_language,
)
from assistant.questions import QUESTION_CHARACTERS
from assistant.settings import load_settings


def project(
    asker: Asker,
    name: Annotated[
        str,
        typer.Argument(help="Its name, number or id; left out: the list.", show_default=False),
    ] = "",
    language: InLanguage = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """A past project: goal, people, time, result, lessons, documents in reading order."""
    spoken = spoken_language(language, name)
    settings = load_settings(config)
    if not name.strip():
        found = carried_out(settings, ListProjects(asker))
        print_found(found, partial(print_projects, language=spoken), as_json, called="projects")
        return
    choice = carried_out(settings, ReadProject(name, asker))
    print_result(choice, partial(print_choice, language=spoken), as_json)
    if choice.project is None:
        raise typer.Exit(SEVERAL)


class _Subject(StrEnum):
    topic = "topic"
    customer = "customer"
    role = "role"


def learn(
    asked: Annotated[
        str, typer.Argument(help="A topic, a customer, or a role.", show_default=False)
    ],
    asker: Asker,
    kind: Annotated[
        _Subject | None, typer.Option(help="Which of these it is; left out: what it says.")
    ] = None,
    language: InLanguage = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """What to read, in order, and whom to meet, to learn about something."""
    if not 0 < len(asked.strip()) <= QUESTION_CHARACTERS:
        raise typer.BadParameter(f"say it in 1 to {QUESTION_CHARACTERS:,} characters")
    wanted = Learn(asked, kind.value if kind else None, asker)
    path = carried_out(load_settings(config), wanted)
    print_result(path, partial(print_path, language=spoken_language(language, asked)), as_json)
    if not path.items:
        raise typer.Exit(NOTHING_FOUND)
