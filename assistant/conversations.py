"""Keeps what was asked and answered, for the one who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain

from sqlalchemy import Connection, Row, insert, select

from assistant.answers import Answer
from assistant.cards import person_cards
from assistant.conversation_views import TITLE_CHARACTERS
from assistant.follow_ups import Turn
from assistant.kept_answers import Resting, kept, read_kept
from assistant.naming import (
    customers_naming,
    known_bearers,
    known_mentions,
    naming_records,
)
from ingest.access import Access
from ingest.catalog.database import upsert
from ingest.catalog.reading import live_versions, readable_chunks, readable_records
from ingest.catalog.usage import conversations, feedback, turns
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError
from ingest.filters import UNFILTERED
from ingest.segmentation import telling_terms
from ingest.store import Store

_FEW = 8


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
        customers = self._customers(row, access) if row.answered else ()
        return Turn(row.question, row.standalone_question, people, tuple(row.records), customers)

    def _customers(self, row: Row[tuple[object, ...]], access: Access) -> tuple[str, ...]:
        """The customers whom an answer named, as it called them."""
        said = "\n".join(one.sentence.text for one in read_kept(row.answer).sentences)
        mentions = known_mentions(self._store, said, access=access)
        named = {
            one: mention.name
            for mention in reversed(mentions)
            for one in mention.entities
            if one.startswith("c")
        }
        return tuple(reversed(named.values()))

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

    def keep(
        self, answer: Answer, *, access: Access, carried: Iterable[str] = (), whole: bool = False
    ) -> None:
        """Remember a turn, and every record that its answer used or that its question carries names
        from; of a `whole` one each sentence rests on all of them. The first begins a conversation, which it
        gives its title."""
        carried = set(carried)
        kept_answer = self._kept(answer, carried, access, whole)
        asked_at = datetime.now(UTC)
        turn = {
            "answer_id": answer.answer_id,
            "conversation_id": answer.conversation_id,
            "person_id": access.person_id,
            "asked_at": asked_at,
            "question": answer.question,
            "standalone_question": answer.standalone_question,
            "answered": answer.answered,
            "confidence": answer.confidence,
            "customers": [customer.id for customer in answer.customers],
            "people": self._people_named(answer, access),
            "records": sorted({one.record_id for one in answer.citations} | carried),
            "answer": kept_answer,
        }
        conversation = {
            "conversation_id": answer.conversation_id,
            "person_id": access.person_id,
            "title": answer.question[:TITLE_CHARACTERS],
            "named": False,
            "begun_at": asked_at,
            "changed_at": asked_at,
        }
        with self._store.catalog.writing() as connection:
            connection.execute(insert(turns).values(**turn))
            upsert(
                connection,
                conversations,
                [conversation],
                keep=("person_id", "title", "named", "begun_at"),
            )

    def _kept(
        self, answer: Answer, carried: set[str], access: Access, whole: bool
    ) -> dict[str, object]:
        """What was said, with the versions that it and the question's own words rest on."""
        naming = naming_records(self._store, answer.question, access=access)
        with self._store.catalog.reading() as connection:
            told = naming | self._only_sources(connection, answer.question, access)
            versions = live_versions(connection, told | carried, access=access)
            entries = self._entries(connection, answer, access)
        return kept(
            answer,
            [(one, versions.get(one, 0)) for one in sorted(told)],
            [(one, versions.get(one, 0)) for one in sorted(carried)],
            entries,
            whole=whole,
        )

    def _only_sources(self, connection: Connection, question: str, access: Access) -> set[str]:
        """The records that alone say a word of the question, of what the asker may read: whoever asks
        with such a word tells of them."""
        searches = [
            self._store.keywords.search([word], _FEW, within=access)
            for word in telling_terms(question)
        ]
        rare = [[one for one, _ in hits] for hits in searches if len(hits) < _FEW]
        chunks = readable_chunks(
            connection, [*chain.from_iterable(rare)], access=access, filters=UNFILTERED
        )
        saying = [{chunks[one].record_id for one in hits if one in chunks} for hits in rare]
        return {records.pop() for records in saying if len(records) == 1}

    def _entries(
        self, connection: Connection, answer: Answer, access: Access
    ) -> list[tuple[str, Resting]]:
        """The directory entries of the experts and of those whom a sentence names, by each of their names; and
        the records that state the customers whom one names."""
        ids = {expert.person.id for expert in answer.experts} | {
            *self._people_named(answer, access)
        }
        cards = person_cards(connection, sorted(ids), access=access)
        people = visible(access=access).people
        rows = connection.execute(
            select(people.c.person_id, people.c.record_id).where(
                people.c.person_id.in_(cards), people.c.record_id.is_not(None)
            )
        ).all()
        named = [
            (name, str(row.record_id))
            for row in rows
            for name in (cards[row.person_id].name, cards[row.person_id].alternate_name)
            if name
        ]
        named += customers_naming(connection, self._store, _said(answer), access=access)
        versions = live_versions(connection, [one for _, one in named], access=access)
        return [(name, (one, versions.get(one, 0))) for name, one in named]

    def _people_named(self, answer: Answer, access: Access) -> list[str]:
        bearers = known_bearers(self._store, _said(answer), access=access)
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


def _said(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)
