"""The vector index: Chroma, embedded, derived from the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import NotFoundError

from ingest.moments import to_text
from ingest.tags import IndexedChunk, Tags
from ingest.vector_arithmetic import Vectors

_PAGE = 5000


class VectorIndex:
    """Cosine search over chunk vectors. The collection is named after the model's fingerprint."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False)
        )
        self._client = cast(Client, client)  # what it is; it is stated to be what cannot be closed
        self._name = f"chunks-{fingerprint}"
        self._batch = self._client.get_max_batch_size()
        self._collection = self._open()

    def close(self) -> None:
        """Give its threads and open files back, which Chroma keeps as long as the process otherwise."""
        self._client.close()

    def upsert(self, chunks: Sequence[IndexedChunk], vectors: Vectors) -> None:
        """Add or overwrite chunks; `vectors` is (len(chunks), dimensions)."""
        for start in range(0, len(chunks), self._batch):
            part = chunks[start : start + self._batch]
            self._collection.upsert(
                ids=[chunk.chunk_id for chunk in part],
                embeddings=vectors[start : start + self._batch],
                metadatas=[_metadata(chunk.tags) for chunk in part],  # type: ignore[misc]
            )

    def tag(self, chunks: Sequence[IndexedChunk]) -> None:
        """Overwrite the tags of chunks that stand in the index, leaving their vectors."""
        for start in range(0, len(chunks), self._batch):
            part = chunks[start : start + self._batch]
            self._collection.update(
                ids=[chunk.chunk_id for chunk in part],
                metadatas=[_metadata(chunk.tags) for chunk in part],  # type: ignore[misc]
            )

    def remove(self, chunk_ids: Sequence[str]) -> None:
        for start in range(0, len(chunk_ids), self._batch):
            self._collection.delete(ids=list(chunk_ids[start : start + self._batch]))

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """The nearest chunks and their cosines, best first; none while the index is begun anew.

        `vector` is (dimensions,).
        """
        try:
            held = self._collection.count()
            if held == 0:
                return []
            found = self._collection.query(
                query_embeddings=vector[None, :], n_results=min(limit, held), include=["distances"]
            )
        except NotFoundError:
            return []
        distances = found["distances"] or [[]]
        return [
            (chunk_id, 1.0 - float(distance))
            for chunk_id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def chunk_ids(self) -> Iterator[str]:
        """Every chunk held."""
        offset = 0
        while ids := self._collection.get(limit=_PAGE, offset=offset, include=[])["ids"]:
            yield from ids
            offset += len(ids)

    def count(self) -> int:
        return self._collection.count()

    def clear(self) -> None:
        """Begin anew; collections of other models go too."""
        for collection in self._client.list_collections():
            self._client.delete_collection(collection.name)
        self._collection = self._open()

    def _open(self) -> Collection:
        return self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )


def _metadata(tags: Tags) -> dict[str, str | list[str] | None]:
    """Chroma refuses empty lists, and keeps a key that an update does not set to None."""
    return {
        "record_id": tags.record_id,
        "source": tags.source,
        "kind": tags.kind,
        "audience": list(tags.audience) or None,
        "customers": list(tags.customers) or None,
        "owners": list(tags.owners) or None,
        "people": list(tags.people) or None,
        "occurred_at": to_text(tags.occurred_at) if tags.occurred_at else None,
    }
