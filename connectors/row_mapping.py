"""What config.toml says of the rows of a CRM's entity, wherever they come from: which column is what."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from connectors.audiences import Audience
from ingest.records import Kind, Role

Reach = Literal["person", "line", "team"]
"""Whom somebody lets in: nobody else, those above them, or those below them."""

Entity = Literal[
    "customers", "contacts", "deals", "contracts", "products", "projects", "activities",
    "mails", "events", "tasks", "tickets", "chats", "documents", "articles", "competitors",
]  # fmt: skip


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


BRACED = re.compile(r"\{([^{}]+)\}")


def _web_address(link: str) -> str:
    if link and not link.startswith(("https://", "http://")):
        raise ValueError(f"{link!r} is no http or https address")
    return link


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
    "competitors": "article",
}
"""What a row is when its table has no `kind_column`, or the column's value is not among `kinds`."""


class RowMapping(BaseModel):
    """One entity: for each of our words the column that holds it.

    `link` is the address of a row in its own system, with a column's name in braces where its value goes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    entity: Entity
    id: str
    name: Columns = ()
    aliases: Columns = ()
    domains: Columns = ()
    emails: Columns = ()
    phones: Columns = ()
    tax_number: str = ""
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
    link: Annotated[str, AfterValidator(_web_address)] = ""

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
            self.kind_column, self.audience_column, self.tax_number,
        )  # fmt: skip
        several = (
            self.name, self.aliases, self.domains, self.emails, self.phones, self.text, self.audience_groups,
        )  # fmt: skip
        named = (
            *single,
            *(column for columns in several for column in columns),
            *(column for columns in self.people.values() for column in columns),
            *self.fields.values(),
            *BRACED.findall(self.link),
        )
        return tuple(dict.fromkeys(column for column in named if column))

    def canonical_names(self) -> dict[str, str]:
        """Column -> the name its field goes by; a column not in it keeps its own."""
        names = {self.id: "id", self.date: "date", self.customer: "customer_id"}
        names |= {self.customer_name: "customer"}
        names |= dict.fromkeys(self.aliases, "aliases") | dict.fromkeys(self.domains, "domain")
        names |= dict.fromkeys(self.phones, "phone") | {self.tax_number: "tax_number"}
        names |= dict.fromkeys(self.emails, "email") | dict.fromkeys(self.name, "name")
        for role, columns in self.people.items():
            names |= dict.fromkeys(columns, role)
        names |= {column: name for name, column in self.fields.items()}
        names.pop("", None)
        return names
