"""The migrations make the tables that the code reads, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select

from ingest.archive import CATALOG_FILE
from ingest.catalog import database
from ingest.catalog.database import Catalog, sqlite_url
from ingest.catalog.schema import customers, people
from ingest.catalog.usage import turns
from ingest.records import CustomerFacts, PersonFacts
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run, texts


def test_the_migrations_make_the_tables_as_the_code_has_them(tmp_path: Path) -> None:
    catalog = Catalog(sqlite_url(tmp_path / "catalog.sqlite"))
    with catalog.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), turns.metadata) == []
    catalog.close()


def test_what_was_embedded_before_vectors_went_by_their_words_is_not_embedded_again(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    store = Store(tmp_path, embedder)
    listing = Listing(record("a", "One."), record("b", "Two."), record("c", "Three."))
    run(store, listing)
    listing.items[1] = record("b", "Zwei.", revision="2")
    del listing.items[2]
    run(store, listing)
    store.close()
    engine = create_engine(sqlite_url(tmp_path / CATALOG_FILE))
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
    engine.dispose()
    embedded = embedder.embedded
    upgraded = Store(tmp_path, embedder)
    listing.items = [
        record("a", "One.", revision="2", audience=("dept:x",)),
        record("b", "Zwei.", revision="3"),
        record("b copy", "Zwei.", title="b"),
    ]
    run(upgraded, listing)
    assert embedder.embedded == embedded
    assert texts(upgraded) == {"Zwei."}
    purged = upgraded.purge(
        deleted_before=datetime.now(UTC) + timedelta(seconds=1),
        superseded_before=datetime.now(UTC) - timedelta(days=1),
    )
    assert (purged.records, purged.versions) == (1, 0)
    upgraded.close()


def test_names_in_the_other_script_are_taken_from_what_was_kept_before(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    named = {"1": ("恒岳电气有限公司", ("HYE", "Hengyue Electric")), "2": ("瑞丰机械", ("瑞丰",))}
    store = Store(tmp_path, embedder)
    run(
        store,
        Listing(
            *(
                record(one, name, kind="account", entity=CustomerFacts(one, name, aliases=others))
                for one, (name, others) in named.items()
            ),
            record("p", "吴桐", kind="person", entity=PersonFacts("p", "吴桐", ("Tony Wu",))),
        ),
    )
    store.close()
    engine = create_engine(sqlite_url(tmp_path / CATALOG_FILE))
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "0016")
    engine.dispose()
    upgraded = Store(tmp_path, embedder)
    with upgraded.catalog.reading() as connection:
        held = [
            connection.execute(select(table.c.name, table.c.alternate_name).order_by(table.c.name))
            for table in (customers, people)
        ]
        said = [tuple(row) for rows in held for row in rows]
    upgraded.close()
    assert said == [("恒岳电气有限公司", "Hengyue Electric"), ("瑞丰机械", ""), ("吴桐", "Tony Wu")]


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
