"""Makes the sentences of an answer, each with the citation that bears it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers import Citation, Expert, Sentence
from assistant.called import called
from assistant.citations import citation_of
from assistant.fielded import FieldFact
from assistant.found import Found
from assistant.questions import language_of
from assistant.reading import Place, Quote, Reader, naming
from ingest.parsing.cell_ranges import narrowed
from ingest.records import Role

_NEAREST = 3

# What ties somebody to a record, the closest tie first.
_TIES: dict[Role, tuple[str, str]] = {
    "resolver": ("解决了", "solved"),
    "author": ("写了", "wrote"),
    "owner": ("负责", "is responsible for"),
    "assignee": ("经手", "was given"),
    "reviewer": ("评审了", "reviewed"),
    "participant": ("参与了", "took part in"),
    "mentioned": ("见于", "is named in"),
}

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


def cite_people(
    found: Found,
    experts: Sequence[Expert],
    reader: Reader,
    telling: Mapping[str, Quote],
) -> Cited:
    """The people named, each with post, tie to the record cited, and the sentence of it that tells of
    them, or that is nearest to the question; the same for several only where nothing else is read."""
    cited: Cited = []
    chinese = language_of(found.question) == "zh"
    shown: set[Place] = set()
    for expert in experts:
        person = expert.person
        theirs = tuple(passage for passage in found.everywhere if person.id in passage.people)
        told = telling.get(person.id)
        if told and told.place not in shown:
            quotes: tuple[Quote, ...] = (told,)
        else:
            read = reader.read(replace(found, passages=theirs), sentences=2)
            quotes = tuple(quote for quote in read if quote.place not in shown)[:1] or read[:1]
        shown.update(quote.place for quote in quotes)
        for quote in quotes or naming(found, theirs, (person.name, person.email)):
            number = len(cited) + 1
            said = f"{_introduced(expert, quote, chinese)}{quote.text}"
            cited.append((Sentence(said, (number,), True), quote_citation(number, quote)))
    return cited


def _introduced(expert: Expert, quote: Quote, chinese: bool) -> str:
    """Who it is, and what ties them to the record quoted: 罗强（机器视觉部，工程师）处理了《…》："""
    person, title = expert.person, quote.passage.title
    name = called(person)
    post = [part for part in (person.department, person.title) if part]
    roles: list[Role] = [
        reason.role
        for reason in expert.reasons
        if any(link.record_id == quote.passage.record_id for link in reason.records)
    ]
    tie: Role = next((role for role in _TIES if role in roles), "mentioned")
    verb = _TIES[tie][0 if chinese else 1]
    if chinese:
        posts = f"（{'，'.join(post)}）" if post else ""
        return f"{name.zh}{posts}{verb}《{title}》："
    shown = [name.zh, *post] if name.zh != name.en else post
    posts = f" ({', '.join(shown)})" if shown else ""
    return f'{name.en}{posts} {verb} "{title}": '


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
