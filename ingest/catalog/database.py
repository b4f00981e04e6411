"""Opens the catalog, brings its tables up to date, and hands out connections."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import ConnectionPoolEntry

_BUSY_TIMEOUT_SECONDS = 60


class Catalog:
    """The database behind a URL: SQLite in one file, or PostgreSQL.

    `reading` gives a connection with one consistent view; `writing` gives the only writing
    transaction at a time, committed at the end and rolled back by an exception. `commits` counts
    those that were committed: while it stands still, so does what was read.
    """

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url, pool_size=8, max_overflow=32)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _configure_sqlite)
            event.listen(self._engine, "begin", _begin)
        self._writer = threading.RLock()
        self.commits = 0
        _migrate(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._writer, self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection
            self.commits += 1

    def close(self) -> None:
        self._engine.dispose()


def sqlite_url(path: Path) -> str:
    """The URL of a catalog in one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}"


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, object]],
    *,
    keep: tuple[str, ...] = (),
) -> None:
    """Insert rows; one whose primary key stands is overwritten, but for the columns in `keep`."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    statement: sqlite.Insert | postgresql.Insert
    if connection.dialect.name == "sqlite":
        statement = sqlite.insert(table)
    else:
        statement = postgresql.insert(table)
    changed = {
        name: statement.excluded[name] for name in rows[0] if name not in keys and name not in keep
    }
    final: Insert = (
        statement.on_conflict_do_update(index_elements=keys, set_=changed)
        if changed
        else statement.on_conflict_do_nothing(index_elements=keys)
    )
    connection.execute(final, [dict(row) for row in rows])


def _configure_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={_BUSY_TIMEOUT_SECONDS * 1000}",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
