"""A store that is closed gives back what it held of the machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run, texts
from tests.waiting import wait_until


def open_files(folder: Path) -> set[Path]:
    """Those below `folder` that this process has open."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found.add(link.readlink())
    return {path for path in found if path.is_relative_to(folder)}


def test_a_closed_store_has_no_file_open_and_is_opened_again(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    for _ in range(2):
        store = Store(tmp_path, embedder)
        run(store, Listing(record("a", "Words.")))
        assert texts(store) == {"Words."}
        assert open_files(tmp_path)
        store.close()
        wait_until(lambda: not open_files(tmp_path))
