"""zhike admin and zhike audit: accounts, and the log of what was done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.accounts.roles import ACTIONS
from assistant.commands import printing
from assistant.commands.administering import (
    CloseAccount,
    CreateAccount,
    ExportAudit,
    ProveAudit,
    ReadAudit,
)
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    FAILED,
    AsJson,
    Asker,
    ConfigFile,
    carried_out,
    print_done,
    print_json,
    print_result,
    stdout,
)
from assistant.settings import load_settings

admin = typer.Typer(help="Who may sign in.", no_args_is_help=True)
audit = typer.Typer(help="The log of who did what.", no_args_is_help=True)


def _roles(said: list[str] | None) -> list[str] | None:
    for one in said or ():
        if one not in ACTIONS:
            raise typer.BadParameter(f"{one!r} is none of {', '.join(ACTIONS)}")
    return said


Address = Annotated[str, typer.Argument(help="The address of a colleague.", metavar="EMAIL")]


@admin.command()
def create(
    address: Address,
    role: Annotated[
        list[str] | None,
        typer.Option(
            help="member, curator, lead or admin; may be repeated. Left out: as it is; "
            "of the first account: admin.",
            callback=_roles,
        ),
    ] = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Give a colleague an account, and print the link with which they choose a password.

    Also for whoever forgot theirs; --role member takes every role away.
    """
    settings = load_settings(config)
    roles = None if role is None else tuple(one for one in role if one != "member")
    invited = carried_out(settings, CreateAccount(address, roles))
    if as_json:
        print_json(invited)
    else:
        printing.print_invitation(stdout(), settings, invited)


@admin.command()
def close(address: Address, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Close an account: whoever has it is signed out at once, and their tokens are void."""
    carried_out(load_settings(config), CloseAccount(address, closed=True))
    print_done(f"Closed: {address}", as_json)


@admin.command("open")
def open_again(
    address: Address, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Open a closed account again."""
    carried_out(load_settings(config), CloseAccount(address, closed=False))
    print_done(f"Opened: {address}", as_json)


@audit.command()
def show(
    asker: Asker,
    text: Annotated[str, typer.Option(help="Only questions that hold this.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """The latest entries; what was asked only where the administrator might have read the answer."""
    entries = carried_out(load_settings(config), ReadAudit(asker, text, limit))
    print_result(entries, printing.print_audit, as_json, called="entries")


@audit.command()
def export(
    path: Path, asker: Asker, config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False
) -> None:
    """Write every entry to a file, one JSON object a line."""
    count = carried_out(load_settings(config), ExportAudit(asker, path.absolute()))
    print_done(f"Written: {path}, {count} entries", as_json)


@audit.command()
def prove(config: ConfigFile = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Check that no entry is missing and none was changed."""
    proof = carried_out(load_settings(config), ProveAudit())
    print_result(proof, printing.print_proof, as_json)
    if not proof.ok:
        raise typer.Exit(FAILED)
