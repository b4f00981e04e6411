"""Fuses what vectors and keywords say of each passage into one score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from assistant.answers import Passage
from assistant.found import Found
from assistant.questions import language_of, language_of_passage
from ingest.catalog.reading import StoredChunk
from ingest.segmentation import terms

_FOREIGN_WORDS = 0.7
_TRANSLATED_WORDS = 2.0


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weighted sum of min-max scores: `dense_weight` of the cosine, the rest of BM25 over its best.

    A passage in the other language cannot share the question's words: the share of the question's idf
    that it says in its own, or part of its nearness, stands in for them. What is tagged with whom the
    question names counts `named_boost` more.
    """

    dense_weight: float
    named_boost: float

    def passages(
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
            if language_of_passage(chunk.text) != asked_in and self.dense_weight > 0:
                words = max(words, _FOREIGN_WORDS * near)
                if chunk.chunk_id in translated:
                    words = max(words, _translated_words(found, chunk))
            score = self.dense_weight * near + (1 - self.dense_weight) * words
            score *= self._boost(found, chunk)
            passages.append(_passage(chunk, score=score, dense=cosine, keyword=said))
        passages.sort(key=lambda passage: (-passage.score, passage.chunk_id))
        return tuple(passages)

    def _boost(self, found: Found, chunk: StoredChunk) -> float:
        """In 1 / (1 + named_boost)..1, by the share of those named that the passage is tagged with."""
        tagged = len({*chunk.customers, *chunk.people}.intersection(found.named))
        share = tagged / max(1, len(found.named))
        return (1 + self.named_boost * share) / (1 + self.named_boost)


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


def _translated_words(found: Found, chunk: StoredChunk) -> float:
    """In 0..1. Of what a term may be in the other language a passage says one thing at most, and often
    none that is listed, so that half of the question's idf counts as all of it."""
    said = found.covered(set(terms(f"{chunk.header}\n{chunk.text}")))
    return min(1.0, _TRANSLATED_WORDS * found.worth(said) / (found.worth(found.idf) or 1.0))
