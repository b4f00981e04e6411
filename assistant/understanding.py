"""Understands a question in its conversation: of all that a follow-up may mean, what is best borne out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.conversations import Conversations
from assistant.evidence import Evidence, Weigher
from assistant.focus import field_words
from assistant.follow_ups import Standalone, Turn, says_something_of, standalone
from assistant.lookups import LookedUp
from assistant.questions import asked_in
from assistant.writing.writer import Writer
from ingest.access import Access
from ingest.filters import Filters
from ingest.store import Store

_GOING_ON = 0.1
"""Of confidence: most questions go on about the same as the one before."""


class Understanding:
    """Rewrites by words, and by the language model before that where there is one."""

    def __init__(
        self, store: Store, weigher: Weigher, conversations: Conversations, writer: Writer | None
    ) -> None:
        self._store = store
        self._weigher = weigher
        self._conversations = conversations
        self._writer = writer

    def understand(
        self,
        question: str,
        conversation_id: str | None,
        *,
        access: Access,
        filters: Filters,
        today: date,
    ) -> tuple[Standalone, Evidence]:
        """What the question means in its conversation, by what is best borne out; as it stands, if
        nothing is."""
        previous = (
            self._conversations.latest(conversation_id, access=access) if conversation_id else None
        )
        weighed: list[tuple[Standalone, Evidence]] = []
        for meant in self._meanings(question, previous, access):
            # What repeats the question before is the last resort: it may find that one's answer.
            if not meant.own or not any(
                self._weigher.bears_out(evidence) for _, evidence in weighed
            ):
                evidence = self._weigher.weigh(
                    meant.question,
                    access=access,
                    filters=filters,
                    about=meant.about,
                    drawn_on=frozenset(meant.records),
                    today=today,
                    language=asked_in(question),
                )
                if not _tells(meant, evidence):
                    # They answer what was asked before.
                    evidence = replace(evidence, looked_up=LookedUp())
                weighed.append((meant, evidence))
        borne_out = [one for one in weighed if self._weigher.bears_out(one[1]) and _tells(*one)]
        return max(
            borne_out or weighed[:1],
            key=lambda one: (
                one[1].is_direct,
                one[1].confidence + (_GOING_ON if one[0].about else 0.0),
            ),
        )

    def _meanings(
        self, question: str, previous: Turn | None, access: Access
    ) -> tuple[Standalone, ...]:
        by_words = standalone(question, previous, store=self._store, access=access)
        if self._writer and previous:
            return (*self._writer.rewritten(question, previous, access=access), *by_words)
        return by_words


def _tells(meant: Standalone, evidence: Evidence) -> bool:
    """Whether it says something of what a follow-up added to a question that is asked again."""
    if evidence.told and evidence.told.said:
        return True  # every word of it is understood
    texts = [fact.line for fact in evidence.facts] or [quote.text for quote in evidence.quotes]
    return (
        not meant.own
        or bool(evidence.facts and field_words(meant.own))
        or says_something_of(meant.own, texts, evidence.found.covered)
    )
