"""The commands that read past projects, each for one asker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.commands.command import Command, OnProgress
from assistant.projects.views import ProjectChoice, ProjectLink

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@dataclass(frozen=True, slots=True)
class ListProjects(Command[tuple[ProjectLink, ...]]):
    """The projects that the colleague at `address` may know of."""

    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[ProjectLink, ...]:
        access = application.access(self.address)
        return application.terminal_reads.projects.listed(access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[ProjectLink, ...]]:
        return TypeAdapter(tuple[ProjectLink, ...])


@dataclass(frozen=True, slots=True)
class ReadProject(Command[ProjectChoice]):
    """The project that a name means, as far as the colleague at `address` may see."""

    name: str
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> ProjectChoice:
        access = application.access(self.address)
        return application.terminal_reads.projects.named(self.name, access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[ProjectChoice]:
        return TypeAdapter(ProjectChoice)
