"""Makes the sentences that say who knows: each with what ties them to a record, and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.answers import Expert, Sentence
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.citing import Cited, quote_citation
from assistant.found import Found
from assistant.questions import Language
from assistant.reading import Place, Quote, Reader, naming
from assistant.ties import ties_to
from ingest.access import Access
from ingest.records import Role
from ingest.store import Store

_Roles = Mapping[tuple[str, str], Collection[Role]]
# What ties somebody to a record, the closest tie first.
_TIES: dict[Role, Bilingual] = {
    "resolver": Bilingual("解决了", "solved"),
    "author": Bilingual("写了", "wrote"),
    "owner": Bilingual("负责", "is responsible for"),
    "assignee": Bilingual("经手", "was assigned"),
    "reviewer": Bilingual("评审了", "reviewed"),
    "participant": Bilingual("参与了", "took part in"),
    "mentioned": Bilingual("见于", "is named in"),
}


def cite_people(
    found: Found,
    experts: Sequence[Expert],
    telling: Mapping[str, Quote],
    *,
    reader: Reader,
    store: Store,
    access: Access,
) -> Cited:
    """The people named, each with post, tie to the record quoted, and the sentence of it that tells of
    them, or that is nearest to the question."""
    told = _told(found, experts, reader, telling)
    roles: dict[tuple[str, str], set[Role]] = defaultdict(set)
    with store.catalog.reading() as connection:
        records = sorted({quote.passage.record_id for _, quote in told})
        for tie in ties_to(connection, records, access=access):
            roles[tie.person_id, tie.record_id].add(tie.role)
    language = found.language
    return [
        (
            Sentence(_introduced(one, quote, roles, language) + quote.text, (number,), True),
            quote_citation(number, quote),
        )
        for number, (one, quote) in enumerate(told, start=1)
    ]


def _told(
    found: Found, experts: Sequence[Expert], reader: Reader, telling: Mapping[str, Quote]
) -> list[tuple[Expert, Quote]]:
    """The same sentence for several only where nothing else is read."""
    told: list[tuple[Expert, Quote]] = []
    shown: set[Place] = set()
    for expert in experts:
        person = expert.person
        theirs = tuple(passage for passage in found.everywhere if person.id in passage.people)
        own = telling.get(person.id)
        if own and own.place not in shown:
            quotes: tuple[Quote, ...] = (own,)
        else:
            read = reader.skim(replace(found, passages=theirs), sentences=2)
            quotes = tuple(quote for quote in read if quote.place not in shown)[:1] or read[:1]
        shown.update(quote.place for quote in quotes)
        told += [
            (expert, quote)
            for quote in quotes or naming(found, theirs, (person.name, person.email))
        ]
    return told


def _introduced(
    expert: Expert,
    quote: Quote,
    roles: _Roles,
    language: Language,
) -> str:
    """Who it is, and what ties them to the record quoted: 罗强（机器视觉部，工程师）处理了《…》："""
    person, title = expert.person, quote.passage.title
    name = called(person)
    post = [part for part in (person.department, person.title) if part]
    theirs = roles.get((person.id, quote.passage.record_id), ())
    tie: Role = next((role for role in _TIES if role in theirs), "mentioned")
    verb = _TIES[tie].said(language)
    if language == "zh":
        posts = f"（{'，'.join(post)}）" if post else ""
        return f"{name.zh}{posts}{verb}《{title}》："
    shown = [name.zh, *post] if name.zh != name.en else post
    posts = f" ({', '.join(shown)})" if shown else ""
    return f'{name.en}{posts} {verb} "{title}": '
