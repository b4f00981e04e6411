"""zhike project: what was done before, and what was learnt."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from assistant.commands.project_printing import print_choice, print_projects
from assistant.commands.project_reading import ListProjects, ReadProject
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    NOTHING_FOUND,
    AsJson,
    Asker,
    ConfigFile,
    InLanguage,
    carried_out,
    print_found,
    print_result,
    spoken_language,
)
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
        raise typer.Exit(NOTHING_FOUND)
