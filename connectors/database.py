"""A company's database, opened for reading alone."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import (
    ColumnClause,
    Connection,
    DateTime,
    Executable,
    NullPool,
    bindparam,
    column,
    create_engine,
    or_,
    select,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from connectors.database_errors import in_our_words
from connectors.marks import Mark
from connectors.secrets import read_secret
from connectors.sql_options import SqlOptions
from ingest.errors import PermanentError, SettingsError

_DRIVERS = {
    "postgres": "postgresql+pg8000",
    "postgresql": "postgresql+pg8000",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
_CONNECT_SECONDS = 20
_ROWS_AT_A_TIME = 1000
_STEPS_BETWEEN_LOOKS = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: its columns, and rows that come as they are read."""

    columns: tuple[str, ...]
    rows: Iterator[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Database:
    """An open connection, in a transaction that cannot write where the database has such."""

    connection: Connection
    url: URL

    @contextmanager
    def asked(
        self, called: str, query: str, cursor_column: str = "", since: Mark | None = None
    ) -> Iterator[Answer]:
        """The rows of a query, with `since` those alone whose cursor column is not below it, or empty.

        Raises PermanentError and TransientError, also while the rows are read.
        """
        with in_our_words(self.url, called):
            statement = _wrapped(query, cursor_column, since)
            result = self.connection.execute(
                statement, execution_options={"yield_per": _ROWS_AT_A_TIME}
            )
            columns = tuple(result.keys())
            twice = [name for name in dict.fromkeys(columns) if columns.count(name) > 1]
            if twice:
                raise PermanentError(
                    f"{called}: the query gives two columns {twice[0]!r}; name one otherwise with AS."
                )
            try:
                yield Answer(columns, iter(result))
            finally:
                result.close()


@contextmanager
def opened(options: SqlOptions) -> Iterator[Database]:
    """The database that `options` name. Raises SettingsError where they cannot be used."""
    url = _address(options)
    with in_our_words(url):
        engine = create_engine(
            _read_only_file(url) if url.get_backend_name() == "sqlite" else url,
            poolclass=NullPool,
            hide_parameters=True,
            connect_args=_connecting(url, options),
        )
        with engine.connect() as connection:
            _only_reading(connection, options.statement_timeout_seconds)
            yield Database(connection, url)


def _address(options: SqlOptions) -> URL:
    try:
        if options.url_env:
            url = make_url(read_secret(options.url_env, key="url_env").strip())
        else:
            url = make_url(options.url)
    except (ArgumentError, ValueError):
        # Without its cause: that may show what the variable holds.
        raise SettingsError(
            f'url_env = "{options.url_env}": the variable holds no database address, such as '
            "postgresql://zhike:secret@db.example:5432/crm"
        ) from None
    if options.password_env:
        url = url.set(password=read_secret(options.password_env, key="password_env"))
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def _read_only_file(url: URL) -> URL:
    path = Path(url.database or "").absolute()
    query = {**url.query, "mode": "ro", "uri": "true"}
    return url.set(database=f"file:{quote(str(path))}", query=query)


def _connecting(url: URL, options: SqlOptions) -> dict[str, object]:
    tls = ssl.create_default_context() if options.tls else None
    match url.drivername.partition("+")[2]:
        case "pg8000":
            # It keeps the time-out for every answer; the server's own is the one to end a query.
            answer_seconds = _CONNECT_SECONDS + options.statement_timeout_seconds
            return {"timeout": answer_seconds, "ssl_context": tls, "application_name": "zhike"}
        case "pymysql":
            answer_seconds = _CONNECT_SECONDS + options.statement_timeout_seconds
            timing = {"connect_timeout": _CONNECT_SECONDS, "read_timeout": answer_seconds}
            return {**timing, "ssl": tls} if tls else dict(timing)
        case _ if options.tls:
            raise SettingsError(
                f"tls = true: not known for {url.drivername}; say it in the address as its driver wants it"
            )
    return {}


def _only_reading(connection: Connection, timeout_seconds: float) -> None:
    milliseconds = int(timeout_seconds * 1000)
    match connection.dialect.name:
        case "postgresql":
            connection.execution_options(postgresql_readonly=True)
            connection.execute(text(f"SET statement_timeout = {milliseconds}"))
        case "mysql" | "mariadb":
            connection.execute(text("SET SESSION TRANSACTION READ ONLY"))
            is_mariadb = getattr(connection.dialect, "is_mariadb", False)
            limit = (
                f"max_statement_time = {timeout_seconds}"
                if is_mariadb
                else f"max_execution_time = {milliseconds}"
            )
            connection.execute(text(f"SET SESSION {limit}"))
            connection.rollback()  # what was set counts from the next transaction
        case "sqlite":
            ends_at = time.monotonic() + timeout_seconds
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.set_progress_handler(lambda: time.monotonic() > ends_at, _STEPS_BETWEEN_LOOKS)


def _wrapped(query: str, cursor_column: str, since: Mark | None) -> Executable:
    """A query as a table: whatever it says, it can only be read from."""
    as_table = text(f"({query.replace(':', chr(92) + ':')}\n) q")
    statement = select(text("*")).select_from(as_table)
    if since is None:
        return statement
    of_type = DateTime(timezone=since.tzinfo is not None) if hasattr(since, "tzinfo") else None
    mark = bindparam("since", since, of_type)
    changed: ColumnClause[Mark] = column(cursor_column)
    return statement.where(or_(changed >= mark, changed.is_(None))).order_by(changed)
