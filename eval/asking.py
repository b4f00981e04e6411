"""Asks one store as a user would, and times it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.answers import Answer, Expert, Filters, Passage
from assistant.bootstrap import Application
from eval.workspace import timed
from ingest.access import Access

Retrieve = Callable[[str], tuple[Passage, ...]]
EVERYONE = Access(person_id="", tokens=frozenset({"everyone"}))
PASSAGES = 50


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
        with timed(self.ask_ms):
            return self._application.assistant.ask(question, access=self._access)

    def retrieve(self, question: str, *, limit: int = PASSAGES) -> tuple[Passage, ...]:
        """The assistant's passages, best first."""
        with timed(self.retrieve_ms):
            return self._application.assistant.retrieve(question, access=self._access, limit=limit)

    def experts(self, question: str, *, limit: int) -> tuple[Expert, ...]:
        """The people named for a question, best first, however little speaks for the last."""
        with timed(self.experts_ms):
            return self._application.assistant.experts(
                question, access=self._access, limit=limit, least=0
            ).experts

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
