"""Keeps what was asked, and lets a follow-up stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, insert, select

from assistant.answers import Answer
from assistant.cards import person_cards
from assistant.naming import known_bearers, known_mentions
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.reading import readable_records
from ingest.catalog.schema import feedback, records, turns, versions
from ingest.errors import NotFoundError
from ingest.names import fold
from ingest.store import Store

_POINTS_BACK = re.compile(
    r"[他她它]|他们|她们|它们|这个|那个|这家|那家|该|此|上述|刚才|其中|\b(he|she|it|its|they|them|their|his|her|that|those|this|these|there)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^(那|那么|那麼)|呢[?？]?$|^(and|what about|how about|same for)\b", re.IGNORECASE
)

_HIM_OR_HER = re.compile(r"[他她](?!们)|\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
_THEM = re.compile(r"[他她]们|\b(they|them|their|theirs)\b", re.IGNORECASE)
_WHO = re.compile(r"谁|哪位|\bwho\b", re.IGNORECASE)
_ABOUT_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """The asker's own previous question, as asked and as it stood alone, and whom its answer named."""

    question: str
    standalone_question: str
    people: tuple[str, ...] = ()


class Conversations:
    """The asker's conversations; nobody else's are found."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, conversation_id: str, *, access: Access) -> Turn | None:
        """The last turn of a conversation of this asker; NotFoundError if it is not theirs."""
        with self._store.catalog.reading() as connection:
            row = connection.execute(
                select(turns)
                .where(
                    turns.c.conversation_id == conversation_id,
                    turns.c.person_id == access.person_id,
                )
                .order_by(turns.c.asked_at.desc(), turns.c.answer_id.desc())
                .limit(1)
            ).first()
            if row is None:
                raise NotFoundError("That conversation is not known; begin a new one")
            people = self._people(connection, row, access) if row.answered else ()
        return Turn(row.question, row.standalone_question, people)

    def _people(
        self, connection: Connection, row: Row[tuple[object, ...]], access: Access
    ) -> tuple[str, ...]:
        """The names of those whom an answer named, colleagues and contacts, as long as the asker may
        read all that it came from; an address behind a name that others bear."""
        if readable_records(connection, row.records, access=access) != frozenset(row.records):
            return ()
        cards = person_cards(connection, row.people, access=access)
        colleagues = [
            card.name
            if len(known_bearers(self._store, card.name, access=access)) == 1
            else f"{card.name} {card.email}"
            for card in (cards[person] for person in row.people if person in cards)
        ]
        contacts = connection.scalars(
            select(versions.c.title)
            .join(
                records,
                (records.c.record_id == versions.c.record_id)
                & (records.c.live_version == versions.c.version),
            )
            .where(versions.c.record_id.in_(row.records), versions.c.kind == "contact")
        )
        return (*colleagues, *contacts)

    def keep(self, answer: Answer, *, access: Access) -> None:
        """Remember a turn, and every record that its answer used."""
        with self._store.catalog.writing() as connection:
            connection.execute(
                insert(turns).values(
                    answer_id=answer.answer_id,
                    conversation_id=answer.conversation_id,
                    person_id=access.person_id,
                    asked_at=datetime.now(UTC),
                    question=answer.question,
                    standalone_question=answer.standalone_question,
                    answered=answer.answered,
                    confidence=answer.confidence,
                    customers=[customer.id for customer in answer.customers],
                    people=self._people_named(answer, access),
                    records=sorted({citation.record_id for citation in answer.citations}),
                )
            )

    def _people_named(self, answer: Answer, access: Access) -> list[str]:
        said = "\n".join(sentence.text for sentence in answer.sentences)
        bearers = known_bearers(self._store, said, access=access)
        return [one for one in bearers if one.startswith("p")]

    def judge(self, answer_id: str, useful: bool, comment: str, *, access: Access) -> None:
        """Keep the asker's word on an answer of theirs; NotFoundError if it is not theirs."""
        with self._store.catalog.writing() as connection:
            asker = connection.scalar(
                select(turns.c.person_id).where(turns.c.answer_id == answer_id)
            )
            if asker != access.person_id:
                raise NotFoundError("That answer is not known")
            row = {
                "answer_id": answer_id,
                "person_id": access.person_id,
                "useful": useful,
                "comment": comment,
                "given_at": datetime.now(UTC),
            }
            upsert(connection, feedback, [row])


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that needs none before it; `about` is what an earlier one says it is about."""

    question: str
    about: str = ""

    @property
    def text(self) -> str:
        return f"{self.about} {self.question}".strip()


def standalone(
    question: str, previous: Turn | None, *, store: Store, access: Access
) -> tuple[Standalone, ...]:
    """What the question may mean after the asker's previous one, the likeliest first.

    "And Hengyue?" takes over what was asked; "who owns it?" takes over whom it was asked about, and
    "her phone?" whom the answer named, where the question named nobody. A question that names nobody
    and points at nothing may begin anew, or go on about the same.
    """
    if previous is None:
        return (Standalone(question),)
    before = previous.standalone_question
    named_now = _names(question, store, access)
    named_before = _names(before, store, access)
    if named_now:
        if not _INSTEAD.search(question.strip()):
            return (Standalone(question),)
        kept = fold(before)
        for name in named_before:
            kept = kept.replace(name, " ")
        return (Standalone(f"{question} {kept}".strip()),)
    if meant := _people_meant(question, previous, named_before, store, access):
        return (Standalone(f"{' '.join(meant)} {question}"),)
    if _INSTEAD.search(question.strip()):
        return (Standalone(f"{before} {question}"),)
    going_on = Standalone(" ".join((*named_before, question)), _recent(before))
    if _POINTS_BACK.search(question):
        return (going_on,)
    return (Standalone(question), going_on)


def _recent(text: str) -> str:
    """What a conversation was about of late."""
    return text[-_ABOUT_CHARACTERS:]


def _people_meant(
    question: str, previous: Turn, named_before: list[str], store: Store, access: Access
) -> list[str]:
    """Whom "he", "she" or "they" mean: the people that the previous question named, else those of its
    answer, of several the first where it was asked who; "they" may as well be whom it was about."""
    him_or_her = _HIM_OR_HER.search(question)
    asked_who = _WHO.search(previous.question)
    bearers = known_bearers(store, previous.standalone_question, access=access)
    if any(bearer.startswith("p") for bearer in bearers):
        return named_before if him_or_her else []
    if him_or_her and (len(previous.people) == 1 or asked_who):
        return list(previous.people[:1])
    if _THEM.search(question) and asked_who and previous.people:
        return [*named_before, *previous.people]
    return []


def _names(question: str, store: Store, access: Access) -> list[str]:
    return [mention.name for mention in known_mentions(store, question, access=access)]
