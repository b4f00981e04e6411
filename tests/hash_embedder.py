"""A deterministic embedder for quick tests: terms hashed into a few hundred directions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from ingest.embedding import Embedded, Span, Words
from ingest.segmentation import terms
from ingest.vector_arithmetic import Vectors, quantise


class HashEmbedder:
    """Texts that share terms are near each other; `embedded` counts the passages it was given."""

    fingerprint = "hash-256"
    dimensions = 256

    def __init__(self) -> None:
        self.embedded = 0

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        self.embedded += len(texts)
        return [
            Embedded(
                self.query(text),
                quantise(
                    np.array(
                        [self.query(text[start:end]) for start, end in spans], dtype=np.float32
                    ).reshape(-1, self.dimensions)
                ),
            )
            for text, spans in zip(texts, sentences, strict=True)
        ]

    def query(self, text: str) -> Vectors:
        vector = np.full(self.dimensions, 1e-3, dtype=np.float32)
        for term in terms(text):
            digest = hashlib.blake2b(term.encode(), digest_size=4).digest()
            vector[int.from_bytes(digest, "big") % self.dimensions] += 1.0
        return vector / np.float32(np.linalg.norm(vector))

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.query(text) for text in texts])

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return [len(terms(text)) for text in texts]

    def words(self, texts: Sequence[str]) -> Words:
        """Terms, each like itself alone."""
        held = [terms(text) for text in texts]
        distinct = sorted({term for each in held for term in each})
        vectors = np.array([self.query(term) for term in distinct], dtype=np.float32)
        place = {term: row for row, term in enumerate(distinct)}
        return Words(
            vectors.reshape(-1, self.dimensions),
            tuple(np.array([place[term] for term in each], dtype=np.int64) for each in held),
        )
