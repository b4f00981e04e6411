"""The command line: `zhike`, one command a function; results on stdout, progress on stderr."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.bilingual import counted
from assistant.commands import printing
from assistant.commands.administration import admin, audit
from assistant.commands.asking import Ask, Experts, Search
from assistant.commands.beginning import begin
from assistant.commands.clearing import Purge, Retry
from assistant.commands.connecting import Begun
from assistant.commands.connecting import connect as connected
from assistant.commands.conversation import conversations
from assistant.commands.curation import entities
from assistant.commands.customer_commands import customer, customers
from assistant.commands.experts_printing import print_knowing
from assistant.commands.glossary_commands import glossary
from assistant.commands.keeping import Backup, Doctor, Reindex, Sync
from assistant.commands.map_commands import gaps, knowledge_map
from assistant.commands.people import handover, person
from assistant.commands.projects import learn, project
from assistant.commands.sources import sources
from assistant.commands.terminal import (
    BUSY,
    DEFAULT_CONFIG,
    FAILED,
    NOTHING_FOUND,
    AsJson,
    Asker,
    ConfigFile,
    OfKnowledge,
    carried_out,
    kinds_of,
    print_done,
    print_found,
    print_json,
    print_result,
    stdout,
)
from assistant.ownership import owner_socket
from assistant.questions import QUESTION_CHARACTERS, language_of
from assistant.settings import load_settings
from connectors.secrets import hide_in_logs, variables_named
from ingest.errors import BusyError, ZhikeError

if TYPE_CHECKING:
    from ingest.sync_reports import SyncReport

app = typer.Typer(
    name="zhike",
    help="Zhike 知客: a company's memory of its customers.\n\n"
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 4 the data folder is in use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(admin, name="admin")
app.add_typer(audit, name="audit")
app.add_typer(sources, name="sources")
app.add_typer(entities, name="entities")
app.add_typer(conversations, name="conversations")
app.add_typer(glossary, name="glossary")
app.command()(project)
app.command()(customer)
app.command()(customers)
app.command()(learn)
app.command("map")(knowledge_map)
app.command()(gaps)
app.command()(handover)
app.command()(person)


def _asked(question: str) -> str:
    """What the API takes for a question, and no more."""
    try:
        question.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("this is no text in UTF-8") from None
    if not 0 < len(question.strip()) <= QUESTION_CHARACTERS:
        raise typer.BadParameter(f"say it in 1 to {QUESTION_CHARACTERS:,} characters")
    return question


def _topic(question: str) -> str:
    return _asked(question) if question else ""


Question = Annotated[
    str, typer.Argument(callback=_asked, show_default=False, help="In Chinese or English.")
]


@app.command()
def sync(
    source: Annotated[str | None, typer.Argument(help="One source; all when left out.")] = None,
    confirm_removal: Annotated[
        bool,
        typer.Option(
            "--confirm-removal", help="Remove what is gone from SOURCE, however much it is."
        ),
    ] = False,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Read what is new in the sources, and say what could not be read and why."""
    if confirm_removal and not source:
        raise typer.BadParameter("name the SOURCE whose records are to go")
    settings = load_settings(config)
    names = (settings.source(source).name,) if source else ()
    _show_reports(carried_out(settings, Sync(names, confirm_removal)), as_json)


@app.command()
def retry(
    source: Annotated[str, typer.Argument(help="One source; all when left out.")] = "",
    item: Annotated[str, typer.Argument(help="One item, as `zhike doctor` names it.")] = "",
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Read again what could not be read, though nothing about it changed."""
    settings = load_settings(config)
    name = settings.source(source).name if source else ""
    _show_reports(carried_out(settings, Retry(name, item)), as_json)


@app.command()
def purge(
    older_than_days: Annotated[
        float | None, typer.Option(help="Instead of the settings' days; 0: all of it.", min=0)
    ] = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Erase for good the records that are gone, and what records said before they changed."""
    purged = carried_out(load_settings(config), Purge(older_than_days))
    if as_json:
        print_json(purged)
    else:
        records = counted(purged.records, "record|records")
        versions = counted(purged.versions, "superseded version|superseded versions")
        print(f"Erased: {records} and {versions}.")


@app.command()
def serve(
    port: Annotated[
        int | None, typer.Option(help="Instead of the settings' port; 0: any.", min=0, max=65535)
    ] = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Serve the page and the API, until Ctrl-C."""
    settings = load_settings(config)
    # Only the server needs the web framework and the model at once; other commands start without.
    from assistant.commands.serving import serve as serve_until_told

    logging.basicConfig(
        format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING
    )
    for name in ("assistant", "connectors", "ingest"):
        logging.getLogger(name).setLevel(logging.INFO)
    hide_in_logs(variables_named(settings.model_dump()))

    def when_ready(address: str) -> None:
        if as_json:
            print_json({"address": address})
        else:
            printing.print_welcome(stdout(), settings, address)

    serve_until_told(
        settings,
        port=settings.server.port if port is None else port,
        when_ready=when_ready,
    )


@app.command()
def ask(
    question: Question,
    asker: Asker,
    knowledge: OfKnowledge = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Answer a question, with its sources and the colleagues who know more."""
    answer = carried_out(load_settings(config), Ask(question, asker, kinds_of(knowledge)))
    print_result(answer, printing.print_answer, as_json)
    if not answer.answered:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def search(
    question: Question,
    asker: Asker,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    knowledge: OfKnowledge = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Show the passages nearest to a question."""
    command = Search(question, asker, limit, kinds_of(knowledge))
    passages = carried_out(load_settings(config), command)
    print_found(passages, printing.print_passages, as_json, called="passages")


@app.command()
def experts(
    asker: Asker,
    question: Annotated[
        str, typer.Argument(help="A topic.", show_default=False, callback=_topic)
    ] = "",
    customer: Annotated[str | None, typer.Option(help="A customer's id.", metavar="ID")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 10,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Rank the colleagues who know a topic or a customer, with the evidence."""
    if not question and customer is None:
        raise typer.BadParameter("say a topic, or --customer ID")
    found = carried_out(load_settings(config), Experts(question, customer, asker, limit))
    print_result(found, partial(print_knowing, language=language_of(question)), as_json)
    if not found.experts:
        raise typer.Exit(NOTHING_FOUND)


@app.command()
def doctor(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Check that the catalog and both indexes agree, and list what did not go in."""
    diagnosis = carried_out(load_settings(config), Doctor())
    print_result(diagnosis, printing.print_diagnosis, as_json)
    if not diagnosis.ok:
        raise typer.Exit(FAILED)


@app.command()
def reindex(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Build both indexes again from the catalog."""
    chunks = carried_out(load_settings(config), Reindex())
    if as_json:
        print_json({"chunks": chunks})
    else:
        print(f"Both indexes are built again: {counted(chunks, 'chunk|chunks')}.")


@app.command()
def backup(path: Path, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Write everything Zhike holds to one file."""
    carried_out(load_settings(config), Backup(path.absolute()))
    print_done(f"Written: {path}", as_json)


@app.command()
def restore(path: Path, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Put back what `backup` wrote. The server must be stopped."""
    settings = load_settings(config)
    if owner_socket(settings.data_dir) is not None:
        raise BusyError("zhike serve is running; stop it before restoring")
    from assistant.bootstrap import restore as put_back

    put_back(settings, path.absolute())
    print_done(f"Restored: {path}", as_json)


@app.command()
def init(folder: Path, as_json: AsJson = False) -> None:
    """Begin a company of your own in a new folder."""
    written = begin(folder)
    if as_json:
        print_json({"written": [str(path) for path in written]})
    else:
        printing.print_beginning(stdout(), folder, written)


@app.command()
def connect(
    kind: Annotated[str, typer.Argument(help="What to connect: folder, s3, table, mail …")],
    name: Annotated[str, typer.Argument(help="What to call it; its kind when left out.")] = "",
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Begin a source in config.toml; once it is filled in there, try it. Nothing is stored."""
    done = connected(config, kind, name or kind)
    if as_json:
        print_json(done)
    elif isinstance(done, Begun):
        printing.print_begun_source(stdout(), done, kind)
    else:
        printing.print_trial(stdout(), done)


def main(typed: Sequence[str] | None = None) -> None:
    """Run the command of this process, or the one that is typed here. What fails on purpose is one line,
    never a traceback."""
    _offer_commands_of_other_packages()
    try:
        app(args=typed, prog_name="zhike")
    except BusyError as error:
        _leave(str(error), BUSY)
    except ZhikeError as error:
        _leave(str(error), FAILED)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except BrokenPipeError:
        # Whoever read our output has left; Python must not try to flush to it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)


def _show_reports(reports: tuple[SyncReport, ...], as_json: bool) -> None:
    print_result(reports, printing.print_reports, as_json, called="reports")
    if any(report.error for report in reports):
        raise typer.Exit(FAILED)


def _offer_commands_of_other_packages() -> None:
    """Each entry point of `zhike.commands` becomes a command, loaded only when it is called."""
    for entry_point in entry_points(group="zhike.commands"):
        app.command(
            entry_point.name,
            help=f"Has a help of its own: zhike {entry_point.name} --help",
            add_help_option=False,
            context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        )(_runner(entry_point))


def _runner(entry_point: EntryPoint) -> Callable[[typer.Context], None]:
    def run(context: typer.Context) -> None:
        entry_point.load()(context.args, prog_name=f"zhike {entry_point.name}")

    return run


def _leave(message: str, code: int) -> NoReturn:
    print(f"zhike: {message}", file=sys.stderr)
    sys.exit(code)
