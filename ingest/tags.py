"""What a stored chunk is tagged with, in the catalog and in both indexes alike."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class Tags:
    """`customers` and `people` are catalog ids; `owners` those of `people` who own or wrote the record."""

    record_id: str
    source: str
    kind: Kind
    audience: tuple[str, ...]
    customers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    occurred_at: Moment | None = None


def indexed_text(header: str, text: str) -> str:
    """What is indexed of a chunk: its header, if it has one, on a line before its text."""
    return f"{header}\n{text}" if header else text


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """A chunk as the indexes take it: `text` is what is indexed, header included."""

    chunk_id: str
    text: str
    tags: Tags
