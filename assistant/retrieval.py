"""Finds the passages that may answer a question: vectors and keywords, fused, through the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from itertools import chain

import numpy as np

from assistant.answers import Passage
from assistant.copies import told_apart
from assistant.described import described_customers
from assistant.found import POLLED_CHUNKS, READ_PASSAGES, Found, nothing_found
from assistant.fusing import Fusion
from assistant.naming import known_contacts, known_filters, known_mentions, with_known_tags
from assistant.reranking import reranked
from assistant.synonyms import NOTHING, Expansion
from assistant.translating import Translations
from assistant.vocabulary import blanked
from ingest.access import Access
from ingest.catalog.reading import (
    StoredChunk,
    fields_end,
    readable_chunks,
    readable_vectors,
    sections_within,
)
from ingest.documents import Span
from ingest.entities import unambiguous
from ingest.filters import UNFILTERED, Filters
from ingest.mentions import Mention
from ingest.names import fold
from ingest.scanning import Compared
from ingest.segmentation import question_terms
from ingest.store import Store
from ingest.vector_arithmetic import Vectors

_TAGGED_LIMIT = 3000
_EXACT_LIMIT = 50_000
_SPELLED = 6


class Retriever:
    """Weighs `candidates` passages by vectors and as many by keywords, and fuses what both say.

    A customer or person named in the question narrows softly: what is tagged with them is searched
    as well, and counts `named_boost` more. What the asker may not read is never searched. Up to
    `compared` chunks a question is compared with every one; beyond, the vector index serves those who
    may read them all.
    """

    def __init__(
        self,
        store: Store,
        translations: Translations,
        expand: Callable[[str, Access], Expansion] = lambda *_: NOTHING,
        *,
        dense_weight: float,
        candidates: int,
        named_boost: float,
        compared: int = 200_000,
    ) -> None:
        self._store = store
        self._translations = translations
        self._expand = expand
        self._fusion = Fusion(dense_weight, named_boost)
        self._fusion_described = Fusion(dense_weight, named_boost / 2)
        self._candidates = candidates
        self._compared = compared

    def narrower(self, candidates: int) -> Retriever:
        """The same, weighing fewer passages: for whoever wants the best few and not the rest."""
        other = copy(self)
        other._candidates = candidates
        return other

    def retrieve(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        limit: int = 20,
        without: frozenset[str] = frozenset(),
    ) -> tuple[Passage, ...]:
        """The best passages the asker may read, best first; `without` leaves out whole records."""
        return self.find(question, access=access, filters=filters, without=without).passages[:limit]

    def find(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: frozenset[str] = frozenset(),
        about: str = "",
        drawn_on: frozenset[str] = frozenset(),
    ) -> Found:
        """Everything found, up to the number of candidates, with what it was found with; `about` is
        what the question is about, where an earlier one said it, and `drawn_on` the records of its
        answer."""
        self._store.require_vectors()
        asked = replace(self._asked(question, about, access), drawn_on=drawn_on)
        with self._store.catalog.reading() as connection:
            known = known_filters(connection, filters, access=access)
        if known is None:
            return asked
        filters = known
        within = access if self._store.scan.holds_more_than(access) else None
        keyword = self._by_keywords(asked, within)
        translated = self._by_translation(asked, within)
        compared = self._compared_with(asked.vector, access, within)
        asked = replace(asked, compared=compared)
        wanted = dict.fromkeys(self._by_vector(asked.vector, compared))
        if asked.widened is not None:
            # Found by it, weighed by the question's own: a synonym counts for less than what is said.
            compared = self._compared_with(asked.widened, access, within)
            wanted.update(dict.fromkeys(self._by_vector(asked.widened, compared)))
        if asked.named:
            tagged = self._exact(asked.vector, access, filters, tagged=asked.named)
            wanted.update(dict.fromkeys(tagged))
        chunks = self._readable([*{**wanted, **keyword, **translated}], access, filters, without)
        enough = self._candidates // 2
        if len(chunks) < min(enough, self._store.scan.count(access=access)):
            nearest = self._exact(asked.vector, access, filters)
            missing = [chunk_id for chunk_id in nearest if chunk_id not in chunks]
            chunks |= self._readable(missing, access, filters, without)
        with self._store.catalog.reading() as connection:
            chunks = with_known_tags(connection, chunks, access=access)
        ends = self._fields_end(chunks.values(), access)
        meant = asked if asked.named else self._describing(asked, chunks, access, filters, without)
        fusion = self._fusion if asked.named else self._fusion_described
        passages, repeated = told_apart(
            fusion.passages(meant, chunks.values(), keyword, translated.keys()), chunks, ends
        )
        found = replace(asked, fields_end=ends, repeated=repeated)
        if fusion.blends:
            passages = reranked(found, passages)
        return replace(
            found,
            passages=passages,
            sentences={
                chunk_id: np.frombuffer(chunk.sentences, np.int8).reshape(-1, len(asked.vector))
                for chunk_id, chunk in chunks.items()
            },
            sections=self._sections(passages[:READ_PASSAGES], access),
        )

    def _describing(
        self,
        asked: Found,
        chunks: dict[str, StoredChunk],
        access: Access,
        filters: Filters,
        without: frozenset[str],
    ) -> Found:
        """The same as if it named the customers whom it describes; what is nearest of theirs joins
        `chunks`."""
        with self._store.catalog.reading() as connection:
            customers = described_customers(connection, asked, chunks.values(), access=access)
        if not customers:
            return asked
        tagged = self._exact(asked.vector, access, filters, tagged=customers)
        missing = [chunk_id for chunk_id in tagged if chunk_id not in chunks]
        with self._store.catalog.reading() as connection:
            joining = readable_chunks(
                connection, missing, access=access, filters=filters, without=without
            )
            chunks |= with_known_tags(connection, joining, access=access)
        return replace(asked, named=customers)

    def _asked(self, question: str, about: str, access: Access) -> Found:
        """What is to be found, before anything is."""
        whole = f"{about} {question}".strip()
        asked = tuple(question_terms(whole))
        mentions = known_mentions(self._store, question, access=access)
        tagged = [mention.name for mention in mentions if unambiguous(mention.entities)]
        names = [mention.name for mention in mentions]
        names += known_contacts(self._store, question, access=access)
        said_by_names = _terms_of(names)
        others = self._expand(f"{about} {blanked(question, mentions)}", access)
        translations = self._translations.of([term for term in asked if term not in said_by_names])
        about_terms = frozenset(asked).difference(question_terms(question), said_by_names)
        return replace(
            nothing_found(question),
            vector=self._store.embedder.query(whole),
            words=self._store.embedder,
            terms=tuple(term for term in question_terms(question) if term in asked),
            idf=self._store.keywords.idf(asked),
            unheard=self._store.keywords.idf_of_unheard(),
            named=_unambiguous(mentions),
            called=_called(question, mentions),
            tag_terms=_terms_of(tagged).difference(question_terms(blanked(question, mentions))),
            about_terms=about_terms,
            context_terms=said_by_names | about_terms,
            translations={
                term: (*others.sayings.get(term, ()), *translations.get(term, ()))
                for term in asked
                if term in others.sayings or term in translations
            },
            synonyms=tuple(term for term in others.terms if term not in asked),
            widened=self._widened(whole, others),
        )

    def _widened(self, question: str, others: Expansion) -> Vectors | None:
        """The question's vector with what else it might have said; None where that is nothing."""
        if not others.spelled:
            return None
        return self._store.embedder.query(" ".join((question, *others.spelled[:_SPELLED])))

    def _compared_with(
        self, vector: Vectors, access: Access, within: Access | None
    ) -> Compared | None:
        """How near all that the asker may read is; None where that is all of very many."""
        if within is None and self._store.scan.count(access=access) > self._compared:
            return None
        most = max(self._candidates, POLLED_CHUNKS)
        return self._store.scan.compare(vector, most, access=access)

    def _by_vector(self, vector: Vectors, compared: Compared | None) -> list[str]:
        """The nearest by comparison with all that the asker may read; where that was not done, by the
        index, which at 100,000 chunks misses three in ten of the first ten."""
        nearest = (
            self._store.vectors.nearest(vector, self._candidates)
            if compared is None
            else compared.nearest[: self._candidates]
        )
        return [chunk_id for chunk_id, _ in nearest]

    def _by_keywords(self, asked: Found, within: Access | None) -> dict[str, float]:
        """BM25 scores by chunk id, of the best and of the best that are tagged with whom it names.

        Their names are tags already, in every language: as words they would favour one.
        """
        words = [*asked.idf]
        search = partial(
            self._store.keywords.search,
            limit=self._candidates,
            within=within,
            lesser=asked.synonyms,
        )
        if not asked.named:
            return dict(search(words))
        words = [word for word in words if word not in asked.tag_terms] or words
        return dict(search(words)) | dict(search(words, tagged=asked.named))

    def _by_translation(self, asked: Found, within: Access | None) -> dict[str, float]:
        """The same for what the question's words may be in the other language, of which there are many
        more: single characters are in too many passages, and the second half of the hits adds nothing."""
        if not asked.translations or not self._fusion.dense_weight:
            return {}
        sayings = chain.from_iterable(asked.translations.values())
        said = sorted(term for term in set(chain.from_iterable(sayings)) if len(term) > 1)
        return dict(self._store.keywords.search(said, self._candidates // 2, within=within))

    def _readable(
        self, chunk_ids: Sequence[str], access: Access, filters: Filters, without: frozenset[str]
    ) -> dict[str, StoredChunk]:
        with self._store.catalog.reading() as connection:
            return readable_chunks(
                connection, chunk_ids, access=access, filters=filters, without=without
            )

    def _fields_end(self, chunks: Iterable[StoredChunk], access: Access) -> dict[str, int]:
        version_of = {chunk.record_id: chunk.version for chunk in chunks}
        with self._store.catalog.reading() as connection:
            return fields_end(connection, version_of, access=access)

    def _sections(self, passages: Iterable[Passage], access: Access) -> dict[str, tuple[Span, ...]]:
        """Of those passages that may hold several, which none does that begins further down."""
        whole = [passage.chunk_id for passage in passages if passage.start == 0]
        with self._store.catalog.reading() as connection:
            return sections_within(connection, whole, access=access)

    def _exact(
        self, vector: Vectors, access: Access, filters: Filters, *, tagged: Sequence[str] = ()
    ) -> list[str]:
        """The nearest among all that is allowed (and tagged), by exact cosine."""
        with self._store.catalog.reading() as connection:
            ids, vectors = readable_vectors(
                connection,
                access=access,
                filters=filters,
                tagged=tagged,
                limit=_TAGGED_LIMIT if tagged else _EXACT_LIMIT,
            )
        if not ids:
            return []
        nearest = np.argsort(vectors @ -vector, kind="stable")[: self._candidates]
        return [ids[index] for index in nearest]


def _called(question: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Positions are those of the folded question, which it is read by where they are not its own."""
    folded = fold(question)
    spoken = question if len(question) == len(folded) else folded
    return {
        one: spoken[mention.start : mention.end]
        for mention in mentions
        for one in unambiguous(mention.entities)
        if one.startswith("c")
    }


def _unambiguous(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(entity for mention in mentions for entity in unambiguous(mention.entities))
    )


def _terms_of(names: Sequence[str]) -> frozenset[str]:
    return frozenset(term for name in names for term in question_terms(name))
