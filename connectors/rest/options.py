"""What config.toml, or a vendor's definition, says of a system that is read over REST."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from connectors.rest.auth import Auth
from connectors.rest.columns import ColumnAt, holds
from connectors.rest.requests import (
    Asked,
    Deletions,
    Lookup,
    Paging,
    Related,
    Since,
    Stated,
    Texts,
)
from connectors.rest.templates import Tree, names_in, text_filled
from connectors.row_mapping import Columns, RowMapping

_FILLED_IN = frozenset(
    ["asked", "mark", "now", "page_size", "offset", "page", "after", "ids", "each_id", "uuid"]
)


class Naming(Stated):
    """Which of a column's path is asked for by name: what stands below `under`, its `first` name alone if so said."""

    under: str = ""
    first: bool = False


class RestEntity(RowMapping, Asked):
    """One list of a system, and what its columns are.

    Without `columns`, every value of an item is a column named by its path, but those under `drop`.
    An item is gone if a path of `gone_if` holds one of its values.
    """

    columns_of: dict[str, ColumnAt] = Field(default_factory=dict, alias="columns")
    drop: Columns = ()
    since: Since | None = None
    gone_if: dict[str, Columns] = Field(default_factory=dict)
    deletions: Deletions | None = None
    related: dict[str, Related] = Field(default_factory=dict)

    def is_gone(self, item: Tree) -> bool:
        """Whether an item says of itself that it is deleted."""
        return any(holds(item, {path: values}) for path, values in self.gone_if.items())

    @model_validator(mode="after")
    def _names_columns_it_has(self) -> Self:
        for name in self.columns() if self.columns_of else ():
            if name not in self.columns_of:
                nearest = get_close_matches(name, self.columns_of, n=1)
                hint = f"; did you mean {nearest[0]!r}?" if nearest else ""
                raise ValueError(f"no column named {name!r} stands under columns{hint}")
        return self


class Faults(Stated):
    """How a system says in an answer of status 200 that it refuses: the code at `path` is none of `fine`.

    `expired` are the codes that want a new sign-in, `busy` those that want patience; `message` is where the words are.
    """

    path: str
    fine: Columns = ("0",)
    message: str = ""
    expired: Columns = ()
    busy: Columns = ()


class RestOptions(Stated):
    """One system: where it is, how to sign in, and its entities by name."""

    url: str
    allow_private: bool = False
    timeout_seconds: float = Field(default=60, gt=0)
    largest_answer_mb: int = Field(default=64, gt=0)
    attempts: int = Field(default=5, gt=0)
    longest_wait_seconds: float = Field(default=120, ge=0)
    full_listing_hours: float = Field(default=24, gt=0)
    overlap_seconds: int = Field(default=300, ge=0)
    page_size: int = Field(default=100, gt=0)
    most_pages: int = Field(default=50_000, gt=0)
    headers: Texts = Field(default_factory=dict)
    values: Texts = Field(default_factory=dict)
    auth: Auth = Auth()
    paging: Paging = Paging()
    items: str = ""
    naming: Naming = Naming()
    faults: Faults | None = None
    false_is_nothing: bool = False
    entities: Annotated[dict[str, RestEntity], Field(min_length=1)]
    lookups: dict[str, Lookup] = Field(default_factory=dict)
    only: Columns = ()
    leave_out: Columns = ()

    @model_validator(mode="before")
    @classmethod
    def _fill_links(cls, keys: object) -> object:
        """A link may name the url and the values; it is left out where one of those is empty."""
        if not isinstance(keys, dict) or not isinstance(keys.get("entities"), dict):
            return keys
        stated = keys.get("values")
        values = {**stated} if isinstance(stated, dict) else {}
        values["url"] = str(keys.get("url", "")).rstrip("/")
        return {
            **keys,
            "entities": {name: _linked(one, values) for name, one in keys["entities"].items()},
        }

    @model_validator(mode="after")
    def _is_asked_safely(self) -> Self:
        token_url = self.auth.token_url
        elsewhere = (token_url,) if token_url and not token_url.startswith("/") else ()
        for address in (self.url, *elsewhere):
            parts = urlsplit(address)
            if parts.scheme not in ("https", "http") or not parts.hostname:
                raise ValueError(f"{address!r} is no http or https address")
            if parts.username or parts.password:
                raise ValueError("an address holds no password; write it under auth")
            if parts.scheme == "http" and self.auth.kind != "none" and not self.allow_private:
                raise ValueError(f"{address!r} would send the secrets unencrypted; write https://")
        return self

    @model_validator(mode="after")
    def _knows_every_name(self) -> Self:
        for name in (*self.only, *self.leave_out):
            if name not in self.entities:
                raise ValueError(_unknown("entity", name, self.entities))
        if not self.parts():
            raise ValueError("only and leave_out leave no entity to read")
        for part, entity in self.entities.items():
            for column in entity.columns_of.values():
                if column.look_up and column.look_up not in self.lookups:
                    raise ValueError(
                        f"entities.{part}: {_unknown('lookup', column.look_up, self.lookups)}"
                    )
        stated = {name.removesuffix("_env") for name in self.auth.account}
        for name in self.auth.names_to_fill():
            if name not in stated | self.values.keys() | {"uuid"}:
                raise ValueError(
                    f"signing in needs auth.account.{name}, or {name}_env for a secret"
                )
        known = _FILLED_IN | self.values.keys()
        for name in self._names_to_fill():
            if name not in known:
                raise ValueError(
                    f"{{{name}}} is not known; write values.{name}, or one of {', '.join(sorted(_FILLED_IN))}"
                )
        return self

    def parts(self) -> dict[str, RestEntity]:
        """The entities that are to be read."""
        return {
            part: entity
            for part, entity in self.entities.items()
            if (not self.only or part in self.only) and part not in self.leave_out
        }

    def _names_to_fill(self) -> Iterator[str]:
        asked: list[Asked | Since] = [*self.entities.values(), *self.lookups.values()]
        for entity in self.entities.values():
            asked.extend(one for one in (entity.since, entity.deletions) if one)
            asked.extend(entity.related.values())
        for one in asked:
            yield from names_in([one.path, one.query, one.headers, one.body])


def _linked(entity: object, values: dict[str, str]) -> object:
    if not isinstance(entity, dict) or not isinstance(entity.get("link"), str):
        return entity
    named = [name for name in names_in(entity["link"]) if name in values]
    link = "" if any(not values[name] for name in named) else entity["link"]
    return {**entity, "link": text_filled(link, values)}


def _unknown(what: str, name: str, known: dict[str, RestEntity] | dict[str, Lookup]) -> str:
    nearest = get_close_matches(name, known, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(known)}"
    return f"no {what} named {name!r}; {hint}"
