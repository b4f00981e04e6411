"""A citation of what stands in a chunk."""

from __future__ import annotations

from assistant.answers import Citation, Passage
from ingest.catalog.reading import StoredChunk


def citation_of(
    chunk: StoredChunk | Passage, number: int, *, quote: str, start: int, end: int
) -> Citation:
    """The quote at `start`..`end` of the document of a chunk, which tells the rest."""
    return Citation(
        number=number,
        record_id=chunk.record_id,
        version=chunk.version,
        chunk_id=chunk.chunk_id,
        source=chunk.source,
        kind=chunk.kind,
        title=chunk.title,
        uri=chunk.uri,
        page=chunk.page,
        heading=chunk.heading,
        quote=quote,
        start=start,
        end=end,
        customers=chunk.customers,
        people=chunk.people,
        occurred_at=chunk.occurred_at,
    )
