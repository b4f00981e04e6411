"""Tells a kept conversation again, to its owner or to a colleague: as much as each may read now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row

from assistant.answers import Citation, Sentence
from assistant.audit.tact import Tact
from assistant.cards import person_cards
from assistant.conversation_views import TurnView
from assistant.customers.links import known_customers
from assistant.kept_answers import KeptAnswer, KeptSentence, Resting, read_kept
from ingest.access import Access
from ingest.catalog.reading import readable_versions
from ingest.segmentation import telling_terms
from ingest.store import Store

TurnRow = Row[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Retold:
    """The turns as somebody may see them, the records that are shown, and whether nothing is hidden."""

    turns: tuple[TurnView, ...]
    records: frozenset[str]
    whole: bool


class Retelling:
    """For one `reader` of what `owner` asked; the owner's tokens are None once they are gone.

    A sentence is told to whoever may read every version that it rests on. A question is told to its
    owner; to others where they may read what its words tell of and some of what answers it, and where no
    word that its owner finds is one that they do not. Without the question nothing of its answer is told.
    """

    def __init__(
        self, store: Store, connection: Connection, *, owner: Access | None, reader: Access
    ) -> None:
        self._connection = connection
        self._reader = reader
        self._is_own = owner is not None and owner.person_id == reader.person_id
        self._read_by_reader = Tact(store, reader)
        self._read_by_owner = Tact(store, owner) if owner else None

    def tell(self, rows: Sequence[TurnRow]) -> Retold:
        """The turns in the order given."""
        answers = [read_kept(row.answer) for row in rows]
        wanted = {resting for answer in answers for resting in answer.rests}
        readable = readable_versions(self._connection, wanted, access=self._reader)
        known = self._known_tags(answers)
        turns = tuple(
            self._turn(row, answer, readable, known)
            for row, answer in zip(rows, answers, strict=True)
        )
        shown = frozenset(one.record_id for turn in turns for one in turn.citations)
        return Retold(turns, shown, not any(turn.hidden for turn in turns))

    def may_know(self, words: str) -> bool:
        """Whether what the owner typed says nothing that is hidden from the reader."""
        if self._is_own:
            return True
        said = set(telling_terms(words))
        unknown = said - self._read_by_reader.known(self._connection, said)
        if self._read_by_owner:
            return not self._read_by_owner.known(self._connection, unknown)
        return not unknown

    def _turn(
        self,
        row: TurnRow,
        answer: KeptAnswer,
        readable: frozenset[Resting],
        known: frozenset[str],
    ) -> TurnView:
        if not (self._is_own or self._is_told(row, answer, readable)):
            return _hidden(row)
        sentences = answer.told_to(readable)
        shown = _cited(answer.citations, sentences) if row.answered else answer.citations
        cited = _numbered(shown, readable)
        all_readable = readable.issuperset(answer.rests)
        return TurnView(
            answer_id=row.answer_id if self._is_own else "",
            asked_at=row.asked_at,
            question=row.question,
            standalone_question=row.standalone_question
            if all_readable and answer.mode
            else row.question,
            mode=answer.mode,
            answered=row.answered,
            confidence=row.confidence if all_readable else 0.0,
            sentences=tuple(_renumbered(one.sentence, cited) for one in sentences),
            citations=tuple(_with_known_tags(one, known) for one in cited.values()),
            hidden=not all_readable,
        )

    def _is_told(self, row: TurnRow, answer: KeptAnswer, readable: frozenset[Resting]) -> bool:
        """Whether somebody else may know the question. Of a turn that is older than what is kept now it
        is not known what it rests on."""
        cited = [(one.record_id, one.version) for one in answer.citations]
        return (
            bool(answer.mode)
            and readable.issuperset(answer.asked_of)
            and (not cited or not readable.isdisjoint(cited))
            and self.may_know(row.question)
        )

    def _known_tags(self, answers: Iterable[KeptAnswer]) -> frozenset[str]:
        """The customers and people behind citations whom the reader may know of."""
        citations = [one for answer in answers for one in answer.citations]
        customers = sorted({one for citation in citations for one in citation.customers})
        people = sorted({one for citation in citations for one in citation.people})
        return frozenset(
            known_customers(self._connection, customers, access=self._reader).keys()
            | person_cards(self._connection, people, access=self._reader).keys()
        )


def _cited(
    citations: Sequence[Citation], sentences: Sequence[KeptSentence]
) -> tuple[Citation, ...]:
    used = {number for one in sentences for number in one.sentence.citations}
    return tuple(one for one in citations if one.number in used)


def _hidden(row: TurnRow) -> TurnView:
    return TurnView("", row.asked_at, "", "", "", False, 0.0, (), (), True)


def _renumbered(sentence: Sentence, cited: Mapping[int, Citation]) -> Sentence:
    return replace(sentence, citations=tuple(cited[one].number for one in sentence.citations))


def _numbered(
    citations: Sequence[Citation], readable: frozenset[Resting]
) -> Mapping[int, Citation]:
    """By their old numbers, with new ones: a gap would tell how much is left out."""
    left = [one for one in citations if (one.record_id, one.version) in readable]
    return {one.number: replace(one, number=place) for place, one in enumerate(left, start=1)}


def _with_known_tags(citation: Citation, known: frozenset[str]) -> Citation:
    return replace(
        citation,
        customers=tuple(one for one in citation.customers if one in known),
        people=tuple(one for one in citation.people if one in known),
    )
