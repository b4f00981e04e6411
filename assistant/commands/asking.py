"""The commands that read: ask, search and experts, each for one asker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.answers import Answer, Knowing, Passage
from assistant.commands.command import Command, OnProgress
from ingest.filters import Filters, Knowledge

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@dataclass(frozen=True, slots=True)
class Ask(Command[Answer]):
    """Answer a question for the colleague at `address`."""

    question: str
    address: str
    knowledge: tuple[Knowledge, ...] = ()

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Answer:
        access = application.access(self.address)
        filters = Filters(knowledge=self.knowledge)
        return application.terminal_reads.ask(self.question, access=access, filters=filters)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Answer]:
        return TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Search(Command[tuple[Passage, ...]]):
    """The passages nearest to a question that the colleague at `address` may read."""

    question: str
    address: str
    limit: int
    knowledge: tuple[Knowledge, ...] = ()

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[Passage, ...]:
        access = application.access(self.address)
        return application.terminal_reads.search(
            self.question,
            access=access,
            filters=Filters(knowledge=self.knowledge),
            limit=self.limit,
        )

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[Passage, ...]]:
        return TypeAdapter(tuple[Passage, ...])


@dataclass(frozen=True, slots=True)
class Experts(Command[Knowing]):
    """Who knows about a topic, a customer, or both, as far as the colleague at `address` may see."""

    question: str
    customer_id: str | None
    address: str
    limit: int

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Knowing:
        access = application.access(self.address)
        return application.terminal_reads.experts(
            self.question, access=access, customer_id=self.customer_id, limit=self.limit
        )

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Knowing]:
        return TypeAdapter(Knowing)
