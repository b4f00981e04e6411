"""What config.toml says of a database: how to reach it, what to ask it, and which column is what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from connectors.row_mapping import RowMapping
from ingest.errors import PermanentError


def _query(text: str) -> str:
    text = text.strip().rstrip(";").rstrip()
    if not text.lower().startswith(("select", "with")):
        raise ValueError("a query begins with SELECT or WITH")
    return text


def _address(url: str) -> str:
    if not url:
        return url
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        # Without its cause: that shows pieces of what is written, a password perhaps.
        raise ValueError(
            "it is no database address, such as postgresql://zhike@db.example:5432/crm"
        ) from None
    if read.password is not None:
        raise ValueError(
            "leave the password out, and name the variable that holds it in password_env"
        )
    return url


def sqlite_file(url: str) -> Path | None:
    """The file that an address names; None for a database that is none, and for what is no address.

    PermanentError where the address names more than a file.
    """
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        return None
    if read.get_backend_name() != "sqlite":
        return None
    if read.query or (read.database or "").startswith("file:"):
        raise PermanentError("url: write the file of a SQLite database, and nothing behind it")
    return Path(read.database or "").absolute()


Query = Annotated[str, AfterValidator(_query)]
"""One statement that reads."""


class SqlMapping(RowMapping):
    """One entity: the query for its rows, and what the columns of its answer are.

    `cursor_column` holds when a row was last changed (or a number that grows with each change);
    with it only what changed is asked for. Of a row whose `deleted_column` says yes, and of each id
    that `deleted_query` gives in its first column, nothing is kept.
    """

    part: str = ""
    query: Query
    cursor_column: str = ""
    deleted_column: str = ""
    deleted_query: Query | None = None

    @property
    def called(self) -> str:
        """What tells this query's rows from another's: in external ids, messages and the cursor."""
        return self.part or self.entity

    def asked_columns(self) -> tuple[str, ...]:
        """Every column that the query must give."""
        of_ours = (self.cursor_column, self.deleted_column)
        return (*self.columns(), *(column for column in of_ours if column))


class SqlOptions(BaseModel):
    """One database. Its address stands in `url` without a password, or whole in a variable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(_address)] = ""
    password_env: str = ""
    url_env: str = ""
    tls: bool = False
    entities: tuple[SqlMapping, ...] = Field(min_length=1)
    overlap_minutes: float = Field(default=10, ge=0)
    full_listing_hours: float = Field(default=24, ge=0)
    statement_timeout_seconds: float = Field(default=300, gt=0)

    @model_validator(mode="after")
    def _one_address(self) -> Self:
        if bool(self.url) == bool(self.url_env):
            raise ValueError("write either url or url_env")
        if self.url_env and self.password_env:
            raise ValueError("the address in url_env holds the password; leave out password_env")
        return self

    @model_validator(mode="after")
    def _each_part_once(self) -> Self:
        parts = [mapping.called for mapping in self.entities]
        for part in parts:
            if parts.count(part) > 1:
                raise ValueError(f'two queries are called {part}; give one of them a `part = "…"`')
        return self
