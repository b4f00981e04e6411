"""Keeps what was asked, and lets a follow-up stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select

from assistant.answers import Answer
from assistant.naming import known_mentions
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.schema import feedback, turns
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


@dataclass(frozen=True, slots=True)
class Turn:
    """The asker's own previous question, as asked and as it stood alone."""

    question: str
    standalone_question: str


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
        return Turn(row.question, row.standalone_question)

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
                    records=sorted({citation.record_id for citation in answer.citations}),
                )
            )

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


def standalone(question: str, previous: Turn | None, *, store: Store, access: Access) -> str:
    """The question with what it leaves unsaid carried over from the asker's previous one.

    "And Hengyue?" takes over what was asked; "who owns it?" takes over whom it was asked about. A
    question that points at nothing before it is left as it is.
    """
    if previous is None:
        return question
    before = previous.standalone_question
    named_now = _names(question, store, access)
    named_before = _names(before, store, access)
    if named_now:
        if not _INSTEAD.search(question.strip()):
            return question
        kept = fold(before)
        for name in named_before:
            kept = kept.replace(name, " ")
        return f"{question} {kept}".strip()
    if _INSTEAD.search(question.strip()):
        return f"{before} {question}"
    if not _POINTS_BACK.search(question):
        return question
    carried = " ".join(named_before) if named_before else before
    return f"{carried} {question}"


def _names(question: str, store: Store, access: Access) -> list[str]:
    return [mention.name for mention in known_mentions(store, question, access=access)]
