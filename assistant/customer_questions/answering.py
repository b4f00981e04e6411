"""Answers questions for what a customer's page tells, from the code that makes its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from assistant.answers import AnswerPart, CustomerLink
from assistant.called import called
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.choosing import choices_among, names_of, which_is_meant
from assistant.customer_questions.grammar import PartGrammar
from assistant.customer_questions.opened import OpenPage
from assistant.customer_questions.telling import nothing_told, told_of, window_of, with_lead
from assistant.customers.links import customer_links
from assistant.customers.pages import CustomerPages
from assistant.customers.stated import StatedReader
from assistant.questions import Language
from assistant.told import PartTold, with_citations
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.names import fold, is_chinese
from ingest.store import Store


class CustomerQuestions:
    """Answers for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, pages: CustomerPages, timezone: ZoneInfo) -> None:
        self._store = store
        self._pages = pages
        self._timezone = timezone
        self._grammar = PartGrammar(store)
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
        """The answer to a question for a part, with at most so many items; None to any other, and where
        more than the customer is narrowed by `filters`."""
        if replace(filters, customers=()) != UNFILTERED:
            return None
        asked = self._grammar.read(question, today, access=access, within=filters.customers)
        if asked is None or _is_still_to_come(asked, today):
            return None
        links = customer_links(self._store, asked.customers, access=access)
        if filters.customers:
            links = tuple(one for one in links if one.id in filters.customers)
        if not links:
            return None
        with self._store.catalog.reading() as connection:
            names = names_of(connection, [one.id for one in links], access=access)
            name = _called(question, asked, names[links[0].id], links, language)
            if len(links) > 1:
                note = which_is_meant(links, names, name, language)
                return PartTold(
                    (), None, (), note, choices_among(links, names, question, asked, language)
                )
            page = OpenPage(
                self._pages,
                connection,
                self._reader,
                self._timezone,
                today,
                language,
                most,
                access,
                links[0],
            )
            return self._told(page, asked, name)

    def _told(self, page: OpenPage, asked: PartAsked, called: str) -> PartTold | None:
        """None where there is something, none of which can be cited."""
        found = told_of(page, asked)
        told = with_lead(page, asked, called, found)
        said = with_citations(page.connection, told, access=page.access)
        if not said:
            if found.total:
                return None
            note = nothing_told(page, asked, called, found)
            return PartTold((), _part(page, asked, 0), (), note, yields=asked.bare)
        rests = self._pages.records(page.customer.id, access=page.access)
        return PartTold(said, _part(page, asked, found.total), rests, yields=asked.bare)


def _part(page: OpenPage, asked: PartAsked, total: int) -> AnswerPart:
    made = AnswerPart(asked.part, page.customer, total, asked.kinds, asked.people)
    if asked.part == "changes":
        window = window_of(page, asked)
        return replace(made, since=window.since, until=window.until)
    if asked.period is None:
        return made
    before = asked.period.before
    until = before - timedelta(days=1) if before else None
    return replace(made, since=asked.period.since, until=until)


def _is_still_to_come(asked: PartAsked, today: date) -> bool:
    """Whether it asks what was done in days that are yet to come."""
    since = asked.period.since if asked.period else None
    return asked.part in ("changes", "timeline") and since is not None and since > today


def _called(
    question: str,
    asked: PartAsked,
    names: Sequence[str],
    links: Sequence[CustomerLink],
    language: Language,
) -> str:
    """The customer as the records write what the question calls them, else as it does; where that is not in
    the language, and means one alone, by the name that they have in it."""
    written = [name for name in names if fold(name) == asked.said]
    if len(fold(question)) == len(question):
        written.append(question[asked.start : asked.end])
    said = (*written, asked.said)[0]
    own = called(links[0]).said(language)
    if said and (len(links) > 1 or is_chinese(said) == is_chinese(own)):
        return said
    return own
