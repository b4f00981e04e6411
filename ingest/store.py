"""The store: the catalog, which is the truth, and the indexes derived from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from ingest.archive import CATALOG_FILE
from ingest.catalog import entities as entity_rows
from ingest.catalog import removing, writing
from ingest.catalog.database import Catalog, sqlite_url
from ingest.catalog.embedded import forget_all_kept, held_vectors, save_vectors
from ingest.catalog.forgetting import forget_answers
from ingest.catalog.glossary import learned_forms
from ingest.catalog.lines import Lines
from ingest.catalog.live import LiveChunk, live_chunks, live_pages, vectors_of
from ingest.catalog.model import held_fingerprint, hold_fingerprint
from ingest.drafts import Draft, DraftChunk, indexed_chunks
from ingest.embedding import Embedded, Embedder
from ingest.entities import Entities
from ingest.errors import PermanentError
from ingest.keywords import KeywordIndex
from ingest.scanning import VectorScan
from ingest.segmentation import learn
from ingest.vector_arithmetic import halves
from ingest.vectors import VectorIndex

_PAGE = 2000
_TAGGED = 500


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased: records that had been deleted, and versions that had been superseded."""

    records: int
    versions: int


class Store:
    """Every write follows one order: pending in the catalog, embedded, in both indexes, live,
    stale chunks out. A crash at any point repeats work at the next `recover`."""

    def __init__(self, data_dir: Path, embedder: Embedder) -> None:
        self.embedder = embedder
        self.catalog = Catalog(sqlite_url(data_dir / CATALOG_FILE))
        self.vectors = VectorIndex(data_dir / "vectors", embedder.fingerprint)
        self.keywords = KeywordIndex(data_dir / "keywords")
        self.scan = VectorScan(self.catalog, embedder.dimensions)
        self._entities: tuple[int, Entities] | None = None
        self._lines: Lines | None = None
        with self.catalog.writing() as connection:
            held = held_fingerprint(connection)
            if held is None:
                hold_fingerprint(connection, embedder.fingerprint)
            learn(learned_forms(connection))  # what is stored was segmented by them
        self._of_another_model = held not in (None, embedder.fingerprint)

    @property
    def wants_reindex(self) -> bool:
        """Whether the vectors held are another model's than the one configured."""
        return self._of_another_model

    def require_vectors(self) -> None:
        """Raises PermanentError while the vectors held are another model's than the one configured."""
        if self._of_another_model:
            raise PermanentError(
                "The embedding model was changed; run `zhike reindex`, which embeds everything again"
            )

    def entities(self) -> Entities:
        """Who is who now; looked at again only after a write, and read only when somebody changed."""
        now = self.catalog.commits
        at, held = self._entities or (-1, None)
        if held is None or at != now:
            with self.catalog.reading() as connection:
                if held is None or held.generation != entity_rows.generation(connection):
                    held = Entities(connection)
                    learn(held.names)
            self._entities = (now, held)
        return held

    def lines(self) -> Lines:
        """Who reports to whom now; read again only when the directory changed."""
        with self.catalog.reading() as connection:
            held = self._lines
            if held is None or held.generation != entity_rows.directory_generation(connection):
                held = self._lines = Lines(connection)
        return held

    def replace(self, drafts: Sequence[Draft]) -> int:
        """Make drafts what readers see; gives the number of chunks written.

        Of one whose content the live version has already, that version stays, and only who may see it,
        its fields and whom it is tied to are said anew: in the catalog first, so that nobody who is shut
        out finds it meanwhile.
        """
        with self.catalog.reading() as connection:
            live = writing.live_contents(connection, [draft.record_id for draft in drafts])
        same: list[tuple[Draft, int]] = []
        other: list[Draft] = []
        for draft in drafts:
            number, content_hash = live.get(draft.record_id, (0, ""))
            if number and content_hash == draft.content_hash:
                same.append((draft, number))
            else:
                other.append(draft)
        if same:
            with self.catalog.writing() as connection:
                writing.say_anew(connection, same)
        written = self._write(other) if other else 0
        self.recover()
        return written

    def remove(self, record_ids: Sequence[str]) -> None:
        """Take records out of every reader's sight, then out of the indexes."""
        with self.catalog.writing() as connection:
            entity_rows.withdraw(connection, record_ids)
            removing.bury(connection, record_ids)
        self.recover()

    def purge(self, *, deleted_before: datetime, superseded_before: datetime) -> Purged:
        """Erase records out of sight since then or longer, and versions superseded since then."""
        self.recover()
        with self.catalog.writing() as connection:
            gone = removing.records_deleted_before(connection, deleted_before)
            removing.erase(connection, gone)
            versions = removing.erase_versions(connection, superseded_before)
            if gone or versions:
                forget_answers(connection)
        return Purged(len(gone), versions)

    def recover(self) -> None:
        """Finish or undo what a crash left: nothing that is not live stays in an index, and what does
        is tagged there as it is in the catalog."""
        with self.catalog.reading() as connection:
            stale = removing.stale_chunks(connection)
            untagged = writing.untagged_records(connection)
        if stale:
            self.vectors.remove(stale)
            self.keywords.remove(stale)
            self.scan.remove(stale)
        with self.catalog.writing() as connection:
            removing.forget_stale(connection, stale)
        for start in range(0, len(untagged), _TAGGED):
            self._tag(untagged[start : start + _TAGGED])

    def reindex(self) -> int:
        """Rebuild both indexes from the catalog; gives the number of chunks.

        Embeds nothing, unless the vectors held are another model's.
        """
        self.entities()  # their names are words of the keyword index
        if self._of_another_model:
            # Cut short, some vectors are of either model: neither may take them for its own.
            with self.catalog.writing() as connection:
                hold_fingerprint(connection, "")
                forget_all_kept(connection)
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
        self.vectors.close()
        self.catalog.close()

    def _embed_again(self, page: list[LiveChunk]) -> list[LiveChunk]:
        made = self.embedder.passages(
            [chunk.indexed.text for chunk in page], [chunk.sentences for chunk in page]
        )
        with self.catalog.writing() as connection:
            save_vectors(connection, [chunk.indexed.chunk_id for chunk in page], made)
        return [
            replace(chunk, vector=halves(one.vector)) for chunk, one in zip(page, made, strict=True)
        ]

    def _write(self, drafts: Sequence[Draft]) -> int:
        with self.catalog.writing() as connection:
            audiences = {draft.record_id: frozenset(draft.audience) for draft in drafts}
            shut_out = writing.narrow(connection, audiences)
            numbers = writing.write_pending(connection, drafts)
        chunks_written = indexed_chunks(drafts, numbers)
        embedded = self._embed([chunk for draft in drafts for chunk in draft.chunks])
        vectors = np.array([one.vector for one in embedded], dtype=np.float32)
        self.vectors.upsert(chunks_written, vectors)
        self.keywords.upsert(chunks_written)
        with self.catalog.writing() as connection:
            writing.make_live(connection, drafts, numbers, embedded)
            writing.give_back(connection, shut_out)
        # Only now: what is read from the catalog from here on holds them, what was read before does not.
        self.scan.upsert(
            [chunk.chunk_id for chunk in chunks_written],
            [chunk.tags.audience for chunk in chunks_written],
            vectors,
        )
        return len(chunks_written)

    def _embed(self, wanted: Sequence[DraftChunk]) -> list[Embedded]:
        """Vectors of every chunk; what is held of any record, or stands here twice, is embedded once."""
        hashes = [chunk.indexed_hash for chunk in wanted]
        with self.catalog.reading() as connection:
            held = held_vectors(connection, set(hashes))
        fresh = {one: chunk for one, chunk in zip(hashes, wanted, strict=True) if one not in held}
        made = self.embedder.passages(
            [chunk.indexed for chunk in fresh.values()],
            [chunk.sentences for chunk in fresh.values()],
        )
        held.update(zip(fresh, made, strict=True))
        return [held[one] for one in hashes]

    def _tag(self, record_ids: Sequence[str]) -> None:
        """Bring the indexes' tags of some records up to what the catalog says."""
        with self.catalog.reading() as connection:
            indexed = [chunk.indexed for chunk in live_chunks(connection, record_ids)]
        self.vectors.tag(indexed)
        self.keywords.upsert(indexed)
        self.scan.tag(
            [chunk.chunk_id for chunk in indexed], [chunk.tags.audience for chunk in indexed]
        )
        with self.catalog.writing() as connection:
            writing.mark_tagged_in_indexes(connection, record_ids)
