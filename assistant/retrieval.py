"""Finds the passages that may answer a question: vectors and keywords, fused, through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answers import Passage
from assistant.naming import known_mentions, with_known_tags
from assistant.questions import language_of, language_of_passage
from ingest.access import Access
from ingest.catalog.reading import (
    StoredChunk,
    fields_end,
    readable_chunks,
    readable_vectors,
)
from ingest.entities import unambiguous
from ingest.filters import UNFILTERED, Filters
from ingest.segmentation import question_terms
from ingest.store import Store
from ingest.vector_arithmetic import SentenceVectors, Vectors

_TAGGED_LIMIT = 3000
_EXACT_LIMIT = 50_000
_FOREIGN_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: passages best first, and what they were found with.

    `named` are the customers and people that the question names and the asker may know of.
    `idf` covers `terms`; `sentences` holds, by chunk id, int8 vectors of the sentences of each;
    `fields_end`, by record id, where in a structured record's text its fields end.
    """

    question: str
    vector: Vectors
    terms: tuple[str, ...]
    idf: Mapping[str, float]
    named: tuple[str, ...]
    passages: tuple[Passage, ...]
    sentences: Mapping[str, SentenceVectors]
    fields_end: Mapping[str, int]


def nothing_found(question: str) -> Found:
    """Of a question that nothing was searched for."""
    return Found(question, np.zeros(0, np.float32), (), {}, (), (), {}, {})


class Retriever:
    """Weighted sum of min-max scores: `dense_weight` of the cosine, the rest of BM25 over its best.

    A passage in the other language cannot share the question's words, so part of its nearness stands
    in for them.

    A customer or person named in the question narrows softly: what is tagged with them is searched
    as well, and counts `named_boost` more.
    """

    def __init__(
        self, store: Store, *, dense_weight: float, candidates: int, named_boost: float
    ) -> None:
        self._store = store
        self._dense_weight = dense_weight
        self._candidates = candidates
        self._named_boost = named_boost

    def retrieve(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        limit: int = 20,
        without: frozenset[str] = frozenset(),
    ) -> tuple[Passage, ...]:
        """The best passages the asker may read, best first; `without` leaves out whole records."""
        return self.find(question, access=access, filters=filters, without=without).passages[:limit]

    def find(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: frozenset[str] = frozenset(),
    ) -> Found:
        """Everything found, up to the number of candidates, with what it was found with."""
        self._store.require_vectors()
        terms = tuple(question_terms(question))
        named = self.named(question, access=access)
        vector = self._store.embedder.query(question)
        keyword = dict(self._store.keywords.search(terms, self._candidates))
        wanted = dict.fromkeys(
            chunk_id for chunk_id, _ in self._store.vectors.nearest(vector, self._candidates)
        )
        wanted.update(dict.fromkeys(keyword))
        if named:
            narrowed = dict(self._store.keywords.search(terms, self._candidates, tagged=named))
            keyword.update(narrowed)
            wanted.update(dict.fromkeys(narrowed))
            wanted.update(dict.fromkeys(self._exact(vector, access, filters, tagged=named)))
        chunks = self._readable(list(wanted), access, filters, without)
        if len(chunks) < self._candidates // 2:
            nearest = self._exact(vector, access, filters)
            missing = [chunk_id for chunk_id in nearest if chunk_id not in chunks]
            chunks |= self._readable(missing, access, filters, without)
        with self._store.catalog.reading() as connection:
            chunks = with_known_tags(connection, chunks, access=access)
        return Found(
            question,
            vector,
            terms,
            self._store.keywords.idf(terms),
            named,
            self._fuse(chunks.values(), vector, keyword, named, question),
            {
                chunk.chunk_id: np.frombuffer(chunk.sentences, np.int8).reshape(-1, len(vector))
                for chunk in chunks.values()
            },
            self._fields_end(chunks.values()),
        )

    def named(self, question: str, *, access: Access) -> tuple[str, ...]:
        """Ids of the customers and people that the question names, if a record that the asker may
        read calls them so."""
        return tuple(
            dict.fromkeys(
                entity
                for mention in known_mentions(self._store, question, access=access)
                for entity in unambiguous(mention.entities)
            )
        )

    def _readable(
        self, chunk_ids: Sequence[str], access: Access, filters: Filters, without: frozenset[str]
    ) -> dict[str, StoredChunk]:
        with self._store.catalog.reading() as connection:
            return readable_chunks(
                connection, chunk_ids, access=access, filters=filters, without=without
            )

    def _fields_end(self, chunks: Iterable[StoredChunk]) -> dict[str, int]:
        with self._store.catalog.reading() as connection:
            return fields_end(connection, {chunk.record_id: chunk.version for chunk in chunks})

    def _exact(
        self, vector: Vectors, access: Access, filters: Filters, *, tagged: Sequence[str] = ()
    ) -> list[str]:
        """The nearest among all that is allowed (and tagged), by exact cosine."""
        with self._store.catalog.reading() as connection:
            ids, vectors = readable_vectors(
                connection,
                access=access,
                filters=filters,
                tagged=tagged,
                limit=_TAGGED_LIMIT if tagged else _EXACT_LIMIT,
            )
        if not ids:
            return []
        nearest = np.argsort(vectors @ -vector, kind="stable")[: self._candidates]
        return [ids[index] for index in nearest]

    def _fuse(
        self,
        chunks: Iterable[StoredChunk],
        vector: Vectors,
        keyword: Mapping[str, float],
        named: tuple[str, ...],
        question: str,
    ) -> tuple[Passage, ...]:
        held = list(chunks)
        if not held:
            return ()
        vectors = np.frombuffer(b"".join(chunk.vector for chunk in held), dtype="<f2")
        cosines = vectors.reshape(len(held), -1).astype(np.float32) @ vector
        best_keyword = max((keyword.get(chunk.chunk_id, 0.0) for chunk in held), default=0.0) or 1.0
        asked_in = language_of(question)
        foreign = np.array([language_of_passage(chunk.text) != asked_in for chunk in held])
        nearness = (cosines - cosines.min()) / (float(np.ptp(cosines)) or 1.0)
        passages = []
        for index, chunk in enumerate(held):
            words = keyword.get(chunk.chunk_id, 0.0) / best_keyword
            if foreign[index] and self._dense_weight > 0:
                words = max(words, _FOREIGN_WORDS * float(nearness[index]))
            score = self._dense_weight * float(nearness[index]) + (1 - self._dense_weight) * words
            share = len({*chunk.customers, *chunk.people} & set(named)) / max(1, len(named))
            score *= (1 + self._named_boost * share) / (1 + self._named_boost)
            passages.append(
                Passage(
                    chunk.chunk_id,
                    chunk.record_id,
                    chunk.version,
                    chunk.source,
                    chunk.kind,
                    chunk.title,
                    chunk.uri,
                    chunk.text,
                    chunk.page,
                    chunk.heading,
                    chunk.start,
                    chunk.end,
                    score,
                    float(cosines[index]),
                    keyword.get(chunk.chunk_id, 0.0),
                    chunk.customers,
                    chunk.people,
                    chunk.occurred_at,
                )
            )
        passages.sort(key=lambda passage: (-passage.score, passage.chunk_id))
        return tuple(passages)
