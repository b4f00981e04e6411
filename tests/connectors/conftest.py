"""Real servers that several files ask, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.connectors.postgres_server import Postgres, running_postgres
from tests.tryton_server.server import Tryton, running_tryton


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def tryton(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tryton]:
    with running_tryton(tmp_path_factory.mktemp("tryton")) as server:
        yield server
