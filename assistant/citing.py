"""Makes the sentences of an answer, each with the citation that bears it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Citation, Sentence
from assistant.citations import citation_of
from assistant.fielded import FieldFact
from assistant.reading import Quote
from ingest.parsing.cell_ranges import narrowed

_NEAREST = 3

Cited = list[tuple[Sentence, Citation]]
Said = tuple[Sentence, tuple[Citation, ...]]
"""A sentence with all its citations, some of which an earlier one may have."""


def cite(said: Sequence[FieldFact | Quote]) -> Cited:
    """Sentences word for word, behind what is to be said of their source, and fields behind the title
    of their record."""
    return [
        (Sentence(_spoken(one), (number,), True), _citation(number, one))
        for number, one in enumerate(said, start=1)
    ]


def first_used(said: Sequence[Said]) -> list[Said]:
    """Each sentence with the citations that it is the first to use."""
    used: set[int] = set()
    first = []
    for sentence, citations in said:
        first.append((sentence, tuple(one for one in citations if one.number not in used)))
        used.update(sentence.citations)
    return first


def numbered_text(said: Sequence[Said]) -> str:
    """The sentences, a line each, with the numbers of their citations."""
    numbered = (
        (sentence, "".join(f"[{one}]" for one in sentence.citations)) for sentence, _ in said
    )
    return "\n".join(f"{sentence.text} {numbers}".rstrip() for sentence, numbers in numbered)


def nearest(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """What came nearest, to show beside a declined answer."""
    return tuple(citation for _, citation in cite(quotes[:_NEAREST]))


def chunks_of(said: Sequence[FieldFact | Quote]) -> tuple[str, ...]:
    """The ids of the chunks in which it stands."""
    return tuple(
        one.chunk.chunk_id if isinstance(one, FieldFact) else one.passage.chunk_id for one in said
    )


def _spoken(said: FieldFact | Quote) -> str:
    return said.spoken if isinstance(said, FieldFact) else f"{said.preface}{said.text}"


def _citation(number: int, said: FieldFact | Quote) -> Citation:
    if isinstance(said, FieldFact):
        return citation_of(said.chunk, number, quote=said.line, start=said.start, end=said.end)
    return quote_citation(number, said)


def quote_citation(number: int, quote: Quote) -> Citation:
    """The citation of a quote, by the page and heading where it stands."""
    passage = quote.passage
    cited = citation_of(
        passage,
        number,
        quote=quote.text,
        start=passage.start + quote.start,
        end=passage.start + quote.end,
    )
    return replace(cited, page=_page(quote), heading=quote.section.heading)


def _page(quote: Quote) -> str:
    """Where the quote stands, in a sheet to the row."""
    passage, section = quote.passage, quote.section
    within = section.start >= passage.start
    begin = section.start - passage.start if within else 0
    line = passage.text.count("\n", begin, quote.start)
    more = passage.text.count("\n", quote.start, quote.end)
    return narrowed(section.page if within else passage.page, line, more)
