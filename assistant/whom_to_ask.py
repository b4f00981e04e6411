"""Finds whom to ask about a question or a customer: those who know, less whom it would be idle to name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answers import Knowing
from assistant.evidence import AnswerLength
from assistant.experts import ExpertFinder
from assistant.found import Found, nothing_found
from assistant.naming import first_named, known_bearers, known_filters
from assistant.people.claims import said_of
from assistant.questions import said_to_be_absent
from assistant.reading import Quote, Reader
from assistant.retrieval import Retriever
from ingest.access import Access
from ingest.errors import NotFoundError
from ingest.filters import Filters
from ingest.store import Store

LEAST_NAMED = 0.05
"""Nobody is named who has less of the best score."""
_READ = 20  # passages of each search; the records that vote are looked up apart


class WhomToAsk:
    """The ranking of people, with what the question and they themselves say of who is meant."""

    def __init__(
        self,
        store: Store,
        retriever: Retriever,
        reader: Reader,
        finder: ExpertFinder,
        length: AnswerLength,
    ) -> None:
        self._store = store
        self._retriever = retriever.narrower(_READ)
        self._reader = reader
        self._finder = finder
        self._length = length

    def ask(
        self,
        question: str,
        *,
        access: Access,
        today: date,
        customer_id: str | None,
        limit: int,
        least: float,
    ) -> Knowing:
        """Who knows most about a question, a customer, or both, if anybody evidently does."""
        found = (
            self._retriever.find(question, access=access) if question else nothing_found(question)
        )
        customers = self._known_customer(customer_id, access) if customer_id else ()
        quotes = self._reader.skim(found, sentences=self._length.sentences)
        return self.knowing(
            found,
            self.named_in(quotes, access=access),
            access=access,
            today=today,
            limit=limit,
            customers=customers,
            evident=True,
            least=least,
        )

    def knowing(
        self,
        found: Found,
        telling: Mapping[str, Quote],
        *,
        access: Access,
        today: date,
        limit: int,
        customers: Sequence[str] = (),
        without: frozenset[str] = frozenset(),
        evident: bool = False,
        least: float = LEAST_NAMED,
    ) -> Knowing:
        """Who knows most about what was found; `telling` are the people whom the sentences that answer
        name, and `without` those who are not to be named. Nor is who is said to be away, or hid the topic."""
        away = said_to_be_absent(found.question)
        absent = known_bearers(self._store, away, access=access) or first_named(
            self._store, away, access=access
        )
        said = said_of(self._store, found.passages, access=access)
        return self._finder.rank(
            found,
            access=access,
            today=today,
            customers=tuple(dict.fromkeys([*customers, *found.customers])),
            told=_shares(telling),
            limit=limit,
            without=without.union(absent, said.hidden),
            evident=evident,
            least=least,
            confirmed=said.confirmed,
        )

    def named_in(self, quotes: Sequence[Quote], *, access: Access) -> dict[str, Quote]:
        """The people whom the sentences name, each with the best that does."""
        telling: dict[str, Quote] = {}
        tied = [quote for quote in quotes if quote.passage.people]
        for quote in sorted(tied, key=lambda quote: quote.rank):
            for one in known_bearers(self._store, quote.text, access=access):
                if one in quote.passage.people:
                    telling.setdefault(one, quote)
        return telling

    def _known_customer(self, customer_id: str, access: Access) -> tuple[str, ...]:
        asked = Filters(customers=(customer_id,))
        with self._store.catalog.reading() as connection:
            known = known_filters(connection, asked, access=access)
        if known is None:
            raise NotFoundError("There is no such customer, or none that you may see")
        return known.customers


def _shares(telling: Mapping[str, Quote]) -> dict[str, float]:
    """How near the best sentence the one of each stands, by their scores; nobody where none speaks
    for itself."""
    best = max((quote.score for quote in telling.values()), default=0.0)
    if best <= 0:
        return {}
    return {person_id: max(0.0, quote.score) / best for person_id, quote in telling.items()}
