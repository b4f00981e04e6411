"""The reader: picks the sentences that answer, word for word, out of the best passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answers import Passage
from assistant.questions import language_of, language_of_passage
from assistant.retrieval import Found
from ingest.segmentation import terms
from ingest.sentences import sentence_spans
from ingest.vector_arithmetic import unit

_PASSAGES = 5
_PASSAGES_FOR_SEVERAL = 8
_LEAST_CHARACTERS = 4
_CONTEXT_WEIGHT = 0.3
_PASSAGE_WEIGHT = 0.6
_COSINE_WEIGHT = 0.5
_FOREIGN_WORDS = 0.25
_BULLET = re.compile(r"[-*•·‣▪]\s+")
_SAME = 0.85  # share of common terms above which two sentences say the same


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


def read(found: Found, *, sentences: int, several: bool) -> tuple[Quote, ...]:
    """The best sentences, at most `sentences`, those of one source together, best source first.

    A sentence is worth the share of the question's idf that it covers, the nearness of its vector
    (min-max over the candidates), and the score of its passage. One that only repeats the question
    or its own title answers nothing and is left out; so are fields, which are answered by lookup.
    """
    passages = found.passages[: _PASSAGES_FOR_SEVERAL if several else _PASSAGES]
    candidates = [quote for passage in passages for quote in _candidates(found, passage)]
    if not candidates:
        return ()
    best = passages[0].score or 1.0
    cosines = [quote.cosine for quote in candidates]
    lowest, spread = min(cosines), (max(cosines) - min(cosines)) or 1.0
    asked_in = language_of(found.question)
    scored = []
    for quote in candidates:
        nearness = (quote.cosine - lowest) / spread
        coverage = quote.coverage
        if language_of_passage(quote.passage.text) != asked_in:
            coverage = max(coverage, _FOREIGN_WORDS * nearness)
        score = coverage + _PASSAGE_WEIGHT * quote.passage.score / best + _COSINE_WEIGHT * nearness
        scored.append(replace(quote, score=score))
    scored.sort(key=lambda quote: (-quote.score, quote.passage.chunk_id, quote.start))
    return _in_reading_order(_distinct(scored, sentences))


def naming(passages: Sequence[Passage], names: Sequence[str]) -> tuple[Quote, ...]:
    """The first sentence that holds one of the names, if there is one: what ties somebody to a record."""
    for passage in passages:
        for start, end in sentence_spans(passage.text):
            text = passage.text[start:end]
            if text not in names and any(name and name in text for name in names):
                return (Quote(passage, text, start, end, 0.0, passage.dense, 0.0),)
    return ()


def _candidates(found: Found, passage: Passage) -> list[Quote]:
    total = sum(found.idf.values()) or 1.0
    context = set(terms(" ".join((passage.title, *passage.heading))))
    asked = set(found.terms)
    fields_end = found.fields_end.get(passage.record_id, 0)
    spans = list(sentence_spans(passage.text))
    cosines = _cosines(found, passage, len(spans))
    quotes = []
    for (begin, end), cosine in zip(spans, cosines, strict=True):
        bullet = _BULLET.match(passage.text, begin, end)
        start = bullet.end() if bullet else begin
        if end - start < _LEAST_CHARACTERS:
            continue
        text = passage.text[start:end]
        held = set(terms(text))
        if held <= {*asked, *context} or passage.start + end <= fields_end:
            continue
        covered = sum(idf for term, idf in found.idf.items() if term in held)
        # A title says what its sentences are about, so its terms count, but less than their own.
        covered += _CONTEXT_WEIGHT * sum(
            idf for term, idf in found.idf.items() if term in context and term not in held
        )
        quotes.append(Quote(passage, text, start, end, covered / total, cosine, 0.0))
    return quotes


def _cosines(found: Found, passage: Passage, count: int) -> list[float]:
    """Of each sentence with the question; its passage's for all where they were cut otherwise."""
    vectors = unit(found.sentences[passage.chunk_id].astype(np.float32))
    if len(vectors) != count:
        return [passage.dense] * count
    return [float(cosine) for cosine in vectors @ found.vector]


def _distinct(quotes: Sequence[Quote], count: int) -> list[Quote]:
    chosen: list[Quote] = []
    said: list[set[str]] = []
    for quote in quotes:
        words = set(terms(quote.text))
        if any(words and len(words & other) / len(words | other) > _SAME for other in said):
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
