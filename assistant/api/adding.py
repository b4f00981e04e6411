"""POST /api/sources and what goes with it: sources that administrators add on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.api.identity import (
    TheAdministrator,
    TheAdministratorAtThePage,
    TheApplication,
    client_address,
)
from assistant.api.sources import Started
from assistant.connecting.limits import variables_at_hand
from assistant.connecting.stating import Held, Stated, stated, tables_of
from assistant.connecting.trying import Tried
from assistant.settings import KINDS_WITH_AN_AUDIENCE_OF_THEIR_OWN, is_added
from connectors.forms import SourceField, source_forms
from connectors.secrets import variables_unset

router = APIRouter()

Text = Annotated[str, StringConstraints(max_length=2000)]
Name = Annotated[str, StringConstraints(max_length=200)]
SourceName = Annotated[Name, Path()]


@dataclass(frozen=True, slots=True)
class KindOfSource:
    """How a source is begun: `tables` is an example, in TOML, of what no field holds, needed or not;
    `missing` is the package that must be installed first; `audience` says whether it must be stated."""

    beginning: str
    kind: str
    fields: tuple[SourceField, ...]
    tables: str
    tables_required: bool
    audience: bool
    missing: str


@dataclass(frozen=True, slots=True)
class KindsOfSource:
    """All of them, whether sources may be added here, below which folders alone (empty: anywhere but Zhike's own
    data), and the environment variables that are set and may be named."""

    kinds: tuple[KindOfSource, ...]
    enabled: bool
    folders: tuple[str, ...]
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceStated:
    """What a source is told. `added` says that it was added on the page, and may be changed there;
    `unset` are the variables it names that the server's environment does not hold."""

    name: str
    beginning: str
    kind: str
    added: bool
    fields: Mapping[str, Held]
    tables: str
    unset: tuple[str, ...]


class Form(BaseModel):
    """A source as its form states it. `fields` are its settings by name, with a dot where one stands in a
    table; `tables` is TOML for whatever has no field. A secret is the name of an environment variable."""

    model_config = ConfigDict(extra="forbid")

    beginning: Name
    fields: Annotated[
        dict[Name, Text | bool | int | float | Annotated[list[Text], Field(max_length=500)]],
        Field(max_length=200),
    ] = {}
    tables: Annotated[str, StringConstraints(max_length=50_000)] = ""


class NewSource(Form):
    """A source and what it is to be called: letters, digits, `.`, `_` and `-`."""

    name: Name

    def stated(self) -> Stated:
        return Stated(self.beginning, self.name, self.fields, self.tables)


@router.get("/source-kinds")
def kinds(app: TheApplication, _: TheAdministrator) -> KindsOfSource:
    """What may be added, and what each must be told."""
    settings = app.settings
    return KindsOfSource(
        tuple(
            KindOfSource(
                form.beginning,
                form.kind,
                form.fields,
                tables_of(form),
                form.tables_required,
                form.kind not in KINDS_WITH_AN_AUDIENCE_OF_THEIR_OWN,
                form.missing,
            )
            for form in source_forms()
        ),
        settings.adding.enabled,
        tuple(str(folder) for folder in settings.adding.folders),
        variables_at_hand(settings),
    )


@router.get("/sources/{name}/settings")
def settings(name: SourceName, app: TheApplication, _: TheAdministrator) -> SourceStated:
    """What a source is told, secrets by the names of their variables alone."""
    held = app.settings.source(name)
    said = stated(held, app.settings.root)
    return SourceStated(
        held.name,
        said.beginning,
        held.kind,
        is_added(held.name, app.settings.root),
        said.fields,
        said.tables,
        variables_unset(held.options),
    )


@router.post("/sources/try")
def attempt(
    body: NewSource, request: Request, app: TheApplication, access: TheAdministratorAtThePage
) -> Tried:
    """Connect as this source would and look at its first items, for 20 seconds at most: how many there are, or
    what is wrong. Nothing is stored. 429 while others are tried."""
    return app.adding.attempt(body.stated(), access=access, address=client_address(request))


@router.post("/sources", status_code=201)
def add(
    body: NewSource, request: Request, app: TheApplication, access: TheAdministratorAtThePage
) -> Started:
    """Add a source; it is read at once, in its turn. 422 names the field that is wrong."""
    app.adding.add(body.stated(), access=access, address=client_address(request))
    return Started(body.name)


@router.put("/sources/{name}")
def change(
    name: SourceName,
    body: Form,
    request: Request,
    app: TheApplication,
    access: TheAdministratorAtThePage,
) -> Started:
    """Put another statement in the place of a source that was added; it is read again. 422 for one of config.toml."""
    said = Stated(body.beginning, name, body.fields, body.tables)
    app.adding.change(said, access=access, address=client_address(request))
    return Started(name)


@router.delete("/sources/{name}", status_code=204)
def remove(
    name: SourceName,
    request: Request,
    app: TheApplication,
    access: TheAdministratorAtThePage,
    keep_records: bool = False,
) -> None:
    """Take away a source that was added, with everything that was read of it; with `keep_records` that stays, as it
    was read last. 409 while another is being read."""
    app.adding.remove(
        name, keep_records=keep_records, access=access, address=client_address(request)
    )
