"""The ways to answer without reading, in the order in which they are asked."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from assistant.contact_questions.answering import ContactQuestions
from assistant.customer_questions.answering import CustomerQuestions
from assistant.customers.pages import CustomerPages
from assistant.person_questions.answering import PersonQuestions
from assistant.portfolio_questions.answering import PortfolioQuestions
from assistant.project_questions.answering import ProjectQuestions
from assistant.project_questions.subjects import Find
from assistant.projects.reads import PastProjects
from assistant.questions import Language
from assistant.told import PartTold
from ingest.access import Access
from ingest.filters import Filters
from ingest.store import Store


class Route(Protocol):
    """Answers questions of one sort from what is known, without reading: None to any other."""

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
        """With at most so many items, in the language; only where it tells of all that `filters` leave."""
        ...


def routes_of(
    store: Store, customers: CustomerPages, projects: PastProjects, find: Find, timezone: ZoneInfo
) -> tuple[Route, ...]:
    """All of them over one store; the first that has an answer gives it."""
    return (
        CustomerQuestions(store, customers, timezone),
        ProjectQuestions(store, projects, find),
        PersonQuestions(store, timezone),
        ContactQuestions(store, timezone),
        PortfolioQuestions(store, customers, timezone),
    )
