"""What config.toml says of a Tryton server: how to reach it, and which fields of which models are read."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from connectors.row_mapping import RowMapping
from connectors.tryton_paths import WrittenPath

_MODEL = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$"
_PRESET = Path(__file__).with_name("tryton_entities.toml")

ModelName = Annotated[str, Field(pattern=_MODEL)]
ID = "id"
"""The column that every record has: its id."""


class TrytonMapping(RowMapping):
    """One entity: the model that holds it, and for each column the field that it is read from.

    `domain` is Tryton's own, and narrows what is read. Left out are the records that the relations
    `without` (model and field) lead to.
    """

    model: ModelName
    part: str = ""
    read: dict[str, WrittenPath]
    domain: list[object] = Field(default_factory=list)
    without: tuple[ModelName, ...] = ()
    id: str = ID

    @property
    def called(self) -> str:
        """What tells its records from another entity's: in external ids, messages and the cursor."""
        return self.part or self.entity

    @model_validator(mode="after")
    def _columns_are_read(self) -> Self:
        for column in self.columns():
            if column != ID and column not in self.read:
                raise ValueError(f"{self.model}: no line under `read` says what {column!r} is")
        if ID in self.read or self.id != ID:
            raise ValueError(f"{self.model}: a record's id is Tryton's own")
        return self


@cache
def preset_entities() -> tuple[TrytonMapping, ...]:
    """What is read where config.toml does not say."""
    written = tomllib.loads(_PRESET.read_text("utf-8"))["entities"]
    return TypeAdapter(tuple[TrytonMapping, ...]).validate_python(written)


class TrytonOptions(BaseModel):
    """One database of a Tryton server, as one of its users sees it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(pattern=r"^https?://[^/\s]+/?$")
    database: str = Field(min_length=1)
    user: str = Field(min_length=1)
    password_env: str = Field(min_length=1)
    allow_private: bool = False
    language: str = "en"
    web_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    entities: tuple[TrytonMapping, ...] = ()
    overlap_minutes: float = Field(default=10, ge=0)
    full_listing_hours: float = Field(default=24, ge=0)
    timeout_seconds: float = Field(default=120, gt=0)

    @model_validator(mode="after")
    def _password_goes_encrypted(self) -> Self:
        for url in (self.url, self.web_url):
            if urlsplit(url).username is not None:
                raise ValueError("an address holds no password; name its variable in password_env")
        if self.url.startswith("http://") and not self.allow_private:
            raise ValueError("the password needs https; http is for allow_private = true alone")
        return self

    @model_validator(mode="after")
    def _each_part_once(self) -> Self:
        parts = [mapping.called for mapping in self.entities]
        for part in parts:
            if parts.count(part) > 1:
                raise ValueError(f'two entities are called {part}; give one a `part = "…"`')
        return self
