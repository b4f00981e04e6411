"""Makes the sentences of an answer, each with the citation that bears it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers import Citation, Expert, Sentence
from assistant.found import Found
from assistant.lookups import FieldFact
from assistant.questions import language_of
from assistant.reading import Quote, Reader, naming

_NEAREST = 3

Cited = list[tuple[Sentence, Citation]]


def cite(said: Sequence[FieldFact | Quote]) -> Cited:
    """Sentences word for word, and fields behind the title of their record."""
    return [
        (Sentence(_spoken(one), (number,), True), _citation(number, one))
        for number, one in enumerate(said, start=1)
    ]


def cite_people(
    found: Found, experts: Sequence[Expert], reader: Reader, telling: Mapping[str, Quote]
) -> Cited:
    """The people named, each with the sentence that tells of them, or that is nearest to the question
    in a passage of theirs; the same sentence for several only where nothing else is read."""
    cited: Cited = []
    chinese = language_of(found.question) == "zh"
    shown: set[tuple[str, int]] = set()
    for expert in experts:
        person = expert.person
        theirs = tuple(passage for passage in found.everywhere if person.id in passage.people)
        told = telling.get(person.id)
        if told and _place(told) not in shown:
            quotes: tuple[Quote, ...] = (told,)
        else:
            read = reader.read(replace(found, passages=theirs), sentences=2)
            quotes = tuple(quote for quote in read if _place(quote) not in shown)[:1] or read[:1]
        shown.update(map(_place, quotes))
        for quote in quotes or naming(found, theirs, (person.name, person.email)):
            number = len(cited) + 1
            post = [part for part in (person.department, person.title) if part]
            if chinese:
                said = (
                    f"{person.name}（{'，'.join(post)}）：{quote.text}"
                    if post
                    else f"{person.name}：{quote.text}"
                )
            else:
                said = (
                    f"{person.name} ({', '.join(post)}): {quote.text}"
                    if post
                    else f"{person.name}: {quote.text}"
                )
            cited.append((Sentence(said, (number,), True), _quote_citation(number, quote)))
    return cited


def _place(quote: Quote) -> tuple[str, int]:
    return quote.passage.chunk_id, quote.start


def nearest(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """What came nearest, to show beside a declined answer."""
    return tuple(citation for _, citation in cite(quotes[:_NEAREST]))


def _spoken(said: FieldFact | Quote) -> str:
    return said.spoken if isinstance(said, FieldFact) else said.text


def _citation(number: int, said: FieldFact | Quote) -> Citation:
    if isinstance(said, FieldFact):
        return _field_citation(number, said)
    return _quote_citation(number, said)


def _quote_citation(number: int, quote: Quote) -> Citation:
    passage = quote.passage
    return Citation(
        number=number,
        record_id=passage.record_id,
        version=passage.version,
        chunk_id=passage.chunk_id,
        source=passage.source,
        kind=passage.kind,
        title=passage.title,
        uri=passage.uri,
        page=quote.section.page,
        heading=quote.section.heading,
        quote=quote.text,
        start=passage.start + quote.start,
        end=passage.start + quote.end,
        customers=passage.customers,
        people=passage.people,
        occurred_at=passage.occurred_at,
    )


def _field_citation(number: int, fact: FieldFact) -> Citation:
    chunk = fact.chunk
    return Citation(
        number=number,
        record_id=chunk.record_id,
        version=chunk.version,
        chunk_id=chunk.chunk_id,
        source=chunk.source,
        kind=chunk.kind,
        title=chunk.title,
        uri=chunk.uri,
        page=chunk.page,
        heading=chunk.heading,
        quote=fact.line,
        start=fact.start,
        end=fact.end,
        customers=chunk.customers,
        people=chunk.people,
        occurred_at=chunk.occurred_at,
    )
