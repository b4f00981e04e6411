"""An embedder that embeds no passage twice in one run: the halves of a set hold what the whole held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ingest.embedding import Embedded, Embedder, Span, Vectors


class RememberingEmbedder:
    """Gives another embedder's vectors. Within `remembering`, each passage's from memory once it
    has been embedded; outside of it nothing is remembered, so that answers cost what they cost."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: dict[str, Embedded] = {}
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

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        if not self._remembers:
            return self._embedder.passages(texts, sentences)
        fresh = {
            text: spans
            for text, spans in zip(texts, sentences, strict=True)
            if text not in self._held
        }
        made = self._embedder.passages(list(fresh), list(fresh.values()))
        self._held.update(zip(fresh, made, strict=True))
        return [self._held[text] for text in texts]

    def query(self, text: str) -> Vectors:
        return self._embedder.query(text)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.token_counts(texts)
