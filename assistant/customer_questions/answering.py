"""Answers questions for what a customer's page tells, from the code that makes its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from assistant.answers import AnswerPart, Choice
from assistant.citing import Said
from assistant.customer_questions.asked import PartAsked
from assistant.customer_questions.choosing import choices_among, names_of, which_is_meant
from assistant.customer_questions.grammar import PartGrammar
from assistant.customer_questions.opened import OpenPage
from assistant.customer_questions.telling import nothing_told, told_of, window_of, with_lead
from assistant.customers.citing import cited
from assistant.customers.links import customer_links
from assistant.customers.pages import CustomerPages
from assistant.customers.stated import StatedReader
from assistant.questions import language_of
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.names import fold
from ingest.store import Store

CONFIDENCE = 0.95
"""Of a question that is explained whole and told from records; what is explained in part is not told."""


@dataclass(frozen=True, slots=True)
class PartTold:
    """An answer from a part of a customer's page. Where nothing is said, `note` says what was looked
    through, or which of the `choices` is asked for. `record_ids` are all the records that it rests on;
    `yields` where a field or a number tells it as well."""

    said: tuple[Said, ...]
    part: AnswerPart | None
    record_ids: tuple[str, ...]
    note: str = ""
    choices: tuple[Choice, ...] = ()
    yields: bool = False


class CustomerQuestions:
    """Answers for one asker at a time; keeps nothing."""

    def __init__(self, store: Store, pages: CustomerPages, timezone: ZoneInfo) -> None:
        self._store = store
        self._pages = pages
        self._timezone = timezone
        self._grammar = PartGrammar(store)
        self._reader = StatedReader(FieldVocabulary())

    def answer(
        self,
        question: str,
        today: date,
        *,
        access: Access,
        most: int,
        filters: Filters = UNFILTERED,
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
        language = language_of(question)
        with self._store.catalog.reading() as connection:
            names = names_of(connection, [one.id for one in links], access=access)
            called = _called(question, asked, names[links[0].id]) or links[0].name
            if len(links) > 1:
                note = which_is_meant(links, names, called, language)
                return PartTold((), None, (), note, choices_among(links, names, question, asked))
            page = OpenPage(
                self._pages,
                connection,
                self._reader,
                self._timezone,
                links[0],
                today,
                language,
                most,
                access,
            )
            return self._told(page, asked, called)

    def _told(self, page: OpenPage, asked: PartAsked, called: str) -> PartTold | None:
        """None where there is something, none of which can be cited."""
        found = told_of(page, asked)
        told = with_lead(page, asked, called, found)
        sentences, citations = cited(page.connection, told, access=page.access)
        held = {one.number: one for one in citations}
        said = tuple(
            (sentence, tuple(held[number] for number in sentence.citations))
            for sentence in sentences
        )
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


def _called(question: str, asked: PartAsked, names: Sequence[str]) -> str:
    """The customer as the records write what the question calls them, else as it does."""
    if len(fold(question)) != len(question):
        return asked.said
    written = [name for name in names if fold(name) == asked.said]
    return written[0] if written else question[asked.start : asked.end]
