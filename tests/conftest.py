"""Fixtures shared by every test: a small deterministic embedder and an empty store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from assistant.accounts import passwords
from ingest.store import Store
from tests.hash_embedder import HashEmbedder

os.environ.setdefault("HF_HUB_OFFLINE", "1")
# Made examples are the same in every run, so that none fails for what it did not change: `make soak` draws
# others. And a slow machine is no fault of theirs.
settings.register_profile(
    "alike", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("alike")


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords are kept by the real function, at its least cost: a sign-in is of many tests."""
    least = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_passwords", lambda: least)
        yield


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Store]:
    opened = Store(tmp_path / "var", embedder)
    yield opened
    opened.close()


class _Sharing(LoadFileScheduling):
    """How two that run side by side share the work out: by files; but all that drive the browser are one
    piece, for they share a server and its folder."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "tests/browser" if file.startswith("tests/browser/") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    return _Sharing(config, log)
