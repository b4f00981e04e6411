"""An embedder that embeds no passage twice in one run: the halves of a set hold what the whole held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from ingest.embedding import Embedder, Vectors


class RememberingEmbedder:
    """Gives another embedder's vectors. Within `remembering`, each passage's from memory once it
    has been embedded; outside of it nothing is remembered, so that answers cost what they cost."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: dict[str, Vectors] = {}
        self._remembers = False

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Remembers passages within the block."""
        self._remembers = True
        try:
            yield
        finally:
            self._remembers = False

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def passages(self, texts: Sequence[str]) -> Vectors:
        if not self._remembers or not texts:
            return self._embedder.passages(texts)
        fresh = [text for text in dict.fromkeys(texts) if text not in self._held]
        if fresh:
            self._held.update(zip(fresh, self._embedder.passages(fresh), strict=True))
        return np.stack([self._held[text] for text in texts])

    def query(self, text: str) -> Vectors:
        return self._embedder.query(text)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.token_counts(texts)
