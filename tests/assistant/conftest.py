"""A small company, read and open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.crm_company import opened_crm
from tests.assistant.projects_company import opened_projects
from tests.hash_embedder import HashEmbedder


@pytest.fixture(scope="session")
def demo_company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The small company with a demo's config; shared, so only to be read."""
    config = company.found(tmp_path_factory.mktemp("demo"))
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        application.open_demo()
        yield application


@pytest.fixture
def own_company(tmp_path: Path) -> Iterator[Application]:
    """The small company with a real company's config, not read yet."""
    config = company.found(tmp_path, demo=False)
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        yield application


@pytest.fixture(scope="session")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A company with namesakes, three customers and their contacts; shared, so only to be read."""
    with opened_crm(tmp_path_factory.mktemp("crm")) as application:
        yield application


@pytest.fixture(scope="session")
def dealing_crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The same with contracts and visits."""
    with opened_crm(tmp_path_factory.mktemp("crm"), with_dealings=True) as application:
        yield application


@pytest.fixture(scope="session")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """A company with past projects, namesakes and people who left; shared, so only to be read."""
    with opened_projects(tmp_path_factory.mktemp("plant")) as application:
        yield application
