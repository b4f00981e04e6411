"""What customers complain of, by topic and over time, in their words as they were written down."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, select

from ingest.access import Access
from ingest.catalog.reading import StoredChunk, fields_end, readable_chunks
from ingest.catalog.visible import visible
from ingest.filters import UNFILTERED
from ingest.moments import day_of
from ingest.names import fold
from ingest.records import Moment
from ingest.sentences import sentence_spans

_CHUNKS = 20_000  # of customers' voice are read, the newest


@dataclass(frozen=True, slots=True)
class Complaint:
    """The first sentence of a chunk that complains, where it stands in its version's text."""

    topic_id: str
    chunk: StoredChunk
    quote: str
    start: int
    end: int
    occurred_at: Moment

    @property
    def day(self) -> date:
        return day_of(self.occurred_at)


def complaints(connection: Connection, today: date, *, access: Access) -> list[Complaint]:
    """Every complaint that the asker may read and that has a day till now, the newest first, one of each record and
    topic."""
    seen = visible(access=access)
    told, placed, records = seen.chunk_knowledge, seen.chunk_topics, seen.records
    rows = connection.execute(
        select(told.c.chunk_id, placed.c.topic_id)
        .join(placed, placed.c.chunk_id == told.c.chunk_id)
        .join(records, records.c.record_id == told.c.record_id)
        .where(
            told.c.knowledge == "from",
            placed.c.topic_id.is_not(None),
            records.c.occurred_at.is_not(None),
        )
        .order_by(records.c.occurred_at.desc(), told.c.chunk_id)
        .limit(_CHUNKS)
    ).all()
    chunks = readable_chunks(
        connection, [row.chunk_id for row in rows], access=access, filters=UNFILTERED
    )
    ends = _ends(connection, chunks.values(), access)
    found: dict[tuple[str, str], Complaint] = {}
    for row in rows:
        chunk = chunks.get(row.chunk_id)
        if chunk is None or chunk.occurred_at is None or day_of(chunk.occurred_at) > today:
            continue
        key = (row.topic_id, chunk.record_id)
        if key not in found and (span := _complaining(chunk, ends.get(chunk.record_id, 0))):
            start, end = span
            found[key] = Complaint(
                row.topic_id,
                chunk,
                chunk.text[start:end],
                chunk.start + start,
                chunk.start + end,
                chunk.occurred_at,
            )
    return list(found.values())


def _ends(connection: Connection, chunks: Iterable[StoredChunk], access: Access) -> dict[str, int]:
    versions = {chunk.record_id: chunk.version for chunk in chunks}
    ids = sorted(versions)
    found: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        part = {one: versions[one] for one in ids[start : start + 500]}
        found |= fields_end(connection, part, access=access)
    return found


def _complaining(chunk: StoredChunk, end_of_fields: int) -> tuple[int, int] | None:
    """The first sentence beside the fields that complains; of a ticket the first, if none does in words."""
    said: Sequence[tuple[int, int]] = [
        span for span in sentence_spans(chunk.text) if chunk.start + span[0] >= end_of_fields
    ]
    telling = _telling(chunk.text, said)
    first = next(telling, None)
    if first is None and chunk.kind == "ticket" and said:
        return said[0]
    return first


def _telling(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    return (span for span in spans if _words().search(fold(text[span[0] : span[1]])))


@cache
def _words() -> re.Pattern[str]:
    table = tomllib.loads(
        files("assistant.knowledge").joinpath("complaints.toml").read_text("utf-8")
    )
    return re.compile("".join(str(table["words"]).split("\n")))
