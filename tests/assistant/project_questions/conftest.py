"""The company with past projects, of its own: what is asked is kept, and tells which records serve people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.bootstrap import Application
from tests.assistant.projects_company import opened_projects


@pytest.fixture(scope="package")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_projects(tmp_path_factory.mktemp("told")) as application:
        yield application
