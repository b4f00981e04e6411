"""The small company, read once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.store import Store
from tests.assistant.query.office import made_store


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Shared, so only to be read."""
    store = made_store(tmp_path_factory.mktemp("office"))
    yield store
    store.close()
