"""Finds the passages that may answer a question: vectors and keywords, fused, through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

import numpy as np

from assistant.answers import Passage
from assistant.found import READ_PASSAGES, Found, nothing_found
from assistant.naming import known_contacts, known_filters, known_mentions, with_known_tags
from assistant.questions import language_of, language_of_passage
from assistant.translating import Translations
from assistant.vocabulary import blanked
from ingest.access import Access
from ingest.catalog.reading import (
    StoredChunk,
    fields_end,
    readable_chunks,
    readable_vectors,
    sections_within,
)
from ingest.documents import Span
from ingest.entities import unambiguous
from ingest.filters import UNFILTERED, Filters
from ingest.mentions import Mention
from ingest.segmentation import question_terms, terms
from ingest.store import Store
from ingest.vector_arithmetic import Vectors

_TAGGED_LIMIT = 3000
_EXACT_LIMIT = 50_000
_FOREIGN_WORDS = 0.7
_TRANSLATED_WORDS = 2.0


class Retriever:
    """Weighted sum of min-max scores: `dense_weight` of the cosine, the rest of BM25 over its best.

    A passage in the other language cannot share the question's words: the share of the question's idf
    that it says in its own, or part of its nearness, stands in for them.

    A customer or person named in the question narrows softly: what is tagged with them is searched
    as well, and counts `named_boost` more.
    """

    def __init__(
        self,
        store: Store,
        translations: Translations,
        *,
        dense_weight: float,
        candidates: int,
        named_boost: float,
    ) -> None:
        self._store = store
        self._translations = translations
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
        about: str = "",
    ) -> Found:
        """Everything found, up to the number of candidates, with what it was found with; `about` is
        what the question is about, where an earlier one said it."""
        self._store.require_vectors()
        asked = self._asked(question, about, access)
        with self._store.catalog.reading() as connection:
            known = known_filters(connection, filters, access=access)
        if known is None:
            return asked
        filters = known
        keyword = self._by_keywords(asked)
        translated = self._by_translation(asked)
        wanted = dict.fromkeys(
            chunk_id for chunk_id, _ in self._store.vectors.nearest(asked.vector, self._candidates)
        )
        if asked.named:
            tagged = self._exact(asked.vector, access, filters, tagged=asked.named)
            wanted.update(dict.fromkeys(tagged))
        chunks = self._readable([*{**wanted, **keyword, **translated}], access, filters, without)
        if len(chunks) < self._candidates // 2:
            nearest = self._exact(asked.vector, access, filters)
            missing = [chunk_id for chunk_id in nearest if chunk_id not in chunks]
            chunks |= self._readable(missing, access, filters, without)
        with self._store.catalog.reading() as connection:
            chunks = with_known_tags(connection, chunks, access=access)
        passages = self._fuse(asked, chunks.values(), keyword, translated.keys())
        return replace(
            asked,
            passages=passages,
            sentences={
                chunk_id: np.frombuffer(chunk.sentences, np.int8).reshape(-1, len(asked.vector))
                for chunk_id, chunk in chunks.items()
            },
            fields_end=self._fields_end(chunks.values(), access),
            sections=self._sections(passages[:READ_PASSAGES], access),
        )

    def _asked(self, question: str, about: str, access: Access) -> Found:
        """What is to be found, before anything is."""
        whole = f"{about} {question}".strip()
        asked = tuple(question_terms(whole))
        mentions = known_mentions(self._store, question, access=access)
        tagged = [mention.name for mention in mentions if unambiguous(mention.entities)]
        names = [mention.name for mention in mentions]
        names += known_contacts(self._store, question, access=access)
        said_by_names = _terms_of(names)
        about_terms = frozenset(asked).difference(question_terms(question), said_by_names)
        return replace(
            nothing_found(question),
            vector=self._store.embedder.query(whole),
            terms=tuple(term for term in question_terms(question) if term in asked),
            idf=self._store.keywords.idf(asked),
            unheard=self._store.keywords.idf_of_unheard(),
            named=_unambiguous(mentions),
            tag_terms=_terms_of(tagged).difference(question_terms(blanked(question, mentions))),
            about_terms=about_terms,
            context_terms=said_by_names | about_terms,
            translations=self._translations.of(
                [term for term in asked if term not in said_by_names]
            ),
        )

    def _by_keywords(self, asked: Found) -> dict[str, float]:
        """BM25 scores by chunk id, of the best and of the best that are tagged with whom it names.

        Their names are tags already, in every language: as words they would favour one.
        """
        words = [*asked.idf]
        if not asked.named:
            return dict(self._store.keywords.search(words, self._candidates))
        words = [word for word in words if word not in asked.tag_terms] or words
        keyword = dict(self._store.keywords.search(words, self._candidates))
        keyword.update(self._store.keywords.search(words, self._candidates, tagged=asked.named))
        return keyword

    def _by_translation(self, asked: Found) -> dict[str, float]:
        """The same for what the question's words may be in the other language, of which there are many
        more: single characters are in too many passages, and the second half of the hits adds nothing."""
        if not asked.translations or not self._dense_weight:
            return {}
        sayings = chain.from_iterable(asked.translations.values())
        said = sorted(term for term in set(chain.from_iterable(sayings)) if len(term) > 1)
        return dict(self._store.keywords.search(said, self._candidates // 2))

    def _readable(
        self, chunk_ids: Sequence[str], access: Access, filters: Filters, without: frozenset[str]
    ) -> dict[str, StoredChunk]:
        with self._store.catalog.reading() as connection:
            return readable_chunks(
                connection, chunk_ids, access=access, filters=filters, without=without
            )

    def _fields_end(self, chunks: Iterable[StoredChunk], access: Access) -> dict[str, int]:
        version_of = {chunk.record_id: chunk.version for chunk in chunks}
        with self._store.catalog.reading() as connection:
            return fields_end(connection, version_of, access=access)

    def _sections(self, passages: Iterable[Passage], access: Access) -> dict[str, tuple[Span, ...]]:
        """Of those passages that may hold several, which none does that begins further down."""
        whole = [passage.chunk_id for passage in passages if passage.start == 0]
        with self._store.catalog.reading() as connection:
            return sections_within(connection, whole, access=access)

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
        found: Found,
        chunks: Iterable[StoredChunk],
        keyword: Mapping[str, float],
        translated: AbstractSet[str],
    ) -> tuple[Passage, ...]:
        held = list(chunks)
        if not held:
            return ()
        vectors = np.frombuffer(b"".join(chunk.vector for chunk in held), dtype="<f2")
        cosines = vectors.reshape(len(held), -1).astype(np.float32) @ found.vector
        best_keyword = max((keyword.get(chunk.chunk_id, 0.0) for chunk in held), default=0.0) or 1.0
        asked_in = language_of(found.question)
        nearness = (cosines - cosines.min()) / (float(np.ptp(cosines)) or 1.0)
        passages = []
        for chunk, near, cosine in zip(held, nearness.tolist(), cosines.tolist(), strict=True):
            said = keyword.get(chunk.chunk_id, 0.0)
            words = said / best_keyword
            if language_of_passage(chunk.text) != asked_in and self._dense_weight > 0:
                words = max(words, _FOREIGN_WORDS * near)
                if chunk.chunk_id in translated:
                    words = max(words, _translated_words(found, chunk))
            score = self._dense_weight * near + (1 - self._dense_weight) * words
            score *= self._boost(found, chunk)
            passages.append(_passage(chunk, score=score, dense=cosine, keyword=said))
        passages.sort(key=lambda passage: (-passage.score, passage.chunk_id))
        return tuple(passages)

    def _boost(self, found: Found, chunk: StoredChunk) -> float:
        """In 1 / (1 + named_boost)..1, by the share of those named that the passage is tagged with."""
        tagged = len({*chunk.customers, *chunk.people}.intersection(found.named))
        share = tagged / max(1, len(found.named))
        return (1 + self._named_boost * share) / (1 + self._named_boost)


def _passage(chunk: StoredChunk, *, score: float, dense: float, keyword: float) -> Passage:
    return Passage(
        chunk_id=chunk.chunk_id,
        record_id=chunk.record_id,
        version=chunk.version,
        source=chunk.source,
        kind=chunk.kind,
        title=chunk.title,
        uri=chunk.uri,
        text=chunk.text,
        page=chunk.page,
        heading=chunk.heading,
        start=chunk.start,
        end=chunk.end,
        score=score,
        dense=dense,
        keyword=keyword,
        customers=chunk.customers,
        people=chunk.people,
        occurred_at=chunk.occurred_at,
    )


def _unambiguous(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(entity for mention in mentions for entity in unambiguous(mention.entities))
    )


def _terms_of(names: Sequence[str]) -> frozenset[str]:
    return frozenset(term for name in names for term in question_terms(name))


def _translated_words(found: Found, chunk: StoredChunk) -> float:
    """In 0..1. Of what a term may be in the other language a passage says one thing at most, and often
    none that is listed, so that half of the question's idf counts as all of it."""
    said = found.covered(set(terms(f"{chunk.header}\n{chunk.text}")))
    return min(1.0, _TRANSLATED_WORDS * found.worth(said) / (found.worth(found.idf) or 1.0))
