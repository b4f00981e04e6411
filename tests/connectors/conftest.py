"""Real servers that several files ask, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.connectors.postgres_server import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server
