"""Keeps what was asked, and lets a follow-up stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, insert, select

from assistant.answers import Answer
from assistant.cards import person_cards
from assistant.naming import known_bearers, known_mentions
from assistant.vocabulary import blanked
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.reading import readable_records
from ingest.catalog.usage import feedback, turns
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError
from ingest.store import Store

_POINTS_BACK = re.compile(
    r"(?<!其)[他她它]|[这那][个家些位边]|对方|[该此](?:客户|公司|企业|项目|合同|产品|型号|联系人|供应商|工单|订单)|上述|"
    r"\b(?:he|she|its|they|them|their|his|her|those|these)\b|(?<!\bis )(?<!\bwas )\bit\b|"
    r"\b(?:this|that) (?:one|customer|company|client|account|project|contract|deal|product|order|ticket|person|site|plant|machine|line)\b",
    re.IGNORECASE,
)
# These may point back, or at nothing: is there a discount, is it allowed to.
_MAY_POINT_BACK = re.compile(r"其中|刚才|\b(?:it|there|this|that)\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"^那么?(?![个家些位份款台条])|呢[?？]?$|^(and|what about|how about|same for)\b", re.IGNORECASE
)
_HIM_OR_HER = re.compile(r"(?<!其)[他她](?!们)|\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
_THEM = re.compile(r"[他她]们|\b(they|them|their|theirs)\b", re.IGNORECASE)
_WHO = re.compile(r"谁|哪位|\bwho\b", re.IGNORECASE)
_ABOUT_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """The asker's own previous question, as asked and as it stood alone, whom its answer named, and
    the records that both drew on."""

    question: str
    standalone_question: str
    people: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


class Conversations:
    """The asker's conversations; nobody else's are found."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, conversation_id: str, *, access: Access) -> Turn | None:
        """The last turn of a conversation of this asker; NotFoundError if it is not theirs.

        Where a record that it drew on may not be read any longer, only what was typed is left of it.
        """
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
            if readable_records(connection, row.records, access=access) != frozenset(row.records):
                return Turn(row.question, row.question)
            people = self._people(connection, row, access) if row.answered else ()
        return Turn(row.question, row.standalone_question, people, tuple(row.records))

    def _people(
        self, connection: Connection, row: Row[tuple[object, ...]], access: Access
    ) -> tuple[str, ...]:
        """The names of those whom an answer named, colleagues and contacts; an address behind a name
        that others bear."""
        cards = person_cards(connection, row.people, access=access)
        colleagues = [
            card.name
            if len(known_bearers(self._store, card.name, access=access)) == 1
            else f"{card.name} {card.email}"
            for card in (cards[person] for person in row.people if person in cards)
        ]
        records = visible(access=access).records
        contacts = connection.scalars(
            select(records.c.title).where(
                records.c.record_id.in_(row.records), records.c.kind == "contact"
            )
        )
        return (*colleagues, *contacts)

    def keep(self, answer: Answer, *, access: Access, carried: Iterable[str] = ()) -> None:
        """Remember a turn, and every record that its answer used or that its question carries names
        from."""
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
                    records=sorted(
                        {citation.record_id for citation in answer.citations}.union(carried)
                    ),
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
    """A question that needs none before it; `about` is what an earlier one says it is about, and
    `records` what the words taken over came from."""

    question: str
    about: str = ""
    records: tuple[str, ...] = ()

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
    as_it_stands = Standalone(question)
    if previous is None:
        return (as_it_stands,)
    before = _recent(previous.standalone_question)
    instead = _INSTEAD.search(question.strip())
    mentions_before = known_mentions(store, before, access=access)
    named_before = list(dict.fromkeys(mention.name for mention in mentions_before))
    if known_mentions(store, question, access=access):
        if not instead:
            return (as_it_stands,)
        kept = " ".join(blanked(before, mentions_before).replace("|", " ").split())
        return (Standalone(f"{question} {kept}", records=previous.records),)
    if meant := _people_meant(question, previous, named_before, store, access):
        return (Standalone(f"{' '.join(meant)} {question}", records=previous.records),)
    if instead:
        return (Standalone(f"{before} {question}", records=previous.records),)
    going_on = Standalone(" ".join((*named_before, question)), before, previous.records)
    if _POINTS_BACK.search(question):
        return (going_on,)
    if _MAY_POINT_BACK.search(question):
        return (going_on, as_it_stands)
    return (as_it_stands, going_on)


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
