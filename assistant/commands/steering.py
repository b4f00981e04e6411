"""The commands that steer the reading of sources: how each stands, pause, resume and cancel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.audit.entries import Entry
from assistant.commands.command import Command, OnProgress, SilentCommand
from assistant.views import SourceView

if TYPE_CHECKING:
    from assistant.bootstrap import Application

_BY = {"by": "command line"}


@dataclass(frozen=True, slots=True)
class Sources(Command[tuple[SourceView, ...]]):
    """How every source stands."""

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[SourceView, ...]:
        return application.upkeep.sources()

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[SourceView, ...]]:
        return TypeAdapter(tuple[SourceView, ...])


@dataclass(frozen=True, slots=True)
class Steer(SilentCommand):
    """Pause, resume or cancel the reading of a source."""

    source: str
    how: Literal["pause", "resume", "cancel"]

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        match self.how:
            case "pause":
                application.syncs.pause(self.source)
                application.log.append(Entry("sync_paused", target=self.source, details=_BY))
            case "resume":
                application.syncs.resume(self.source)
                application.log.append(Entry("sync_resumed", target=self.source, details=_BY))
            case "cancel":
                application.syncs.cancel(self.source)
                application.log.append(Entry("sync_cancelled", target=self.source, details=_BY))
            case _:
                assert_never(self.how)
