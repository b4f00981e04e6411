"""The read path: a question becomes a cited answer and the people who know more."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from assistant.answers import (
    Answer,
    AnswerEvent,
    Citation,
    CustomerLink,
    DoneEvent,
    Expert,
    ExpertsEvent,
    Knowing,
    Passage,
    PersonCard,
    Sentence,
    SentenceEvent,
    ShowingEvent,
)
from assistant.cards import person_cards
from assistant.citing import Said, chunks_of, cite, first_used, nearest, numbered_text
from assistant.citing_people import cite_people
from assistant.confidence import Confidence
from assistant.conversations import Conversations
from assistant.courtesy import courteous, courtesy
from assistant.customers.links import customer_links
from assistant.declining import declined, lacking
from assistant.evidence import AnswerLength, Evidence, Weigher
from assistant.experts import ExpertFinder, records_of
from assistant.found import Found
from assistant.query.counting import Counting
from assistant.questions import (
    Language,
    asked_in,
    asks_for_people,
    asks_who_did,
)
from assistant.reading import Quote, Reader
from assistant.retrieval import Retriever
from assistant.routes import Route
from assistant.understanding import Understanding
from assistant.whom_to_ask import LEAST_NAMED, WhomToAsk
from assistant.writing.writer import Writer
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store

_EXPERTS = 5
_LOOKED_UP = 0.9
"""Of confidence, at least: a field that is surely meant says exactly what was asked."""
_EVIDENT = 0.75
"""Of confidence, at least: who evidently knows. Of those named first, five in six are right (`zhike eval`), fewer where
what is asked about is nobody's."""


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
        counting: Counting,
        routes: Sequence[Route],
        today: Callable[[], date],
        writer: Writer | None = None,
    ) -> None:
        self._store = store
        self._writer = writer
        self._retriever = retriever
        self._reader = reader
        self._people = WhomToAsk(store, retriever, reader, finder, length)
        self._length = length
        self.counting = counting
        self._today = today
        self._weigher = Weigher(store, retriever, reader, confidence, length, counting, routes)
        self._conversations = Conversations(store)
        self._understanding = Understanding(store, self._weigher, self._conversations, writer)

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
    ) -> Iterator[AnswerEvent | ShowingEvent]:
        """Sentences as they are ready, then the experts, then the answer as a whole; before the first of
        those that a model writes, what they may show."""
        started = time.monotonic()
        if said := courtesy(question):
            own_id = conversation_id or uuid.uuid4().hex
            yield from courteous(said, question, answer_id=_answer_id(), conversation_id=own_id)
            return
        today = self.counting.day(asked_at) if asked_at else self._today()
        asked, evidence = self._understanding.understand(
            question, conversation_id, access=access, filters=filters, today=today
        )
        telling = self._people.named_in(evidence.quotes, access=access)
        knowing = self._people.knowing(
            evidence.found,
            telling,
            access=access,
            today=today,
            limit=_EXPERTS,
            without=frozenset(() if asks_for_people(asked.question) else (access.person_id,)),
            evident=asks_for_people(asked.question),
        )
        choices = evidence.told.choices if evidence.told else ()
        experts = () if choices else knowing.experts  # of whom it is asked is not known yet
        cited = self._answer(asked.question, evidence, experts, telling, access)
        answered = bool(cited)
        answer_id = _answer_id()
        draft = None
        if self._writer and self._is_to_be_written(asked.question, evidence):
            shown = {one.record_id for _, citations in cited for one in citations}
            draft = yield from self._writer.write(
                asked.text,
                evidence.found,
                chunks_of(evidence.said),
                answer_id=answer_id,
                beside=records_of(experts) | shown,
                access=access,
            )
        for sentence, citations in (
            () if draft and (draft.stands or draft.begun) else first_used(cited)
        ):
            yield SentenceEvent(sentence, citations)
        yield ExpertsEvent(experts)
        language = asked_in(question)
        answer = Answer(
            answer_id=answer_id,
            conversation_id=conversation_id or uuid.uuid4().hex,
            question=question,
            standalone_question=asked.question if evidence.told else asked.text,
            language=language,
            mode="reader",
            answered=answered,
            confidence=round(
                max(evidence.confidence, _least_sure(asked.question, evidence, answered)), 4
            ),
            text=numbered_text(cited)
            if answered
            else self._declined(evidence, language, _others(experts, access)),
            sentences=tuple(sentence for sentence, _ in cited),
            citations=tuple(one for _, citations in first_used(cited) for one in citations)
            if answered
            else nearest(() if choices else evidence.quotes),
            experts=experts,
            customers=self._customers(evidence.found, access),
            total_ms=round((time.monotonic() - started) * 1000),
            note=self._note(asked.question, evidence),
            table=evidence.table,
            people=self._colleagues(evidence.found, access),
            part=evidence.told.part if evidence.told else None,
            choices=choices,
            projects=evidence.told.projects if evidence.told else (),
        )
        if draft:
            answer = draft.finish(answer)
        counted = evidence.counted.record_ids if evidence.counted else ()
        told = evidence.told.record_ids if evidence.told else ()
        used = (*asked.records, *counted, *told, *(draft.records if draft else ()))
        whole = bool(evidence.counted or evidence.told)
        self._conversations.keep(answer, access=access, carried=used, whole=whole)
        yield DoneEvent(answer)

    def retrieve(
        self, question: str, *, access: Access, filters: Filters = UNFILTERED, limit: int = 20
    ) -> tuple[Passage, ...]:
        """The best passages, best first."""
        return self._retriever.retrieve(question, access=access, filters=filters, limit=limit)

    def find(self, text: str, *, access: Access) -> Found:
        """Everything found for a text, with what it was found with."""
        return self._retriever.find(text, access=access)

    def experts(
        self,
        question: str,
        *,
        access: Access,
        customer_id: str | None = None,
        limit: int = 10,
        least: float = LEAST_NAMED,
    ) -> Knowing:
        """The people who know most about a question, a customer, or both, nobody where none is evident, and
        none who has less than `least` of the best score; NotFoundError where the asker may know of no
        such customer."""
        return self._people.ask(
            question,
            access=access,
            today=self._today(),
            customer_id=customer_id,
            limit=limit,
            least=least,
        )

    def weigh(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: frozenset[str] = frozenset(),
        about: str = "",
        today: date | None = None,
    ) -> Evidence:
        """What `ask` would answer with, without an answer: for whoever measures."""
        return self._weigher.weigh(
            question,
            access=access,
            filters=filters,
            without=without,
            about=about,
            today=today or self._today(),
        )

    def can_answer(self, question: str, *, access: Access) -> bool:
        """Whether `ask` would answer it with something that is recorded, or with somebody who knows."""
        if asks_for_people(question):
            return bool(self.experts(question, access=access, limit=1).experts)
        evidence = self._weigher.weigh(question, access=access, today=self._today())
        return self._weigher.bears_out(evidence) and not (evidence.told and not evidence.told.said)

    def judge(self, answer_id: str, useful: bool, comment: str, *, access: Access) -> None:
        """Keep the asker's word on an answer."""
        self._conversations.judge(answer_id, useful, comment, access=access)

    def _answer(
        self,
        question: str,
        evidence: Evidence,
        experts: Sequence[Expert],
        telling: Mapping[str, Quote],
        access: Access,
    ) -> Sequence[Said]:
        """Sentences with their citations; none when the evidence is too weak."""
        if evidence.told:
            return evidence.told.said
        if evidence.counted:
            return evidence.counted.said
        return [
            (sentence, (citation,))
            for sentence, citation in self._read(question, evidence, experts, telling, access)
        ]

    def _read(
        self,
        question: str,
        evidence: Evidence,
        experts: Sequence[Expert],
        telling: Mapping[str, Quote],
        access: Access,
    ) -> list[tuple[Sentence, Citation]]:
        """What fields and passages say."""
        if evidence.facts:
            return cite(evidence.said)
        who = asks_who_did(question) and self._weigher.bears_out(evidence)
        if who or asks_for_people(question):
            people = experts[: self._length.sentences]
            return cite_people(
                evidence.found,
                people,
                telling,
                reader=self._reader,
                store=self._store,
                access=access,
            )
        return cite(evidence.said) if self._weigher.bears_out(evidence) else []

    def _is_to_be_written(self, question: str, evidence: Evidence) -> bool:
        """Fields and people are told as they are recorded; and what is declined, no model is asked."""
        plain = evidence.is_direct or asks_for_people(question)
        return not plain and self._weigher.bears_out(evidence) and bool(evidence.said)

    def _note(self, question: str, evidence: Evidence) -> str:
        """What an answer lacks, or what was looked through in vain."""
        if evidence.told:
            return evidence.told.note
        if self._is_to_be_written(question, evidence) or evidence.tells_a_part:
            return lacking(evidence.found, evidence.said, of_several=evidence.tells_a_part)
        return ""

    def _declined(self, evidence: Evidence, language: Language, experts: Sequence[Expert]) -> str:
        """That there is no answer, or where it was looked for; which customer is meant, where that is asked
        back."""
        note = evidence.told.note if evidence.told else ""
        if evidence.told and evidence.told.choices:
            return note
        return declined(language, shown=bool(evidence.quotes), experts=experts, instead=note)

    def _customers(self, found: Found, access: Access) -> tuple[CustomerLink, ...]:
        return customer_links(self._store, found.customers, access=access)

    def _colleagues(self, found: Found, access: Access) -> tuple[PersonCard, ...]:
        with self._store.catalog.reading() as connection:
            cards = person_cards(connection, found.people, access=access)
        return tuple(cards[one] for one in found.people if one in cards)


def _least_sure(question: str, evidence: Evidence, answered: bool) -> float:
    """How sure an answer is that no reading was needed for."""
    if evidence.facts:
        return _LOOKED_UP
    return _EVIDENT if answered and asks_for_people(question) else 0.0


def _answer_id() -> str:
    """Not to be guessed, and greater than those before: of two turns in one second it tells the later."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"


def _others(experts: Sequence[Expert], access: Access) -> list[Expert]:
    """Without the asker, who is nobody to ask."""
    return [expert for expert in experts if expert.person.id != access.person_id]
