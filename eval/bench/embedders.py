"""Embedders that spare the bench what it does not measure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from ingest.embedding import Embedded, Embedder, Span, Words
from ingest.vector_arithmetic import Vectors, quantise, unit

_POOL = 400
_NOISE = 0.02


class PerturbingEmbedder:
    """Real vectors for questions; for passages, those of earlier passages with a little noise.

    The noise depends on the text alone. Sentences get their passage's vector.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._pool: list[Embedded] = []

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        if not self._pool:
            self._pool = self._embedder.passages(texts[:_POOL], sentences[:_POOL])
        return [self._near(text, len(spans)) for text, spans in zip(texts, sentences, strict=True)]

    def query(self, text: str) -> Vectors:
        return self._embedder.query(text)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.queries(texts)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.token_counts(texts)

    def words(self, texts: Sequence[str]) -> Words:
        return self._embedder.words(texts)

    def _near(self, text: str, sentences: int) -> Embedded:
        chance = np.random.default_rng(_seed(text))
        noise = chance.normal(0, _NOISE, self.dimensions).astype(np.float32)
        moved = unit(self._pool[chance.integers(len(self._pool))].vector + noise)
        return Embedded(moved, quantise(np.tile(moved, (sentences, 1))))


class SentenceEmbedder:
    """Real vectors for questions and sentences; a passage's is the mean of its sentences', with a
    little noise that depends on the text alone. A sentence is embedded once, however often it stands.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: dict[str, Vectors] = {}

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        said = [
            [text[start:end] for start, end in spans] or [text]
            for text, spans in zip(texts, sentences, strict=True)
        ]
        fresh = list(dict.fromkeys(s for each in said for s in each if s not in self._held))
        made = self._embedder.passages(fresh, [[] for _ in fresh])
        self._held.update((s, one.vector) for s, one in zip(fresh, made, strict=True))
        return [
            self._mean(text, each, len(spans))
            for text, each, spans in zip(texts, said, sentences, strict=True)
        ]

    def query(self, text: str) -> Vectors:
        return self._embedder.query(text)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.queries(texts)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.token_counts(texts)

    def words(self, texts: Sequence[str]) -> Words:
        return self._embedder.words(texts)

    def _mean(self, text: str, said: Sequence[str], sentences: int) -> Embedded:
        vectors = np.array([self._held[sentence] for sentence in said], dtype=np.float32)
        moved = unit(unit(vectors.mean(axis=0)) + _noise(text, self.dimensions))
        return Embedded(moved, quantise(vectors[:sentences]))


class CountingEmbedder:
    """Cuts texts as another embedder does, and gives every passage the same vector."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vector = unit(np.ones(embedder.dimensions, dtype=np.float32))

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        return [
            Embedded(self._vector, quantise(np.tile(self._vector, (len(spans), 1))))
            for _, spans in zip(texts, sentences, strict=True)
        ]

    def query(self, text: str) -> Vectors:
        return self._embedder.query(text)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.queries(texts)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.token_counts(texts)

    def words(self, texts: Sequence[str]) -> Words:
        return self._embedder.words(texts)


def _noise(text: str, dimensions: int) -> Vectors:
    return np.random.default_rng(_seed(text)).normal(0, _NOISE, dimensions).astype(np.float32)


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
