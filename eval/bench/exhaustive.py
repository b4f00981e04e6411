"""Retrieval without any audience, and retrieval that weighs each passage an asker may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.answers import Passage
from assistant.bootstrap import Application
from assistant.found import Found, nothing_found
from assistant.fusing import Fusion
from assistant.naming import with_known_tags
from ingest.access import Access
from ingest.catalog.operating import chunks_by_id
from ingest.catalog.reading import readable_chunks, readable_vectors
from ingest.filters import UNFILTERED
from ingest.segmentation import question_terms
from ingest.vector_arithmetic import Vectors

_ALL = 10**9


class UnrestrictedSearch:
    """The question embedded, both indexes asked for their best, the chunks read by id whoever may read
    them, and both scores fused: what retrieval costs at least, where nobody is asked who they are."""

    def __init__(self, application: Application) -> None:
        self._store = application.store
        self._candidates = application.settings.retrieval.candidates
        self._fusion = _fusion(application)

    def retrieve(self, question: str) -> tuple[Passage, ...]:
        asked = question_terms(question)
        found = replace(
            nothing_found(question),
            vector=self._store.embedder.query(question),
            idf=self._store.keywords.idf(asked),
        )
        nearest = dict(self._store.vectors.nearest(found.vector, self._candidates))
        keyword = dict(self._store.keywords.search(asked, self._candidates, within=None))
        with self._store.catalog.reading() as connection:
            held = chunks_by_id(connection, [*{**nearest, **keyword}])
        return self._fusion.passages(found, held, keyword, frozenset())


class ExhaustiveSearch:
    """The exact filtered search: the best by cosine and by BM25 of all that the asker may read, each
    found by weighing every one, then fused as ever."""

    def __init__(self, application: Application, access: Access) -> None:
        self._store = application.store
        self._retriever = application.retriever()
        self._candidates = application.settings.retrieval.candidates
        self._fusion = _fusion(application)
        self._access = access
        self._ids, self._vectors = self._readable(())
        self._held = frozenset(self._ids)
        self._ranked: dict[tuple[str, ...], list[tuple[str, float]]] = {}

    def first(self, question: str, limit: int) -> frozenset[str]:
        """The chunk ids of the best passages."""
        found = self._retriever.find(question, access=self._access)
        keyword, translated = self._by_keywords(found), self._by_translation(found)
        nearest = _nearest(self._ids, self._vectors @ found.vector, self._candidates)
        if found.named:
            ids, vectors = self._readable(found.named)
            nearest += _nearest(ids, vectors @ found.vector, self._candidates) if ids else []
        wanted = [*dict.fromkeys([*nearest, *keyword, *translated])]
        with self._store.catalog.reading() as connection:
            held = readable_chunks(connection, wanted, access=self._access, filters=UNFILTERED)
            held = with_known_tags(connection, held, access=self._access)
        passages = self._fusion.passages(found, held.values(), keyword, translated.keys())
        return frozenset(passage.chunk_id for passage in passages[:limit])

    def _by_keywords(self, found: Found) -> dict[str, float]:
        words = [*found.idf]
        if not found.named:
            return self._best(words, self._candidates)
        words = [word for word in words if word not in found.tag_terms] or words
        return self._best(words, self._candidates) | self._best(
            words, self._candidates, tagged=found.named
        )

    def _by_translation(self, found: Found) -> dict[str, float]:
        said = {
            term for others in found.translations.values() for other in others for term in other
        }
        words = sorted(term for term in said if len(term) > 1)
        return self._best(words, self._candidates // 2)

    def _best(
        self, words: Sequence[str], limit: int, *, tagged: Sequence[str] = ()
    ) -> dict[str, float]:
        """Of every chunk that says one of the words, the best that the asker may read."""
        held = self._store.vectors.count()
        ranked = self._store.keywords.search(words, held, within=None, tagged=tagged)
        readable = [(chunk_id, score) for chunk_id, score in ranked if chunk_id in self._held]
        return dict(readable[:limit])

    def _readable(self, tagged: Sequence[str]) -> tuple[list[str], Vectors]:
        with self._store.catalog.reading() as connection:
            return readable_vectors(
                connection, access=self._access, filters=UNFILTERED, tagged=tagged, limit=_ALL
            )


def _nearest(ids: Sequence[str], cosines: Vectors, limit: int) -> list[str]:
    return [ids[at] for at in np.argsort(-cosines, kind="stable")[:limit]]


def _fusion(application: Application) -> Fusion:
    configured = application.settings.retrieval
    return Fusion(configured.dense_weight, configured.named_boost)
