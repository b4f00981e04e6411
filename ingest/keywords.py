"""The keyword index: tantivy's BM25 over terms segmented by us, derived from the catalog."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)

from ingest.access import Access
from ingest.moments import to_text
from ingest.segmentation import terms
from ingest.tags import IndexedChunk

_TAGS = ("record_id", "source", "kind", "audience", "customers", "owners", "people")
_HEAP_BYTES = 64_000_000
_LESSER = 0.5

_Found = tuple[Searcher, dict[tuple[int, int], str]]
"""What is committed, and the ids of the chunks found in it so far, by their place."""


class KeywordIndex:
    """BM25 search over chunk text. Writes are seen by searches once they are committed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = SchemaBuilder()
        builder.add_text_field("chunk_id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("body", tokenizer_name="spaces", index_option="freq")
        for name in _TAGS:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("occurred_at", fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = Index(self._schema, path=str(folder))
        self._index.register_tokenizer(
            "spaces",
            TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(64)).build(),
        )
        self._writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        self._lock = threading.Lock()
        self._found: _Found = (self._index.searcher(), {})

    def upsert(self, chunks: Sequence[IndexedChunk]) -> None:
        """Add or overwrite chunks, and commit."""
        with self._lock:
            for chunk in chunks:
                self._writer.delete_documents_by_term("chunk_id", chunk.chunk_id)
                self._writer.add_document(_document(chunk))
            self._commit()

    def remove(self, chunk_ids: Sequence[str]) -> None:
        if not chunk_ids:
            return
        with self._lock:
            for chunk_id in chunk_ids:
                self._writer.delete_documents_by_term("chunk_id", chunk_id)
            self._commit()

    def search(
        self,
        question_terms: Sequence[str],
        limit: int,
        *,
        within: Access | None,
        tagged: Sequence[str] = (),
        lesser: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """The best chunks by BM25 over `question_terms`, best first; `within` narrows to what somebody
        may read, `tagged` to chunks that carry one of these customer or person ids. `lesser` terms count
        half."""
        if not question_terms:
            return []
        words = [Query.term_query(self._schema, "body", term, "freq") for term in question_terms]
        words += [
            Query.boost_query(Query.term_query(self._schema, "body", term, "freq"), _LESSER)
            for term in lesser
        ]
        wanted = Query.boolean_query([(Occur.Should, word) for word in words])
        narrowed = []
        if within:
            narrowed.append(self._one_of(("audience",), sorted(within.tokens)))
        if tagged:
            narrowed.append(self._one_of(("customers", "people"), tagged))
        if narrowed:
            must = [(Occur.Must, query) for query in (wanted, *narrowed)]
            wanted = Query.boolean_query(must)
        searcher, ids = self._found
        found: list[tuple[str, float]] = []
        for score, address in searcher.search(wanted, limit, count=False).hits:
            place = (address.segment_ord, address.doc)
            chunk_id = ids.get(place)
            if chunk_id is None:
                chunk_id = ids[place] = _chunk_id(searcher.doc(address))
            found.append((chunk_id, score))
        return found

    def _one_of(self, fields: Sequence[str], values: Sequence[str]) -> Query:
        """Chunks with one of the values in one of the fields; a constant score of 0 keeps them out of
        the ranking."""
        either = [
            (Occur.Should, Query.term_set_query(self._schema, field, list(values)))
            for field in fields
        ]
        return Query.const_score_query(Query.boolean_query(either), 0.0)

    def idf(self, question_terms: Sequence[str]) -> dict[str, float]:
        """BM25's inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)), of each term."""
        searcher, _ = self._found
        held = searcher.num_docs
        counts = {term: min(searcher.doc_freq("body", term), held) for term in question_terms}
        return {term: _idf(held, count) for term, count in counts.items()}

    def idf_of_unheard(self) -> float:
        """That of a term that no chunk holds."""
        return _idf(self._index.searcher().num_docs, 0)

    def chunk_ids(self) -> Iterator[str]:
        """Every chunk held."""
        searcher, _ = self._found
        if searcher.num_docs:
            for _, address in searcher.search(Query.all_query(), searcher.num_docs).hits:
                yield _chunk_id(searcher.doc(address))

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def clear(self) -> None:
        with self._lock:
            self._writer.delete_all_documents()
            self._commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._found = (self._index.searcher(), {})


def _chunk_id(document: Document) -> str:
    return str(document.get_first("chunk_id"))


def _document(chunk: IndexedChunk) -> Document:
    tags = chunk.tags
    document = Document()
    document.add_text("chunk_id", chunk.chunk_id)
    document.add_text("body", " ".join(terms(chunk.text)))
    document.add_text("record_id", tags.record_id)
    document.add_text("source", tags.source)
    document.add_text("kind", tags.kind)
    for name, values in (
        ("audience", tags.audience),
        ("customers", tags.customers),
        ("owners", tags.owners),
        ("people", tags.people),
    ):
        for value in values:
            document.add_text(name, value)
    if tags.occurred_at:
        document.add_text("occurred_at", to_text(tags.occurred_at))
    return document


def _idf(held: int, count: int) -> float:
    return math.log(1 + (held - count + 0.5) / (count + 0.5))
