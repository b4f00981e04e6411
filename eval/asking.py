"""Asks as a user would, times it, and turns what comes back into what the measures want."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from assistant.answers import Answer, Expert, Filters, Passage
from assistant.bootstrap import Application
from eval.matching import contains_any, sentence_count, without_marks
from ingest.access import Access
from ingest.records import record_id

Retrieve = Callable[[str], tuple[Passage, ...]]
EVERYONE = Access(person_id="", tokens=frozenset({"everyone"}))
PASSAGES = 50
SENTENCES = 3
LIST_SENTENCES = 5


class Asker:
    """One store's assistant, asked by somebody who may read what everyone may.

    `ask_ms`, `retrieve_ms` and `experts_ms` collect how long each call took, in milliseconds.
    """

    def __init__(self, application: Application, *, access: Access = EVERYONE) -> None:
        self._application = application
        self._access = access
        self.ask_ms: list[float] = []
        self.retrieve_ms: list[float] = []
        self.experts_ms: list[float] = []

    def ask(self, question: str) -> Answer:
        """The assistant's answer to a first question."""
        with _timed(self.ask_ms):
            return self._application.assistant.ask(question, access=self._access)

    def retrieve(self, question: str) -> tuple[Passage, ...]:
        """The assistant's passages, best first."""
        with _timed(self.retrieve_ms):
            return self._application.assistant.retrieve(
                question, access=self._access, limit=PASSAGES
            )

    def experts(self, question: str, *, limit: int) -> tuple[Expert, ...]:
        """The people named for a question, best first."""
        with _timed(self.experts_ms):
            return self._application.assistant.experts(question, access=self._access, limit=limit)

    def baselines(self) -> Mapping[str, Retrieve]:
        """The same retrieval with words alone and with vectors alone."""
        return {"bm25": self._alone(0.0), "dense": self._alone(1.0)}

    def _alone(self, dense_weight: float) -> Retrieve:
        retriever = self._application.retriever(dense_weight)

        def retrieve(question: str) -> tuple[Passage, ...]:
            return retriever.retrieve(
                question, access=self._access, filters=Filters(), limit=PASSAGES
            )

        return retrieve


def records(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The distinct records of the passages, each at its best place."""
    return tuple(dict.fromkeys(passage.record_id for passage in passages))


def prose(answer: Answer) -> str:
    """What the answer says, without its citation marks; nothing when it declined."""
    if not answer.answered:
        return ""
    return "\n".join(without_marks(sentence.text) for sentence in answer.sentences)


def is_short(answer: Answer, *, most: int = SENTENCES) -> bool:
    """Whether the answer keeps to `most` sentences, by its own count and by its full stops."""
    said = sum(sentence_count(sentence.text) for sentence in answer.sentences)
    return len(answer.sentences) <= most and said <= most


def says(answer: Answer, accepted: Sequence[str], *, most: int = SENTENCES) -> bool:
    """Whether a short enough answer holds one of the accepted answers."""
    return is_short(answer, most=most) and contains_any(prose(answer), accepted)


def cited(answer: Answer) -> str:
    """The cited records as a person would name them, for the list of misses."""
    return "; ".join(dict.fromkeys(citation.title for citation in answer.citations))


def cites(answer: Answer, accepted: Sequence[str], gold: frozenset[str]) -> bool:
    """Whether a sentence that holds an accepted answer cites one of the gold records."""
    by_number = {citation.number: citation.record_id for citation in answer.citations}
    return any(
        contains_any(without_marks(sentence.text), accepted)
        and any(by_number.get(number) in gold for number in sentence.citations)
        for sentence in answer.sentences
    )


def gold_ids(source: str, external_ids: Sequence[str]) -> frozenset[str]:
    """The record ids of a source's own ids."""
    return frozenset(record_id(source, external_id) for external_id in external_ids)


@contextmanager
def _timed(milliseconds: list[float]) -> Iterator[None]:
    started = time.perf_counter()
    yield
    milliseconds.append((time.perf_counter() - started) * 1000)
