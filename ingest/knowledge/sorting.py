"""Sorts chunks by kind of customer knowledge, after each sync those that are new or have changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ingest.catalog.knowledge_rows import (
    Unsorted,
    held_sentences,
    keep_knowledge,
    keep_sentences,
    unsorted_chunks,
    unsorted_ids,
)
from ingest.filters import Knowledge
from ingest.knowledge.kinds import Asked, Said, Sender, kind_of, rules, rules_edition
from ingest.records import revision_of
from ingest.sentences import sentence_spans
from ingest.store import Store
from ingest.vector_arithmetic import Vectors, unit

_PAGE = 1000
_PARAGRAPH = "\n\n"


def sort_knowledge(store: Store) -> int:
    """Tell of every live chunk that is not sorted by these rules of which kind it is; gives how many were.

    No chunk is embedded; the rules' own sentences are, once.
    """
    edition = revision_of(rules_edition(), store.embedder.fingerprint)[:12]
    with store.catalog.reading() as connection:
        wanted = unsorted_ids(connection, edition)
    if not wanted:
        return 0
    likened = _likened(store)
    for page in unsorted_chunks(store.catalog, wanted, edition, size=_PAGE):
        told = [(chunk, kind_of(_asked(chunk), likened)) for chunk in page]
        with store.catalog.writing() as connection:
            keep_knowledge(connection, told)
    return len(wanted)


def _asked(chunk: Unsorted) -> Asked:
    sender: Sender = ""
    if chunk.kind == "mail":
        sender = "inside" if chunk.by_colleague else "outside"
    whole = unit(np.frombuffer(chunk.vector, dtype="<f2").astype(np.float32))
    said = tuple(_said(chunk, len(whole)))
    if said:
        whole = unit(whole + unit(np.mean([one.vector for one in said], axis=0)))
    return Asked(
        kind=chunk.kind,
        sender=sender,
        about_customers=chunk.about_customers,
        title=chunk.title,
        headings=chunk.headings,
        sentences=said,
        vector=whole,
    )


def _said(chunk: Unsorted, dimensions: int) -> Iterator[Said]:
    """The sentences beside the fields."""
    spans = list(sentence_spans(chunk.text))
    rows = unit(
        np.frombuffer(chunk.sentences, dtype=np.int8).reshape(-1, dimensions).astype(np.float32)
    )
    if len(rows) != len(spans):
        return
    begun: int | None = None
    for (start, end), vector in zip(spans, rows, strict=True):
        if start < chunk.body_start:
            continue
        begun = start if begun is None else begun
        answers = _PARAGRAPH in chunk.text[begun:start]
        yield Said(chunk.text[start:end], vector, answers)


def _likened(store: Store) -> dict[Knowledge, Vectors]:
    digest_of = {
        sentence: revision_of(store.embedder.fingerprint, sentence)
        for sentences in rules().prototypes.values()
        for sentence in sentences
    }
    with store.catalog.reading() as connection:
        held = held_sentences(connection, list(digest_of.values()))
    fresh = [sentence for sentence, digest in digest_of.items() if digest not in held]
    if fresh:
        made = store.embedder.passages(fresh, [[(0, len(one))] for one in fresh])
        new = {digest_of[one]: each.vector for one, each in zip(fresh, made, strict=True)}
        with store.catalog.writing() as connection:
            keep_sentences(connection, new)
        held |= new
    return {
        kind: np.array([held[digest_of[one]] for one in sentences], dtype=np.float32)
        for kind, sentences in rules().prototypes.items()
    }
