"""Fuses what vectors and keywords say of each passage into one score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Passage
from assistant.found import Found
from assistant.levelling import levelled
from assistant.questions import language_of, language_of_passage
from ingest.catalog.reading import StoredChunk
from ingest.segmentation import terms

_DRAWN_ON = 0.2


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weighted sum: `dense_weight` of how near a passage is among those found, the rest of the share of the
    question's idf that it says.

    Each language's cosines are measured from their mean, for a passage in the question's language is nearer
    whatever it says. In that language a passage says its share of BM25 of what the best by BM25 says;
    in the other what translations of the question's words it holds. What is tagged with whom the
    question names counts `named_boost` more.
    """

    dense_weight: float
    named_boost: float

    @property
    def blends(self) -> bool:
        """Whether both have a say: not in a baseline of one alone."""
        return 0 < self.dense_weight < 1

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
        asked_in = language_of(found.question)
        foreign = np.array([language_of_passage(chunk.text) != asked_in for chunk in held])
        words = self._words(found, held, foreign, keyword, translated)
        near = levelled(cosines, foreign)
        boosts = np.array([self._boost(found, chunk) for chunk in held])
        scores = (self.dense_weight * near + (1 - self.dense_weight) * words) * boosts
        passages = [
            _passage(chunk, score=score, dense=cosine, keyword=keyword.get(chunk.chunk_id, 0.0))
            for chunk, score, cosine in zip(held, scores.tolist(), cosines.tolist(), strict=True)
        ]
        passages.sort(key=lambda passage: (-passage.score, passage.chunk_id))
        return tuple(passages)

    def _words(
        self,
        found: Found,
        chunks: Sequence[StoredChunk],
        foreign: NDArray[np.bool_],
        keyword: Mapping[str, float],
        translated: AbstractSet[str],
    ) -> NDArray[np.float64]:
        """In 0..1, of each."""
        words = np.array([keyword.get(chunk.chunk_id, 0.0) for chunk in chunks])
        best = int(words.argmax())
        if words[best] > 0:
            words *= _share_said(found, chunks[best]) / words[best]
        for index in np.flatnonzero(foreign).tolist():
            if chunks[index].chunk_id in translated:
                words[index] = max(words[index], _share_said(found, chunks[index]))
        return words

    def _boost(self, found: Found, chunk: StoredChunk) -> float:
        """By the share of those named that the passage is tagged with, in 1 / (1 + named_boost)..1; more
        where the answer before drew on its record."""
        tagged = len({*chunk.customers, *chunk.people}.intersection(found.named))
        share = tagged / max(1, len(found.named))
        boost = (1 + self.named_boost * share) / (1 + self.named_boost)
        return boost * (1 + _DRAWN_ON if chunk.record_id in found.drawn_on else 1)


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


def _share_said(found: Found, chunk: StoredChunk) -> float:
    said = found.covered(set(terms(f"{chunk.header}\n{chunk.text}")))
    return found.worth(said) / (found.worth(found.idf) or 1.0)
