"""What a question found, and the words that it is measured by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from assistant.answers import Passage
from assistant.questions import Language, language_of
from assistant.translating import Saying
from ingest.documents import Span
from ingest.embedding import Words
from ingest.scanning import Compared
from ingest.vector_arithmetic import SentenceVectors, Vectors

READ_PASSAGES = 60
"""Of those found, so many are read at most."""

POLLED_CHUNKS = 1000
"""Of all that may be read so many are kept with their cosines: these vote for whom to ask."""


class WordReader(Protocol):
    """What of an embedder the likeness of words needs."""

    def words(self, texts: Sequence[str]) -> Words: ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: passages best first, and what they were found with. `repeated` are those
    that say in another place what one of these says.

    `named` are the customers and people that the question names and the asker may know of, and `called` how it
    calls each of these customers, by id.
    `tag_terms` are words that only their
    names say. `terms` are the question's own, `about_terms` what an
    earlier question adds; `context_terms` are these and all names: whom or what it is about rather
    than what is asked. `idf` covers `terms` and `about_terms`, and `unheard` is that of a word that no
    passage says; `translations` says them in the other language, and as the glossary does, whose words
    `synonyms` are, and `widened` the vector of the question with them; `sentences` holds, by chunk id, int8
    vectors of the sentences of each; `fields_end`, by record id, where in a structured record's text
    its fields end; `sections`, by chunk id, what stands in a chunk that may hold several. `words` reads
    words by themselves. `compared` is how near all that the asker may read is, where it was compared one by
    one. `drawn_on` are the records that the answer to the question before drew on, where
    this one goes on about the same. `spoken` is the language that it is asked in, where its words do not
    tell.
    """

    question: str
    vector: Vectors
    terms: tuple[str, ...]
    idf: Mapping[str, float]
    unheard: float
    named: tuple[str, ...]
    passages: tuple[Passage, ...]
    sentences: Mapping[str, SentenceVectors]
    fields_end: Mapping[str, int]
    sections: Mapping[str, tuple[Span, ...]]
    tag_terms: frozenset[str]
    about_terms: frozenset[str]
    context_terms: frozenset[str]
    translations: Mapping[str, tuple[Saying, ...]]
    repeated: tuple[Passage, ...] = ()
    synonyms: tuple[str, ...] = ()
    words: WordReader | None = None
    widened: Vectors | None = None
    compared: Compared | None = None
    drawn_on: frozenset[str] = frozenset()
    spoken: Language | None = None
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """The language of what is said around quotes."""
        return self.spoken or language_of(self.question)

    @property
    def everywhere(self) -> tuple[Passage, ...]:
        """What was found, in every place: whoever is tied to one of the places knows it."""
        return self.passages + self.repeated

    def covered(self, held: set[str] | frozenset[str]) -> frozenset[str]:
        """The question's terms that a text says which holds these terms, in either language."""
        return frozenset(
            term
            for term in self.idf
            if term in held or any(map(held.issuperset, self.translations.get(term, ())))
        )

    def section(self, passage: Passage, start: int) -> Span:
        """The section at a place in the passage's text."""
        at = passage.start + start
        for span in self.sections.get(passage.chunk_id, ()):
            if span.start <= at < span.end:
                return span
        return Span(passage.start, passage.end, passage.heading, passage.page)

    @property
    def customers(self) -> tuple[str, ...]:
        """Those of the named that are customers."""
        return tuple(one for one in self.named if one.startswith("c"))

    @property
    def people(self) -> tuple[str, ...]:
        """Those of the named that are colleagues."""
        return tuple(one for one in self.named if one.startswith("p"))

    @property
    def focus(self) -> frozenset[str]:
        """What is asked, whoever it is asked about."""
        return frozenset(self.idf) - self.context_terms

    def worth(self, terms: Iterable[str]) -> float:
        """The sum of their idf."""
        return sum(self.idf[term] for term in terms)


def nothing_found(question: str) -> Found:
    """Of a question that nothing was searched for."""
    nothing: frozenset[str] = frozenset()
    return Found(
        question=question,
        vector=np.zeros(0, np.float32),
        terms=(),
        idf={},
        unheard=1.0,
        named=(),
        passages=(),
        sentences={},
        fields_end={},
        sections={},
        tag_terms=nothing,
        about_terms=nothing,
        context_terms=nothing,
        translations={},
    )
