"""zhike map and gaps: what the company knows about, who carries it, and what it does not know."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from assistant.commands.map_printing import (
    print_complaints,
    print_gaps,
    print_map,
    print_single_points,
    print_stale,
    print_topic,
)
from assistant.commands.map_reading import (
    ReadComplaints,
    ReadGaps,
    ReadMap,
    ReadSinglePoints,
    ReadStale,
    ReadTopic,
)
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
from assistant.knowledge.map_tables import (
    MapTable,
    complaints_table,
    gaps_table,
    knowledge_table,
    single_points_table,
    stale_table,
    topics_table,
)
from assistant.questions import Language
from assistant.settings import Settings, load_settings

AsCsv = Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")]


class _Part(StrEnum):
    topics = "topics"
    knowledge = "knowledge"
    single_points = "single-points"
    stale = "stale"
    complaints = "complaints"


def knowledge_map(
    asker: Asker,
    topic: Annotated[
        str, typer.Argument(help="A topic's id; left out: all of them.", show_default=False)
    ] = "",
    part: Annotated[_Part, typer.Option(help="Which part of the map.")] = _Part.topics,
    language: InLanguage = None,
    as_csv: AsCsv = False,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """What the company knows about: topics in numbers, what one person carries, what is stale, what customers complain of."""
    settings = load_settings(config)
    spoken = spoken_language(language, "")
    if as_csv and (as_json or topic):
        raise typer.BadParameter("a table is of a whole part, and no JSON")
    if topic:
        page = carried_out(settings, ReadTopic(topic, asker))
        print_result(page, partial(print_topic, language=spoken), as_json)
    elif as_csv:
        print(_table(settings, part, asker).csv(), end="")
    else:
        _show(settings, part, asker, spoken, as_json)


def gaps(
    asker: Asker,
    language: InLanguage = None,
    as_csv: AsCsv = False,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """What five different people or more asked and nobody's texts answered, by topic."""
    if as_csv and as_json:
        raise typer.BadParameter("choose --json or --csv")
    found = carried_out(load_settings(config), ReadGaps(asker))
    if as_csv:
        print(gaps_table(found).csv(), end="")
        return
    to_read = partial(print_gaps, language=spoken_language(language, ""))
    print_found(found, to_read, as_json, called="gaps")


def _show(settings: Settings, part: _Part, asker: str, language: Language, as_json: bool) -> None:
    match part:
        case _Part.topics | _Part.knowledge:
            view = carried_out(settings, ReadMap(asker))
            print_result(view, partial(print_map, language=language), as_json)
            if not view.topics:
                raise typer.Exit(NOTHING_FOUND)
        case _Part.single_points:
            points = carried_out(settings, ReadSinglePoints(asker))
            to_read = partial(print_single_points, language=language)
            print_found(points, to_read, as_json, called="single_points")
        case _Part.stale:
            old = carried_out(settings, ReadStale(asker))
            print_found(old, partial(print_stale, language=language), as_json, called="stale")
        case _Part.complaints:
            said = carried_out(settings, ReadComplaints(asker))
            to_quote = partial(print_complaints, language=language)
            print_found(said, to_quote, as_json, called="complaints")


def _table(settings: Settings, part: _Part, asker: str) -> MapTable:
    match part:
        case _Part.topics:
            return topics_table(carried_out(settings, ReadMap(asker)).topics)
        case _Part.knowledge:
            return knowledge_table(carried_out(settings, ReadMap(asker)))
        case _Part.single_points:
            points = carried_out(settings, ReadSinglePoints(asker))
            return single_points_table(points)
        case _Part.stale:
            old = carried_out(settings, ReadStale(asker))
            return stale_table(old)
        case _Part.complaints:
            said = carried_out(settings, ReadComplaints(asker))
            return complaints_table(said)
