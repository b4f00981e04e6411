"""What config.toml says of a CRM's tables: which column is what."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from connectors.audiences import Audience
from connectors.paths import PathInside
from ingest.records import Kind, Role

Reach = Literal["person", "line", "team"]
"""Whom somebody lets in: nobody else, those above them, or those below them."""

Entity = Literal[
    "customers", "contacts", "deals", "contracts", "products", "projects", "activities",
    "mails", "events", "tasks", "tickets", "chats", "documents", "articles",
]  # fmt: skip


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Columns = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
"""One column or several."""

KIND_OF: dict[Entity, Kind] = {
    "customers": "account",
    "contacts": "contact",
    "deals": "deal",
    "contracts": "contract",
    "products": "product",
    "projects": "project",
    "activities": "event",
    "mails": "mail",
    "events": "event",
    "tasks": "task",
    "tickets": "ticket",
    "chats": "chat",
    "documents": "file",
    "articles": "article",
}
"""What a row is when its table has no `kind_column`, or the column's value is not among `kinds`."""


class TableMapping(BaseModel):
    """One table: its file, and for each of our words the column that holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entity: Entity
    file: PathInside
    sheet: str = ""
    id: str
    name: Columns = ()
    aliases: Columns = ()
    domains: Columns = ()
    emails: Columns = ()
    date: str = ""
    text: Columns = ()
    customer: str = ""
    customer_name: str = ""
    customer_source: str = ""
    people: dict[Role, Columns] = Field(default_factory=dict)
    fields: dict[str, str] = Field(default_factory=dict)
    kind_column: str = ""
    kinds: dict[str, Kind] = Field(default_factory=dict)
    audience_column: str = ""
    audience: Audience = ()
    audience_from: dict[Role, Reach] = Field(default_factory=dict)
    audience_groups: Columns = ()
    groups_source: str = ""

    @model_validator(mode="after")
    def _audience_is_from_people_it_has(self) -> Self:
        for role in self.audience_from:
            if not self.people.get(role):
                raise ValueError(f"audience_from.{role} needs a column under people.{role}")
        return self

    @property
    def row_decides(self) -> bool:
        """Whether who may read a row is to be told by the row."""
        return bool(self.audience_from or self.audience_groups or self.audience_column)

    def columns(self) -> tuple[str, ...]:
        """Every column that the mapping names, each once."""
        single = (
            self.id, self.date, self.customer, self.customer_name,
            self.kind_column, self.audience_column,
        )  # fmt: skip
        several = (
            self.name, self.aliases, self.domains, self.emails, self.text, self.audience_groups,
        )  # fmt: skip
        named = (
            *single,
            *(column for columns in several for column in columns),
            *(column for columns in self.people.values() for column in columns),
            *self.fields.values(),
        )
        return tuple(dict.fromkeys(column for column in named if column))

    def canonical_names(self) -> dict[str, str]:
        """Column -> the name its field goes by; a column not in it keeps its own."""
        names = {self.id: "id", self.date: "date", self.customer: "customer_id"}
        names |= {self.customer_name: "customer"}
        names |= dict.fromkeys(self.aliases, "aliases") | dict.fromkeys(self.domains, "domain")
        names |= dict.fromkeys(self.emails, "email") | dict.fromkeys(self.name, "name")
        for role, columns in self.people.items():
            names |= dict.fromkeys(columns, role)
        names |= {column: name for name, column in self.fields.items()}
        names.pop("", None)
        return names


class TableOptions(BaseModel):
    """The tables of one export."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tables: tuple[TableMapping, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_file_once(self) -> Self:
        places = [(table.file, table.sheet) for table in self.tables]
        for place in places:
            if places.count(place) > 1:
                raise ValueError(f"{place[0]} is mapped twice; its rows would have the same ids")
        return self
