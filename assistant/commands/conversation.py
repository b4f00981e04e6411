"""zhike conversations: what somebody asked before."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands import printing
from assistant.commands.conversing import (
    DeleteConversation,
    ListConversations,
    RenameConversation,
    ShareConversation,
    StopSharing,
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
from assistant.settings import load_settings

conversations = typer.Typer(help="What somebody asked before.", no_args_is_help=True)

ConversationId = Annotated[
    str, typer.Argument(help="As `zhike conversations list` names it.", metavar="ID")
]


@conversations.command("list")
def list_conversations(
    asker: Asker,
    search: Annotated[str, typer.Option(help="Words of a title or a question.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """The asker's own conversations, the latest first."""
    found = carried_out(load_settings(config), ListConversations(asker, search, limit))
    print_found(found, printing.print_conversations, as_json, called="conversations")


@conversations.command()
def rename(
    conversation: ConversationId,
    title: str,
    asker: Asker,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Give a conversation a title."""
    carried_out(load_settings(config), RenameConversation(asker, conversation, title))
    print_done(f"Renamed: {conversation}", as_json)


@conversations.command()
def delete(
    conversation: ConversationId,
    asker: Asker,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Erase a conversation for good."""
    carried_out(load_settings(config), DeleteConversation(asker, conversation))
    print_done(f"Deleted: {conversation}", as_json)


@conversations.command()
def share(
    conversation: ConversationId,
    asker: Asker,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Let everyone who may sign in read it.")
    ] = False,
    reader: Annotated[
        list[str] | None,
        typer.Option(
            "--with", help="A colleague who may read it; may be repeated.", metavar="EMAIL"
        ),
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Void the link.")] = False,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Print a link by which colleagues read a conversation, each as far as they may.

    Shared again, it is for those who are named then; the link stays until --stop.
    """
    if [everyone, bool(reader), stop].count(True) != 1:
        raise typer.BadParameter("say one of --everyone, --with EMAIL and --stop")
    settings = load_settings(config)
    if stop:
        carried_out(settings, StopSharing(asker, conversation))
        print_done(f"Not shared any more: {conversation}", as_json)
        return
    shared = carried_out(
        settings, ShareConversation(asker, conversation, everyone, tuple(reader or ()))
    )
    if as_json:
        print_json(shared)
    else:
        printing.print_share(stdout(), shared.share, shared.page)
