"""zhike glossary: what the company says for what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import printing
from assistant.commands.glossary import (
    AddTerm,
    ExportGlossary,
    ImportGlossary,
    ListGlossary,
    RemoveTerm,
)
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    AsJson,
    Asker,
    ConfigFile,
    carried_out,
    print_done,
    print_found,
    print_json,
    stdout,
)
from assistant.glossary_table import write_table
from assistant.settings import load_settings
from ingest.errors import PermanentError
from ingest.glossary import GlossaryEntry

glossary = typer.Typer(
    help="Terms, synonyms, abbreviations and code names of the company.", no_args_is_help=True
)

_LIMIT_BYTES = 8_000_000
Several = list[str] | None


@glossary.command()
def add(
    term: str,
    asker: Asker,
    synonym: Annotated[Several, typer.Option(help="May be repeated, as those below.")] = None,
    abbreviation: Annotated[Several, typer.Option()] = None,
    code_name: Annotated[Several, typer.Option(help="What a product is called in-house.")] = None,
    note: Annotated[str, typer.Option()] = "",
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Add a term and the other spellings of it."""
    entry = GlossaryEntry(
        "", term, tuple(synonym or ()), tuple(abbreviation or ()), tuple(code_name or ()), note
    )
    added = carried_out(load_settings(config), AddTerm(asker, entry))
    if as_json:
        print_json(added)
    else:
        printing.print_glossary(stdout(), [added])


@glossary.command("list")
def list_entries(
    search: Annotated[str, typer.Argument(help="Part of a spelling.", show_default=False)] = "",
    limit: Annotated[int, typer.Option(min=1, max=5000)] = 200,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """The entries by their terms."""
    found = carried_out(load_settings(config), ListGlossary(search, limit))
    print_found(found, printing.print_glossary, as_json, called="entries")


@glossary.command()
def remove(
    spelling: str, asker: Asker, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Take out the entry in which a spelling stands."""
    carried_out(load_settings(config), RemoveTerm(asker, spelling))
    print_done(f"Removed: {spelling}", as_json)


@glossary.command("import")
def take_in(
    file: Path, asker: Asker, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Take in a CSV with the columns term, synonyms, abbreviations, code_names and note.

    Spellings in one cell are divided by semicolons. A row takes the place of the entry that has its
    term; one bad row, and nothing is taken in.
    """
    done = carried_out(load_settings(config), ImportGlossary(asker, _read(file)))
    if as_json:
        print_json(done)
    else:
        print(f"Taken in: {done.added} new entries, {done.changed} changed.")


@glossary.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; on the screen when left out.")
    ] = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Write the glossary as a CSV that `import` takes."""
    entries = carried_out(load_settings(config), ExportGlossary())
    if file is not None:
        file.write_text(write_table(entries), "utf-8")
        print_done(f"Written: {file}", as_json)
    elif as_json:
        print_json({"entries": entries})
    else:
        print(write_table(entries), end="")


def _read(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PermanentError(f"{file} cannot be read: {error.strerror}") from error
    if len(data) > _LIMIT_BYTES:
        raise PermanentError(f"{file} is larger than {_LIMIT_BYTES:,} bytes; divide it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PermanentError(f"{file} is not in UTF-8; save it so, as CSV") from error
