"""Clients of the web application, each as somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.bootstrap import Application
from tests.assistant.company import LI, WANG

ADDRESS = "http://127.0.0.1:8321"


@pytest.fixture(scope="session")
def nobody(demo_company: Application) -> Iterator[TestClient]:
    """A visitor of the demo who has not chosen who they are."""
    with TestClient(create_app(demo_company), base_url=ADDRESS) as client:
        yield client


@pytest.fixture(scope="session")
def li(demo_company: Application) -> Iterator[TestClient]:
    """An account manager."""
    headers = {"X-Zhike-As": LI}
    with TestClient(create_app(demo_company), base_url=ADDRESS, headers=headers) as client:
        yield client


@pytest.fixture(scope="session")
def wang(demo_company: Application) -> Iterator[TestClient]:
    """Somebody of human resources."""
    headers = {"X-Zhike-As": WANG}
    with TestClient(create_app(demo_company), base_url=ADDRESS, headers=headers) as client:
        yield client
