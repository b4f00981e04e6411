"""The migrations make the tables that the code reads, and can be taken back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from ingest.catalog import database
from ingest.catalog.database import Catalog, sqlite_url
from ingest.catalog.usage import turns


def test_the_migrations_make_the_tables_as_the_code_has_them(tmp_path: Path) -> None:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.sqlite"))
    with catalog.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), turns.metadata) == []
    catalog.close()


def test_every_migration_can_be_taken_back(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalog.sqlite")
    Catalog(url).close()
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
