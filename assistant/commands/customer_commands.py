"""zhike customer and zhike customers: whom we deal with, from every side."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

from assistant.commands.customer_printing import print_customer, print_customers
from assistant.commands.customers import Customer, Customers
from assistant.commands.terminal import (
    DEFAULT_CONFIG,
    NOTHING_FOUND,
    AsJson,
    Asker,
    ConfigFile,
    carried_out,
    print_result,
)
from assistant.questions import language_of
from assistant.settings import load_settings

_SEVERAL = 2
_LONGEST = 200
InLanguage = Annotated[
    Literal["zh", "en"] | None,
    typer.Option("--language", help="Of what is printed; else that of the name typed."),
]


def _named(said: str) -> str:
    try:
        said.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("this is no text in UTF-8") from None
    if len(said.strip()) > _LONGEST:
        raise typer.BadParameter(f"a name has at most {_LONGEST} characters")
    return said.strip()


def _named_somehow(said: str) -> str:
    if not said.strip():
        raise typer.BadParameter("say a name or an id")
    return _named(said)


def customer(
    name: Annotated[
        str,
        typer.Argument(
            help="A name in either language, a short name, or an id.",
            show_default=False,
            callback=_named_somehow,
        ),
    ],
    asker: Asker,
    language: InLanguage = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Show a customer from every side, as far as the asker may see."""
    spoken = language or language_of(name)
    found = carried_out(load_settings(config), Customer(name, asker, spoken))
    print_result(found, partial(print_customer, said=name, language=spoken), as_json)
    if not found.matches:
        raise typer.Exit(NOTHING_FOUND)
    if found.page is None:
        raise typer.Exit(_SEVERAL)


def customers(
    asker: Asker,
    search: Annotated[
        str, typer.Argument(help="A part of a name.", show_default=False, callback=_named)
    ] = "",
    sort: Annotated[
        Literal["name", "last_contact", "open_items", "tier", "records"], typer.Option()
    ] = "name",
    descending: Annotated[bool, typer.Option("--descending", help="The greatest first.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 50,
    language: InLanguage = None,
    config: ConfigFile = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """List the customers that the asker may see."""
    found = carried_out(load_settings(config), Customers(search, sort, descending, limit, asker))
    spoken = language or language_of(search or "客")
    print_result(found, partial(print_customers, language=spoken), as_json)
    if not found.customers:
        raise typer.Exit(NOTHING_FOUND)
