"""An embedder that embeds no passage twice in one run: the halves of a set hold what the whole held."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.embedding import Embedded, Embedder, Span, Words
from ingest.vector_arithmetic import Vectors

_Passage = tuple[str, tuple[Span, ...]]


class RememberingEmbedder:
    """Gives another embedder's vectors, each passage's from memory once it has been embedded."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: dict[_Passage, Embedded] = {}

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def passages(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Embedded]:
        wanted: list[_Passage] = [
            (text, tuple(spans)) for text, spans in zip(texts, sentences, strict=True)
        ]
        fresh = [passage for passage in dict.fromkeys(wanted) if passage not in self._held]
        if fresh:
            made = self._embedder.passages(
                [text for text, _ in fresh], [spans for _, spans in fresh]
            )
            self._held.update(zip(fresh, made, strict=True))
        return [self._held[passage] for passage in wanted]

    def query(self, text: str) -> Vectors:
        return self._embedder.query(text)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.queries(texts)

    def token_counts(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.token_counts(texts)

    def words(self, texts: Sequence[str]) -> Words:
        return self._embedder.words(texts)
