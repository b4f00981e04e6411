"""No reader reads around the gate: not by import, not by a name passed on, not by SQL of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READERS = ("assistant", "connectors", "eval")

# The modules of the catalog that readers may import, and the functions there that take no access,
# none of which is an asker's reading.
WITHOUT_ACCESS = {
    "ingest.catalog.visible": {
        "all_entries",
        "entries",
    },  # for the gate and the directory; no reader may import it
    "ingest.catalog.reading": set(),
    "ingest.catalog.about": set(),
    # Of a selectable that an asker sees, and of a column of one: no table is there.
    "ingest.catalog.statements": {"kept", "listed"},
    "ingest.catalog.pairs": set(),
    "ingest.catalog.values": set(),
    # Who asks, before anybody does; from ids and keys to ids.
    "ingest.catalog.directory": {
        "access_of",
        "access_of_person",
        "entry_at",
        "is_theirs",
        "issued_ids",
        "merged_people",
        "same_person",
        "everybody_here",
        "people_with",
        "survivors",
    },
    # For whoever runs Zhike, and for measuring it.
    "ingest.catalog.operating": {
        "chunks_by_id",
        "embedded_texts",
        "failed_items",
        "failure_counts",
        "holdings",
        "last_runs",
        "live_chunk_ids",
        "merged_by_themselves",
        "most_seen",
    },
    # The glossary, of which assistant.glossary shows each what they may know of.
    "ingest.catalog.glossary": {
        "glossary_entries",
        "learned_forms",
        "remove_entry",
        "save_entries",
    },
    # What people do with Zhike, and how the catalog is opened and written.
    "ingest.catalog.usage": set(),
    "ingest.catalog.database": {"sqlite_url", "upsert"},
}
# The gate's own parts; a condition or a table without a narrowing is no reader's.
NOT_FOR_READERS = {"all_entries", "entries", "readable", "stated_to"}

# They write what readers see, or find who is meant before anybody asks.
OVER_THE_TABLES = {"ingest/entities.py", "ingest/retagging.py"}

# `Store.entities` holds everybody's names: these let through what the gate does.
NARROWING_NAMES = {"assistant/addressing.py", "assistant/lookups.py", "assistant/naming.py"}

OWN_SQL = {
    "text",
    "table",
    "column",
    "literal_column",
    "Table",
    "MetaData",
    "TextClause",
    "inspect",
}
RAW_CALLS = {"exec_driver_sql", "raw_connection", "driver_connection", "dbapi_connection"}


def sources(*packages: str) -> Iterator[tuple[str, str]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def module_file(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if file.exists()), None)


def defined(module: str) -> set[str]:
    """The names that a module makes itself, not those that it imports."""
    file = module_file(module)
    names: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body if file else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(one.id for one in node.targets if isinstance(one, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def ways_round(source: str) -> Iterator[str]:
    """How a reader's source gets at tables or at functions that ask for no access."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.partition(".")[0] == "ingest":
                    yield f"import {name.name}: import the names themselves"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "ingest":
            module = str(node.module)
            if module.startswith("ingest.catalog") and module not in WITHOUT_ACCESS:
                yield f"from {module}: it is behind the gate"
                continue
            for name in node.names:
                if name.name in NOT_FOR_READERS or name.name not in defined(module):
                    yield f"from {module} import {name.name}: {module} only passes it on"
        elif (isinstance(node, ast.Name) and node.id == "__import__") or (
            isinstance(node, ast.Attribute) and node.attr == "import_module"
        ):
            yield "an import by a name made up at run time"


def own_sql(source: str) -> Iterator[str]:
    """How a source makes SQL or tables of its own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.partition(".")[0] in {"sqlalchemy", "sqlite3"}:
                    yield f"import {name.name}"
        elif isinstance(node, ast.ImportFrom) and node.module:
            top, _, below = node.module.partition(".")
            if top == "sqlite3" or (top == "sqlalchemy" and below):
                yield f"from {node.module}"
            elif top == "sqlalchemy":
                yield from (name.name for name in node.names if name.name in OWN_SQL)
        elif isinstance(node, ast.Attribute) and node.attr in RAW_CALLS:
            yield node.attr


def without_access(source: str) -> set[str]:
    """The public functions and methods of a module that can be called without an access."""
    found = set()
    tree = ast.parse(source)
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    for node in (node for body in bodies for node in body):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        arguments = node.args
        required = {
            one.arg
            for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is None
        }
        if "access" not in required:
            found.add(node.name)
    return found


def test_no_reader_reads_around_the_gate() -> None:
    assert [
        f"{path}: {way}" for path, source in sources(*READERS) for way in ways_round(source)
    ] == []


def test_the_assistant_writes_no_sql_of_its_own() -> None:
    assert [
        f"{path}: {way}" for path, source in sources("assistant") for way in own_sql(source)
    ] == []


@pytest.mark.parametrize("module", WITHOUT_ACCESS)
def test_what_the_gate_gives_asks_for_an_access(module: str) -> None:
    file = module_file(module)
    assert file is not None
    open_to_all = without_access(file.read_text(encoding="utf-8"))
    if module == "ingest.catalog.database":
        open_to_all -= {"reading", "writing", "close"}  # of Catalog: a connection, without tables
    assert open_to_all == WITHOUT_ACCESS[module]


def test_only_the_catalog_and_the_write_path_know_the_tables() -> None:
    knowing = {
        path
        for path, source in sources("ingest")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "ingest.catalog.schema"
    }
    assert {path for path in knowing if not path.startswith("ingest/catalog/")} == OVER_THE_TABLES


def test_only_these_modules_ask_who_bears_a_name() -> None:
    asking = {
        path
        for path, source in sources(*READERS)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "entities"
    }
    assert asking == NARROWING_NAMES


@pytest.mark.parametrize(
    "planted",
    [
        "from ingest.catalog.schema import records",
        "from ingest.catalog.live import live_pages",
        "from ingest.catalog import schema",
        "from ingest import catalog",
        "import ingest.catalog.schema as tables",
        "from ingest.catalog.reading import chunks",
        "from ingest.catalog.usage import metadata",
        "from ingest.catalog.visible import entries",
        "from ingest.store import writing",
        "importlib.import_module('ingest.catalog.schema')",
        "def late() -> None:\n    from ingest.catalog.writing import bury",
    ],
)
def test_a_way_round_is_found(planted: str) -> None:
    assert list(ways_round(planted))


@pytest.mark.parametrize(
    "planted",
    [
        "from sqlalchemy import select, text",
        "import sqlalchemy as sa",
        "from sqlalchemy.sql import text",
        "import sqlite3",
        "connection.exec_driver_sql('SELECT text FROM versions')",
    ],
)
def test_sql_of_ones_own_is_found(planted: str) -> None:
    assert list(own_sql(planted))


def test_an_access_that_may_be_left_out_is_found() -> None:
    asked = "def a(connection, *, access): ..."
    left_out = "def b(connection, *, access=None): ...\ndef c(connection, access): ..."
    assert without_access(f"{asked}\n{left_out}\ndef _own(connection): ...") == {"b", "c"}
