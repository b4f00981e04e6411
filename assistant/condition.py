"""How an installation stands, told quickly enough for a page: stores, models, room, backup, what waits."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from assistant.settings import Settings
from assistant.syncing import Underway
from assistant.writing.writer import Writer
from connectors.secrets import variables_unset
from ingest.catalog.operating import holdings
from ingest.store import Store

WriterState = Literal["off", "ready", "resting"]


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How many chunks each store holds; `agree` where the numbers are one, which no sync must be running for."""

    catalog: int
    vectors: int
    keywords: int
    agree: bool


@dataclass(frozen=True, slots=True)
class EmbeddingCondition:
    """The model of the vectors; `wants_reindex` where those held are another's."""

    model: str
    fingerprint: str
    dimensions: int
    wants_reindex: bool


@dataclass(frozen=True, slots=True)
class WriterCondition:
    """The language model that writes answers: `resting` after failures. Off, what `model` and `host` say is empty."""

    state: WriterState
    model: str
    host: str


@dataclass(frozen=True, slots=True)
class Room:
    """Of the disk with the data folder, and what the catalog and the indexes take of it."""

    free_bytes: int
    total_bytes: int
    data_bytes: int


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything of it. `last_backup_at` is null where the log knows of none; `unset` are environment
    variables that the settings name and nobody set."""

    version: str
    started_at: datetime
    stores: StoreCounts
    embedding: EmbeddingCondition
    writer: WriterCondition
    room: Room
    last_backup_at: datetime | None
    running: tuple[str, ...]
    queued: tuple[str, ...]
    unset: tuple[str, ...]


def writer_state(writer: Writer | None) -> WriterState:
    if writer is None:
        return "off"
    return "resting" if writer.rests else "ready"


def condition_of(
    settings: Settings,
    store: Store,
    underway: Mapping[str, Underway],
    writer: Writer | None,
    *,
    started_at: datetime,
    last_backup_at: datetime | None,
) -> Installation:
    """What is seen without going through the stores; `Upkeep.prove_stores` does that."""
    with store.catalog.reading() as connection:
        chunks = sum(counts[1] for counts in holdings(connection).values())
    vectors, keywords = store.vectors.count(), store.keywords.count()
    return Installation(
        version("zhike"),
        started_at,
        StoreCounts(chunks, vectors, keywords, chunks == vectors == keywords),
        EmbeddingCondition(
            settings.embedding.model,
            store.embedder.fingerprint,
            store.embedder.dimensions,
            store.wants_reindex,
        ),
        WriterCondition(
            writer_state(writer),
            writer.endpoint.model if writer else "",
            writer.endpoint.host if writer else "",
        ),
        _room(settings),
        last_backup_at,
        tuple(name for name, one in underway.items() if one.state == "running"),
        tuple(name for name, one in underway.items() if one.state == "queued"),
        variables_unset(settings.model_dump()),
    )


def _room(settings: Settings) -> Room:
    disk = shutil.disk_usage(settings.data_dir)
    return Room(disk.free, disk.total, _held_bytes(settings.data_dir))


def _held_bytes(folder: Path) -> int:
    """Of the files below; those that indexes take away meanwhile count nothing."""
    held = 0
    for inner, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                held += Path(inner, name).lstat().st_size
    return held
