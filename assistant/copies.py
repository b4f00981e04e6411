"""Tells the same passage in several places, which is shown once, from where the question is nearest."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from assistant.answers import Passage
from ingest.catalog.reading import StoredChunk


def told_apart(
    passages: Iterable[Passage], chunks: Mapping[str, StoredChunk], structured: Container[str]
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The passages without those that say what an earlier one said, and these.

    The same is what is indexed alike, and the same place in equal texts, whatever these are called; but
    not of `structured` records: what two deals say alike under their titles are two facts.
    """
    first: list[Passage] = []
    repeated: list[Passage] = []
    met: set[tuple[str, str, int]] = set()
    for passage in passages:
        chunk = chunks[passage.chunk_id]
        keys = {(chunk.header, chunk.text, -1)}
        if chunk.text_hash and chunk.record_id not in structured:
            keys.add((chunk.text_hash, "", chunk.start))
        (first if met.isdisjoint(keys) else repeated).append(passage)
        met |= keys
    return tuple(first), tuple(repeated)
