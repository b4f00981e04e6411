"""A sync killed anywhere loses nothing and doubles nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.access import Access
from ingest.catalog.schema import chunk_tags, chunks, records, versions
from ingest.edition import unstamped
from ingest.segmentation import question_terms
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.sync_until_killed import OTHERS, RECORDS, MadeSource, run

State = tuple[set[tuple[str, str]], set[tuple[str, str]], dict[str, set[str]], bool]


def state(folder: Path) -> State:
    """What readers can see, how it is tagged, who finds it, and whether the three stores agree."""
    store = Store(folder, HashEmbedder())
    store.recover()
    with store.catalog.reading() as connection:
        seen = {
            (row.external_id, row.text)
            for row in connection.execute(
                select(records.c.external_id, chunks.c.text)
                .join(versions, versions.c.record_id == records.c.record_id)
                .join(
                    chunks,
                    (chunks.c.record_id == versions.c.record_id)
                    & (chunks.c.version == versions.c.version),
                )
                .where(records.c.live_version == versions.c.version)
            )
        }
        tagged = {
            (row.text, row.entity_id[:1])
            for row in connection.execute(
                select(chunks.c.text, chunk_tags.c.entity_id).join(
                    chunk_tags, chunk_tags.c.chunk_id == chunks.c.chunk_id
                )
            )
        }
        named = dict(
            map(
                tuple,
                connection.execute(
                    select(chunks.c.chunk_id, records.c.external_id).join(
                        records, records.c.record_id == chunks.c.record_id
                    )
                ),
            )
        )
        held = set(named)
        pending = connection.scalar(
            select(versions.c.version).where(versions.c.state == "pending").limit(1)
        )
    agree = held == set(store.vectors.chunk_ids()) == set(store.keywords.chunk_ids())
    assert len(held) == len(seen)
    finds = {
        token: {
            named[chunk_id]
            for chunk_id, _ in store.keywords.search(
                question_terms("came up"), 2 * RECORDS, within=Access("", frozenset({token}))
            )
        }
        for token in ("everyone", *OTHERS)
    }
    store.close()
    return seen, tagged, finds, agree and pending is None


def kill_at(folder: Path, edition: str, step: str, nth: int, delay_seconds: float) -> bool:
    """A sync that is killed `delay_seconds` after its `nth` step of that name; whether it came so far."""
    module = "tests.ingest.sync_until_killed"
    arguments = [str(folder), edition, step, str(nth), str(delay_seconds)]
    code = subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code == -signal.SIGKILL


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, State]:
    folder = tmp_path_factory.mktemp("clean")
    states = {}
    for edition in ("first", "second"):
        run(folder, edition)
        states[edition] = state(folder)
    assert states["first"][3] and states["second"][3]
    assert {token: len(found) for token, found in states["second"][2].items()} == {
        "everyone": 600,
        "dept:others": 300,
    }
    assert len(states["first"][0]) == 1000 and len(states["second"][0]) == 900
    return states


@pytest.mark.parametrize(
    ("step", "nth", "delay_seconds"),
    [
        ("progress", 150, 0.0),
        ("embedding", 1, 0.0),
        ("embedded", 1, 0.0),
        ("embedded", 1, 0.05),
        ("embedded", 2, 0.15),
        ("progress", 900, 0.0),
    ],
)
def test_a_killed_sync_loses_and_doubles_nothing(
    tmp_path: Path, clean: dict[str, State], step: str, nth: int, delay_seconds: float
) -> None:
    for edition in ("first", "second"):
        killed = kill_at(tmp_path, edition, step, nth, delay_seconds)
        run(tmp_path, edition)
        assert state(tmp_path) == clean[edition]
        assert killed or edition == "second"


def test_what_was_saved_before_the_kill_is_not_read_again(tmp_path: Path) -> None:
    assert kill_at(tmp_path, "first", "embedding", 2, 0.0)
    store = Store(tmp_path, HashEmbedder())
    with store.catalog.reading() as connection:
        saved = connection.execute(select(records).where(records.c.live_version > 0)).all()
        known = {row.external_id: unstamped(row.revision) for row in saved}
    store.close()
    assert saved
    read_again = {
        change.external_id
        for change in MadeSource("first").changes(known, None)
        if hasattr(change, "external_id")
    }
    assert not read_again & known.keys()
