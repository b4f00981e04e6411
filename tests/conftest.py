"""Fixtures shared by every test: a small deterministic embedder and an empty store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ingest.store import Store
from tests.hash_embedder import HashEmbedder

os.environ.setdefault("HF_HUB_OFFLINE", "1")
# Made examples are the same in every run, so that none fails for what it did not change: `make soak` draws
# others. And a slow machine is no fault of theirs.
settings.register_profile(
    "alike", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("alike")


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Store]:
    opened = Store(tmp_path / "var", embedder)
    yield opened
    opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where two run side by side, a file's tests stay together; and all that drive the browser do, for
    they share a server and its folder."""
    for item in items:
        alone = item.get_closest_marker("browser") is None
        item.add_marker(pytest.mark.xdist_group(str(item.path) if alone else "browser"))
