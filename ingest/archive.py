"""Backs the catalog up into one file, from which everything else can be rebuilt, and puts it back."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from ingest.errors import NotFoundError, PermanentError

CATALOG_FILE = "catalog.sqlite"


def back_up(data_dir: Path, target: Path) -> None:
    """Copy the catalog, consistent although it is in use, to the file `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source = sqlite3.connect(data_dir / CATALOG_FILE)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    target.chmod(0o600)


def put_back(data_dir: Path, archive: Path) -> None:
    """Make the catalog what the file `archive` holds; the indexes are to be rebuilt after."""
    if not archive.is_file():
        raise NotFoundError(f"There is no file {archive}")
    held = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    try:
        sound = held.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {row[0] for row in held.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        raise PermanentError(f"{archive} is not a backup of Zhike: {error}") from error
    finally:
        held.close()
    if not sound or "chunks" not in tables:
        raise PermanentError(f"{archive} is not a sound backup of Zhike")
    data_dir.mkdir(parents=True, exist_ok=True)
    for leftover in data_dir.glob(f"{CATALOG_FILE}-*"):
        leftover.unlink()
    shutil.copyfile(archive, data_dir / CATALOG_FILE)
    (data_dir / CATALOG_FILE).chmod(0o600)
