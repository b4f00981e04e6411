"""What there is to answer a question with, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answers import AnswerTable
from assistant.confidence import Confidence
from assistant.disagreeing import contrary
from assistant.fielded import FieldFact
from assistant.found import Found
from assistant.lookups import FieldLookup, LookedUp
from assistant.noun_phrases import as_list
from assistant.others_left_out import of_customers_named
from assistant.prefaces import prefaced
from assistant.query.counting import Counted, Counting
from assistant.query.selecting import QueryError
from assistant.questions import Language, asked_in, asks_for_several
from assistant.reading import Quote, Reader
from assistant.retrieval import Retriever
from assistant.reviews import ReviewReader, asks_of_the_unknown
from assistant.routes import Route
from assistant.table_rows import of_those_named
from assistant.told import CONFIDENCE, PartTold
from assistant.weighing import Features, features_of, says_nothing
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store

_LEADING = 0.86  # a likely field that explains as much of the question stands before the sentences


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
    features: Features
    confidence: float
    counted: Counted | None = None
    told: PartTold | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it is answered from fields, rows or a customer's page, or asked back, without reading."""
        return bool(self.facts or self.counted or self.told)

    @property
    def facts(self) -> tuple[FieldFact, ...]:
        """Fields that are surely what is asked for."""
        return self.looked_up.facts if self.looked_up.sure else ()

    @property
    def table(self) -> AnswerTable | None:
        """What is counted or listed."""
        return self.counted.table if self.counted else self.told.table if self.told else None

    @property
    def tells_a_part(self) -> bool:
        """Whether fields answer for some of those that the question names, and not for others."""
        return bool(self.facts) and self.looked_up.explained < 1

    @property
    def said(self) -> tuple[FieldFact | Quote, ...]:
        """What an answer says: the fields asked for, or likely ones and sentences beside them."""
        if self.facts:
            return (*self.facts, *contrary(self.facts, self.quotes, self.found))
        likely = self.looked_up.facts[: self.sentences - 1]
        quotes = self.quotes[: self.sentences - len(likely)]
        leading = self.looked_up.explained >= _LEADING
        return (*likely, *quotes) if leading else (*quotes, *likely)


class Weigher:
    """Finds, looks up, counts and reads for a question, and weighs what came of it."""

    def __init__(
        self,
        store: Store,
        retriever: Retriever,
        reader: Reader,
        confidence: Confidence,
        length: AnswerLength,
        counting: Counting,
        routes: Sequence[Route],
    ) -> None:
        self._store = store
        self._retriever = retriever
        self._reader = reader
        self._reviews = ReviewReader(reader)
        self._confidence = confidence
        self._length = length
        self._counting = counting
        self._routes = routes
        self._lookup = FieldLookup(store)

    def weigh(
        self,
        question: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        without: frozenset[str] = frozenset(),
        about: str = "",
        drawn_on: frozenset[str] = frozenset(),
        today: date,
        language: Language | None = None,
    ) -> Evidence:
        """What there is to answer with, and how sure it is; `without` leaves out whole records, `about`
        is what the question is about, where an earlier one said it, `drawn_on` the records of that
        one's answer, `today` the asker's day, and `language` what the answer is told in where the question
        alone does not tell."""
        language = language or asked_in(question)
        found = replace(
            self._retriever.find(
                question,
                access=access,
                filters=filters,
                without=without,
                about=about,
                drawn_on=drawn_on,
            ),
            spoken=language,
        )
        several = asks_for_several(question)
        most = self._length.list_sentences if several else self._length.sentences
        asked = self._lookup.read(question, access=access)
        told = self._reviews.read(found, sentences=most)
        looked_up = (
            LookedUp()
            if told
            else self._lookup.look_up(
                found,
                asked,
                access=access,
                filters=filters,
                without=without,
                limit=most,
                today=today,
            )
        )
        read = told or self._read(found, most, closely=not looked_up.sure)
        quotes = prefaced(
            told or of_those_named(read, question),
            found,
            looked_up.facts if looked_up.sure else (),
            store=self._store,
            access=access,
        )
        features = features_of(found, read)
        mute = not looked_up.facts and (says_nothing(found, quotes) or asks_of_the_unknown(found))
        confidence = 0.0 if mute else self._confidence.of(features)
        if told:
            confidence = max(confidence, self._confidence.threshold)
        counted = self._counting.answer(
            question,
            today,
            access=access,
            filters=filters,
            without=without,
            looked_up=looked_up.sure,
            language=language,
        )
        if not counted and not looked_up.sure and not told:
            counted = self._listed(question, access, filters, without, today, language)
        confidence = counted.confidence if counted else confidence
        evidence = Evidence(found, looked_up, quotes, most, features, confidence, counted)
        if without:
            return evidence
        for route in self._routes:
            known = route.answer(
                question,
                today,
                access=access,
                most=self._length.list_sentences,
                filters=filters,
                language=language,
            )
            if known:
                if known.yields_to & {quote.passage.record_id for quote in told}:
                    return evidence
                return _preferring(known, evidence)
        return evidence

    def _read(self, found: Found, most: int, *, closely: bool) -> tuple[Quote, ...]:
        """Without what is said of others than those that are named."""
        others = self._reviews.of_another(found)
        theirs = tuple(one for one in found.passages if one.record_id not in others)
        read = self._reader.read if closely else self._reader.skim
        return of_customers_named(read(replace(found, passages=theirs), sentences=most), found)

    def _listed(
        self,
        question: str,
        access: Access,
        filters: Filters,
        without: frozenset[str],
        today: date,
        language: Language,
    ) -> Counted | None:
        """The records that a question names by whose, or of which state, and of which kind they are; None
        where it asks anything, or there are none."""
        listed = as_list(question)
        understood = self._counting.read(listed, today, access=access) if listed else None
        if understood is None:
            return None
        query = understood.query
        if not (understood.narrows or query.customers or query.people):
            return None
        try:
            counted = self._counting.run(
                query,
                today,
                language,
                access=access,
                filters=filters,
                without=without,
            )
        except QueryError:
            return None
        return counted if counted.record_ids else None

    def bears_out(self, evidence: Evidence) -> bool:
        """A field that is found by lookup is exactly what was asked, however little else speaks of it."""
        return evidence.is_direct or evidence.confidence >= self._confidence.threshold


def _preferring(told: PartTold, evidence: Evidence) -> Evidence:
    """What a customer's page tells before fields and rows, unless these tell as much; a part that holds
    nothing takes the place of nothing."""
    counted, facts = evidence.counted, evidence.facts
    if told.part and told.part.name == "contacts":
        facts = tuple(one for one in facts if one.chunk.kind == "contact")
    if told.part and told.part.name != "changes" and told.part.since and not told.said:
        facts = ()  # a field knows no days: when the last contact was tells of no month
    direct = bool(counted.record_ids) if counted else bool(facts)
    if told.said and told.yields and direct:
        return evidence
    nothing = not (told.said or told.choices or told.alone)
    if nothing and (direct if told.part is None else counted or direct):
        return evidence
    confidence = CONFIDENCE if told.said else 0.0
    return replace(evidence, looked_up=LookedUp(), counted=None, told=told, confidence=confidence)
