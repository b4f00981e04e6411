"""The reader: picks the sentences that answer, word for word, out of the best passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answers import Passage
from assistant.retrieval import Found
from ingest.embedding import Embedder
from ingest.segmentation import terms
from ingest.sentences import sentence_spans

_PASSAGES = 4
_PASSAGES_FOR_SEVERAL = 8
_EMBEDDED = 24
_LEAST_CHARACTERS = 4
_COSINE_SPREAD = 0.12  # e5's cosines of sentences lie this close together
_PASSAGE_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it stands in a passage: `passage.start + start` is its place in the document.

    `coverage` is the share of the question's idf that its terms hold; `cosine` its own nearness.
    """

    passage: Passage
    text: str
    start: int
    end: int
    coverage: float
    cosine: float
    score: float


def read(found: Found, embedder: Embedder, *, sentences: int, several: bool) -> tuple[Quote, ...]:
    """The best sentences, at most `sentences`, those of one source together, best source first."""
    passages = found.passages[: _PASSAGES_FOR_SEVERAL if several else _PASSAGES]
    candidates = sorted(
        _candidates(found, passages), key=lambda quote: (-quote.score, quote.passage.chunk_id)
    )[:_EMBEDDED]
    if not candidates:
        return ()
    scored = sorted(
        _with_cosines(found, candidates, embedder),
        key=lambda quote: (-quote.score, quote.passage.chunk_id, quote.start),
    )
    return _in_reading_order(_distinct(scored, sentences))


def _candidates(found: Found, passages: Sequence[Passage]) -> list[Quote]:
    total = sum(found.idf.values()) or 1.0
    best = passages[0].score if passages else 1.0
    quotes = []
    for passage in passages:
        context = set(terms(" ".join((passage.title, *passage.heading))))
        for start, end in sentence_spans(passage.text):
            text = passage.text[start:end]
            if end - start < _LEAST_CHARACTERS:
                continue
            held = set(terms(text))
            covered = sum(idf for term, idf in found.idf.items() if term in held)
            # A title says what its sentences are about, so its terms count, but less than their own.
            covered += 0.3 * sum(
                idf for term, idf in found.idf.items() if term in context and term not in held
            )
            coverage = covered / total
            score = coverage + _PASSAGE_WEIGHT * passage.score / (best or 1.0)
            quotes.append(Quote(passage, text, start, end, coverage, 0.0, score))
    return quotes


def _with_cosines(found: Found, quotes: Sequence[Quote], embedder: Embedder) -> list[Quote]:
    vectors = embedder.passages([quote.text for quote in quotes])
    cosines = vectors @ found.vector
    highest = float(np.max(cosines))
    return [
        Quote(
            quote.passage,
            quote.text,
            quote.start,
            quote.end,
            quote.coverage,
            float(cosine),
            quote.score + 1 - (highest - float(cosine)) / _COSINE_SPREAD,
        )
        for quote, cosine in zip(quotes, cosines, strict=True)
    ]


def _distinct(quotes: Sequence[Quote], count: int) -> list[Quote]:
    chosen: list[Quote] = []
    said: list[set[str]] = []
    for quote in quotes:
        words = set(terms(quote.text))
        if any(words and len(words & other) / len(words | other) > 0.85 for other in said):
            continue
        chosen.append(quote)
        said.append(words)
        if len(chosen) == count:
            break
    return chosen


def _in_reading_order(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    order = list(dict.fromkeys(quote.passage.record_id for quote in quotes))
    return tuple(
        sorted(
            quotes,
            key=lambda quote: (
                order.index(quote.passage.record_id),
                quote.passage.start + quote.start,
            ),
        )
    )
