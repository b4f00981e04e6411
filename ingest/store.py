"""The store: the catalog, which is the truth, and the indexes derived from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ingest.archive import CATALOG_FILE
from ingest.catalog import entities as entity_rows
from ingest.catalog import writing
from ingest.catalog.database import Catalog, sqlite_url
from ingest.catalog.lines import Lines
from ingest.catalog.live import LiveChunk, live_pages, vectors_of
from ingest.catalog.model import held_fingerprint, hold_fingerprint
from ingest.drafts import Draft, indexed_chunks
from ingest.embedding import Embedded, Embedder
from ingest.entities import Entities
from ingest.errors import PermanentError
from ingest.keywords import KeywordIndex
from ingest.scanning import VectorScan
from ingest.segmentation import learn
from ingest.vector_arithmetic import halves
from ingest.vectors import VectorIndex

_PAGE = 2000


class Store:
    """Every write follows one order: pending in the catalog, embedded, in both indexes, live,
    stale chunks out. A crash at any point repeats work at the next `recover`."""

    def __init__(self, data_dir: Path, embedder: Embedder) -> None:
        self.embedder = embedder
        self.catalog = Catalog(sqlite_url(data_dir / CATALOG_FILE))
        self.vectors = VectorIndex(data_dir / "vectors", embedder.fingerprint)
        self.keywords = KeywordIndex(data_dir / "keywords")
        self.scan = VectorScan(self.catalog, embedder.dimensions)
        self._entities: Entities | None = None
        self._lines: Lines | None = None
        with self.catalog.writing() as connection:
            held = held_fingerprint(connection)
            if held is None:
                hold_fingerprint(connection, embedder.fingerprint)
        self._of_another_model = held not in (None, embedder.fingerprint)

    def require_vectors(self) -> None:
        """Raises PermanentError while the vectors held are another model's than the one configured."""
        if self._of_another_model:
            raise PermanentError(
                "The embedding model was changed; run `zhike reindex`, which embeds everything again"
            )

    def entities(self) -> Entities:
        """Who is who now; read again only when somebody changed."""
        with self.catalog.reading() as connection:
            held = self._entities
            if held is None or held.generation != entity_rows.generation(connection):
                held = self._entities = Entities(connection)
                learn(held.names)
        return held

    def lines(self) -> Lines:
        """Who reports to whom now; read again only when the directory changed."""
        with self.catalog.reading() as connection:
            held = self._lines
            if held is None or held.generation != entity_rows.directory_generation(connection):
                held = self._lines = Lines(connection)
        return held

    def replace(self, drafts: Sequence[Draft]) -> int:
        """Write new versions and make them what readers see; gives the number of chunks written."""
        if not drafts:
            return 0
        with self.catalog.writing() as connection:
            numbers = writing.write_pending(connection, drafts)
        chunks_written = indexed_chunks(drafts, numbers)
        embedded = self._embed(drafts)
        vectors = np.array([one.vector for one in embedded], dtype=np.float32)
        self.vectors.upsert(chunks_written, vectors)
        self.keywords.upsert(chunks_written)
        with self.catalog.writing() as connection:
            writing.make_live(connection, drafts, numbers, embedded)
        # Only now: what is read from the catalog from here on holds them, what was read before does not.
        self.scan.upsert(
            [chunk.chunk_id for chunk in chunks_written],
            [chunk.tags.audience for chunk in chunks_written],
            vectors,
        )
        self.recover()
        return len(chunks_written)

    def remove(self, record_ids: Sequence[str]) -> None:
        """Take records out of every reader's sight, then out of the indexes."""
        with self.catalog.writing() as connection:
            entity_rows.withdraw(connection, record_ids)
            writing.bury(connection, record_ids)
        self.recover()

    def recover(self) -> None:
        """Finish or undo what a crash left: nothing that is not live stays in an index."""
        with self.catalog.reading() as connection:
            stale = writing.stale_chunks(connection)
        self.vectors.remove(stale)
        self.keywords.remove(stale)
        self.scan.remove(stale)
        with self.catalog.writing() as connection:
            writing.forget_stale(connection, stale)

    def reindex(self) -> int:
        """Rebuild both indexes from the catalog; gives the number of chunks.

        Embeds nothing, unless the vectors held are another model's.
        """
        self.entities()  # their names are words of the keyword index
        if self._of_another_model:
            # Cut short, some vectors are of either model: neither may take them for its own.
            with self.catalog.writing() as connection:
                hold_fingerprint(connection, "")
        self.vectors.clear()
        self.keywords.clear()
        written = 0
        for page in live_pages(self.catalog, _PAGE):
            if self._of_another_model:
                page = self._embed_again(page)
            indexed = [chunk.indexed for chunk in page]
            self.vectors.upsert(indexed, vectors_of(page))
            self.keywords.upsert(indexed)
            written += len(page)
        with self.catalog.writing() as connection:
            hold_fingerprint(connection, self.embedder.fingerprint)
        self.scan.clear()
        self._of_another_model = False
        return written

    def close(self) -> None:
        self.keywords.close()
        self.catalog.close()

    def _embed_again(self, page: list[LiveChunk]) -> list[LiveChunk]:
        made = self.embedder.passages(
            [chunk.indexed.text for chunk in page], [chunk.sentences for chunk in page]
        )
        with self.catalog.writing() as connection:
            writing.save_vectors(connection, [chunk.indexed.chunk_id for chunk in page], made)
        return [
            replace(chunk, vector=halves(one.vector)) for chunk, one in zip(page, made, strict=True)
        ]

    def _embed(self, drafts: Sequence[Draft]) -> list[Embedded]:
        """Vectors of every chunk; a chunk that its record had before keeps those it had."""
        with self.catalog.reading() as connection:
            held = writing.previously_embedded(connection, [draft.record_id for draft in drafts])
        wanted = [(draft.record_id, chunk) for draft in drafts for chunk in draft.chunks]
        fresh = [chunk for record_id, chunk in wanted if (record_id, chunk.indexed) not in held]
        made = iter(
            self.embedder.passages(
                [chunk.indexed for chunk in fresh], [chunk.sentences for chunk in fresh]
            )
        )
        return [held.get((record_id, chunk.indexed)) or next(made) for record_id, chunk in wanted]
