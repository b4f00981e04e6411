"""The read path: a question becomes a cited answer and the people who know more."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from assistant.answers import (
    Answer,
    AnswerEvent,
    Citation,
    CustomerLink,
    DoneEvent,
    Expert,
    ExpertsEvent,
    Passage,
    Sentence,
    SentenceEvent,
)
from assistant.citing import cite, cite_people, nearest
from assistant.confidence import Confidence, features_of, says_nothing
from assistant.conversations import Conversations, Standalone, standalone
from assistant.customers import customer_links
from assistant.experts import ExpertFinder
from assistant.found import Found, nothing_found
from assistant.lookups import FieldFact, FieldLookup, LookedUp
from assistant.naming import known_bearers, known_filters
from assistant.questions import Language, asks_for_people, asks_for_several, language_of
from assistant.reading import Quote, Reader
from assistant.retrieval import Retriever
from ingest.access import Access
from ingest.errors import NotFoundError
from ingest.filters import UNFILTERED, Filters
from ingest.moments import day_of
from ingest.store import Store

_EXPERTS = 5
_PEOPLE_SHARE = (
    0.5  # of the threshold: who has worked on something is evident before what came of it is
)
_GOING_ON = 0.1  # of confidence: most questions go on about the same as the one before
_LEADING = 0.86  # a likely field that explains as much of the question stands before the sentences
_DECLINED = {
    "zh": "在你能看到的资料里没有找到答案。",
    "en": "I found nothing on that in what you may read.",
}
_NEAREST_ARE = {"zh": "最接近的内容附在下面。", "en": "The nearest passages are below."}
_ASK = {"zh": "可以问问{}。", "en": "You could ask {}."}


@dataclass(frozen=True, slots=True)
class AnswerLength:
    """How many sentences an answer has at most, and where a list or a comparison is asked."""

    sentences: int
    list_sentences: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question found, the fields that answer it, and the sentences that may."""

    found: Found
    looked_up: LookedUp
    quotes: tuple[Quote, ...]
    sentences: int
    features: tuple[float, ...]
    confidence: float

    @property
    def facts(self) -> tuple[FieldFact, ...]:
        """Fields that are surely what is asked for."""
        return self.looked_up.facts if self.looked_up.sure else ()

    @property
    def said(self) -> tuple[FieldFact | Quote, ...]:
        """What an answer says: the fields asked for, or likely ones and sentences beside them."""
        if self.facts:
            return self.facts
        likely = self.looked_up.facts[: self.sentences - 1]
        quotes = self.quotes[: self.sentences - len(likely)]
        leading = self.looked_up.explained >= _LEADING
        return (*likely, *quotes) if leading else (*quotes, *likely)


class Assistant:
    """Answers for one asker at a time; keeps nothing between questions but conversations."""

    def __init__(
        self,
        store: Store,
        retriever: Retriever,
        reader: Reader,
        finder: ExpertFinder,
        confidence: Confidence,
        length: AnswerLength,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._retriever = retriever
        self._reader = reader
        self._finder = finder
        self._confidence = confidence
        self._length = length
        self._today = today
        self._lookup = FieldLookup(store)
        self._conversations = Conversations(store)

    def ask(
        self,
        question: str,
        *,
        access: Access,
        conversation_id: str | None = None,
        filters: Filters = UNFILTERED,
        asked_at: date | datetime | None = None,
    ) -> Answer:
        """The whole answer. A question without an answer in reach is declined, not guessed at."""
        for event in self.stream(
            question,
            access=access,
            conversation_id=conversation_id,
            filters=filters,
            asked_at=asked_at,
        ):
            if isinstance(event, DoneEvent):
                answer = event.answer
        return answer

    def stream(
        self,
        question: str,
        *,
        access: Access,
        conversation_id: str | None = None,
        filters: Filters = UNFILTERED,
        asked_at: date | datetime | None = None,
    ) -> Iterator[AnswerEvent]:
        """Sentences as they are ready, then the experts, then the answer as a whole."""
        started = time.monotonic()
        asked, evidence = self._understand(question, conversation_id, access, filters)
        telling = self._telling(evidence.quotes, access)
        experts = self._experts(
            evidence.found,
            access,
            _day(asked_at, self._today()),
            _EXPERTS,
            told=_shares(telling),
            without="" if asks_for_people(asked.question) else access.person_id,
        )
        cited = self._answer(asked.question, evidence, experts, telling)
        answered = bool(cited)
        for sentence, citation in cited:
            yield SentenceEvent(sentence, (citation,))
        yield ExpertsEvent(experts)
        language = language_of(question)
        answer = Answer(
            answer_id=_answer_id(),
            conversation_id=conversation_id or uuid.uuid4().hex,
            question=question,
            standalone_question=asked.text,
            language=language,
            mode="reader",
            answered=answered,
            confidence=round(evidence.confidence, 4),
            text=_text(cited)
            if answered
            else _declined(language, evidence.quotes, _others(experts, access)),
            sentences=tuple(sentence for sentence, _ in cited),
            citations=tuple(citation for _, citation in cited)
            if answered
            else nearest(evidence.quotes),
            experts=experts,
            customers=self._customers(evidence.found, access),
            total_ms=round((time.monotonic() - started) * 1000),
        )
        self._conversations.keep(answer, access=access, carried=asked.records)
        yield DoneEvent(answer)

    def retrieve(
        self, question: str, *, access: Access, filters: Filters = UNFILTERED, limit: int = 20
    ) -> tuple[Passage, ...]:
        """The best passages, best first."""
        return self._retriever.retrieve(question, access=access, filters=filters, limit=limit)

    def experts(
        self, question: str, *, access: Access, customer_id: str | None = None, limit: int = 10
    ) -> tuple[Expert, ...]:
        """The people who know most about a question, a customer, or both; NotFoundError where the
        asker may know of no such customer."""
        found = (
            self._retriever.find(question, access=access) if question else nothing_found(question)
        )
        customers = self._known_customer(customer_id, access) if customer_id else ()
        quotes = self._reader.read(found, sentences=self._length.sentences)
        told = _shares(self._telling(quotes, access))
        return self._experts(found, access, self._today(), limit, customers, told)

    def weigh(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: frozenset[str] = frozenset(),
        about: str = "",
    ) -> Evidence:
        """What there is to answer with, and how sure it is; `without` leaves out whole records, and
        `about` is what the question is about, where an earlier one said it."""
        found = self._retriever.find(
            question, access=access, filters=filters, without=without, about=about
        )
        several = asks_for_several(question)
        most = self._length.list_sentences if several else self._length.sentences
        asked = self._lookup.read(question, access=access)
        looked_up = self._lookup.look_up(
            found, asked, access=access, filters=filters, without=without, limit=most
        )
        quotes = self._reader.read(found, sentences=most)
        features = features_of(
            found,
            quotes,
            explained=looked_up.explained,
            asks_field=self._lookup.asks_no_more(asked),
        )
        mute = not looked_up.facts and says_nothing(found, quotes)
        confidence = 0.0 if mute else self._confidence.of(features)
        return Evidence(found, looked_up, quotes, most, features, confidence)

    def judge(self, answer_id: str, useful: bool, comment: str, *, access: Access) -> None:
        """Keep the asker's word on an answer."""
        self._conversations.judge(answer_id, useful, comment, access=access)

    def _answer(
        self,
        question: str,
        evidence: Evidence,
        experts: Sequence[Expert],
        telling: Mapping[str, Quote],
    ) -> list[tuple[Sentence, Citation]]:
        """Sentences with their citations; none when the evidence is too weak."""
        if evidence.facts:
            return cite(evidence.facts)
        if asks_for_people(question):
            weak = evidence.confidence < self._confidence.threshold * _PEOPLE_SHARE
            if weak and not evidence.found.customers:
                return []
            people = experts[: self._length.sentences]
            return cite_people(evidence.found, people, self._reader, telling)
        return cite(evidence.said) if self._bears_out(evidence) else []

    def _understand(
        self, question: str, conversation_id: str | None, access: Access, filters: Filters
    ) -> tuple[Standalone, Evidence]:
        """What the question means in its conversation, by what is best borne out; as it stands, if
        nothing is."""
        previous = (
            self._conversations.latest(conversation_id, access=access) if conversation_id else None
        )
        weighed = [
            (meant, self.weigh(meant.question, access=access, filters=filters, about=meant.about))
            for meant in standalone(question, previous, store=self._store, access=access)
        ]
        borne_out = [one for one in weighed if self._bears_out(one[1])]
        return max(
            borne_out or weighed[:1],
            key=lambda one: (
                bool(one[1].facts),
                one[1].confidence + (_GOING_ON if one[0].about else 0.0),
            ),
        )

    def _bears_out(self, evidence: Evidence) -> bool:
        """A field that is found by lookup is exactly what was asked, however little else speaks of it."""
        return bool(evidence.facts) or evidence.confidence >= self._confidence.threshold

    def _experts(
        self,
        found: Found,
        access: Access,
        today: date,
        limit: int,
        customers: Sequence[str] = (),
        told: Mapping[str, float] = MappingProxyType({}),
        without: str = "",
    ) -> tuple[Expert, ...]:
        return self._finder.rank(
            found,
            access=access,
            today=today,
            customers=tuple(dict.fromkeys([*customers, *found.customers])),
            told=told,
            limit=limit,
            without=without,
        )

    def _telling(self, quotes: Sequence[Quote], access: Access) -> dict[str, Quote]:
        """The people whom the sentences name, each with the best that does."""
        telling: dict[str, Quote] = {}
        for quote in sorted(quotes, key=lambda quote: -quote.score):
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

    def _customers(self, found: Found, access: Access) -> tuple[CustomerLink, ...]:
        return customer_links(self._store, found.customers, access=access)


def _shares(telling: Mapping[str, Quote]) -> dict[str, float]:
    """How near the best sentence the one of each stands, by their scores; nobody where none speaks
    for itself."""
    best = max((quote.score for quote in telling.values()), default=0.0)
    if best <= 0:
        return {}
    return {person_id: max(0.0, quote.score) / best for person_id, quote in telling.items()}


def _answer_id() -> str:
    """Not to be guessed, and greater than those before: of two turns in one second it tells the later."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"


def _others(experts: Sequence[Expert], access: Access) -> list[Expert]:
    """Without the asker, who is nobody to ask."""
    return [expert for expert in experts if expert.person.id != access.person_id]


def _text(cited: Sequence[tuple[Sentence, Citation]]) -> str:
    return "\n".join(f"{sentence.text} [{citation.number}]" for sentence, citation in cited)


def _declined(language: Language, shown: Sequence[Quote], experts: Sequence[Expert]) -> str:
    said = _DECLINED[language]
    gap = "" if language == "zh" else " "
    if shown:
        said += gap + _NEAREST_ARE[language]
    if experts:
        joiner = "、" if language == "zh" else ", "
        names = joiner.join(expert.person.name for expert in experts[:2])
        said += gap + _ASK[language].format(names)
    return said


def _day(asked_at: date | datetime | None, today: date) -> date:
    return day_of(asked_at) if asked_at else today
