"""The company with past projects, read and open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.bootstrap import Application
from tests.assistant.projects_company import opened_projects


@pytest.fixture(scope="session")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Shared, so only to be read."""
    with opened_projects(tmp_path_factory.mktemp("plant")) as application:
        yield application
