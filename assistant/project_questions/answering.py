"""Answers questions for past projects and what they taught, from the code that makes their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from assistant.answers import NamedProject
from assistant.customers.citing import Told
from assistant.customers.stated import StatedReader
from assistant.project_questions.grammar import ProjectGrammar
from assistant.project_questions.subjects import Find, fitting
from assistant.project_questions.telling import Teller
from assistant.projects.reads import PastProjects
from assistant.projects.views import ProjectLink
from assistant.questions import Language
from assistant.told import PartTold, with_citations
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store

_LOOKED_AT = 20
"""Of so many projects the records are read for lessons."""
_NAMED = 12
"""So many are led on to."""


class ProjectQuestions:
    """Answers for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, projects: PastProjects, find: Find) -> None:
        self._store = store
        self._projects = projects
        self._find = find
        self._grammar = ProjectGrammar(store)
        self._reader = StatedReader(field_vocabulary())

    def answer(
        self,
        question: str,
        today: date,
        *,
        access: Access,
        most: int,
        filters: Filters,
        language: Language,
    ) -> PartTold | None:
        """The answer to a question for projects, which yields to the review of the only one; None to any other, and
        where none has to do with what no industry is called."""
        if replace(filters, customers=()) != UNFILTERED:
            return None
        asked = self._grammar.read(question, today, access=access, within=filters.customers)
        if asked is None:
            return None
        each = self._projects.each(access=access)
        held = fitting(asked, each, self._find, access=access)
        only = held[0].project.items if len(held) == 1 else ()
        with self._store.catalog.reading() as connection:
            teller = Teller(connection, self._reader, language, most, access)
            if not held:
                if not asked.of_sector:
                    return None
                links = [link for _, link in each]
                rests = _accounts(connection, links, access=access)
                return PartTold((), None, tuple(rests), teller.none(asked, links))
            ranked = sorted(held, key=lambda one: one.link.state == "planned")
            read_of = [one.project.id for one in ranked[: _LOOKED_AT if asked.lessons else most]]
            whole = self._projects.told(read_of, access=access)
            told, note = teller.told(
                asked, ranked, {project.id: telling for project, telling in whole}
            )
            # Records tell how a project stands and when it was, and so who is left out.
            looked_at = [project for project, _ in each] if asked.state or asked.period else []
            theirs = (
                *(one.project for one in held),
                *(project for project, _ in whole),
                *looked_at,
            )
            rests = [item.record_id for project in theirs for item in project.items]
            rests += _accounts(connection, [one.link for one in held], access=access)
            named = tuple(
                NamedProject(one.link.id, one.link.name, one.link.records[0])
                for one in ranked[:_NAMED]
            )
            if note and not told:
                return PartTold((), None, tuple(rests), note, projects=named)
            made = _cited(connection, told, note, rests, access=access)
            review = frozenset(one.record_id for one in only)
            return replace(made, yields_to=review, projects=named) if made else None


def _cited(
    connection: Connection,
    told: Sequence[Told],
    note: str,
    rests: Sequence[str],
    *,
    access: Access,
) -> PartTold | None:
    """None where none of it can be cited."""
    said = with_citations(connection, told, access=access)
    return PartTold(said, None, tuple(dict.fromkeys(rests)), note) if said else None


def _accounts(connection: Connection, links: Sequence[ProjectLink], *, access: Access) -> list[str]:
    """The records that state their customers, by whose industries they were found."""
    ids = sorted({one.id for link in links for one in link.customers})
    customers = visible(access=access).customers.c
    rows = connection.scalars(select(customers.record_id).where(customers.customer_id.in_(ids)))
    return [one for one in rows if one]
