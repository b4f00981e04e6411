"""zhike person and handover: a colleague, and what they hand over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from assistant.commands.people_printing import print_blocks, print_people
from assistant.commands.people_reading import (
    FindHandover,
    FindPerson,
    HandoverChoice,
    SayOfTopic,
)
from assistant.commands.person_printing import print_person, print_said
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    NOTHING_FOUND,
    SEVERAL,
    AsJson,
    Asker,
    ConfigFile,
    InLanguage,
    carried_out,
    print_done,
    print_result,
    spoken_language,
)
from assistant.handover.layout import laid_out
from assistant.handover.views import HandoverPack
from assistant.questions import Language
from assistant.settings import Settings, load_settings
from ingest.errors import SettingsError

_LONGEST = 200
_WORDS: dict[str, Literal["hide", "confirm", "withdraw"]] = {
    "hide": "hide",
    "confirm": "confirm",
    "withdraw": "withdraw",
}
_ENDINGS: dict[str, Literal["docx", "pdf"]] = {".docx": "docx", ".pdf": "pdf"}


def _named(said: str) -> str:
    if not 0 < len(said.strip()) <= _LONGEST:
        raise typer.BadParameter(
            f"say a name, an address or an id, of {_LONGEST} characters at most"
        )
    return said


Name = Annotated[
    str,
    typer.Argument(help="A name, a mail address or an id.", show_default=False, callback=_named),
]


def person(
    name: Annotated[
        str,
        typer.Argument(
            help="A name, an address or an id; or hide, confirm, withdraw and a TOPIC of one's own.",
            show_default=False,
            callback=_named,
        ),
    ],
    asker: Asker,
    topic: Annotated[
        str, typer.Argument(help="Behind hide, confirm, withdraw.", show_default=False)
    ] = "",
    language: InLanguage = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """A colleague: place, line, what and whom they know, what they answered."""
    settings = load_settings(config)
    spoken = spoken_language(language, topic or name)
    if topic and (say := _WORDS.get(name)):
        said = carried_out(settings, SayOfTopic(say, _named(topic), asker))
        print_result(said, partial(print_said, language=spoken), as_json)
        return
    if topic:
        raise typer.BadParameter("say hide, confirm or withdraw before a topic")
    choice = carried_out(settings, FindPerson(name, asker))
    if choice.page:
        print_result(choice.page, partial(print_person, language=spoken), as_json)
        return
    print_result(choice.people, partial(print_people, language=spoken), as_json, called="people")
    raise typer.Exit(SEVERAL if choice.people else NOTHING_FOUND)


def handover(
    name: Name,
    asker: Asker,
    out: Annotated[
        Path | None,
        typer.Option(help="Write it there: FILE.docx or FILE.pdf.", metavar="FILE"),
    ] = None,
    language: InLanguage = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """What a colleague who leaves or changes hands over, and to whom."""
    if out is not None and out.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter("--out ends in .docx or .pdf")
    settings = load_settings(config)
    spoken = spoken_language(language, name)
    choice = carried_out(settings, FindHandover(name, asker))
    if choice.pack and out is not None:
        _write(choice, out, settings, spoken)
        print_done(f"Written: {out}", as_json)
        return
    if choice.pack:
        print_result(choice.pack, partial(_print_pack, language=spoken), as_json)
        return
    print_result(choice.people, partial(print_people, language=spoken), as_json, called="people")
    raise typer.Exit(SEVERAL if choice.people else NOTHING_FOUND)


def _print_pack(console: Console, pack: HandoverPack, language: Language) -> None:
    print_blocks(console, laid_out(pack, language))


def _write(choice: HandoverChoice, out: Path, settings: Settings, language: Language) -> None:
    if choice.pack is None:
        return
    # Only a file needs the libraries that write one.
    from assistant.handover.files import file_of

    data = file_of(choice.pack, _ENDINGS[out.suffix.lower()], language, settings.handover.font)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise SettingsError(f"{out} cannot be written: {error}") from error
