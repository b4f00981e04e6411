"""The commands that read past projects, each for one asker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.commands.command import Command, OnProgress
from assistant.projects.learning_views import LearningPath, SubjectKind
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


@dataclass(frozen=True, slots=True)
class Learn(Command[LearningPath]):
    """A reading path for the colleague at `address`; `kind` says what is asked, where that is said."""

    asked: str
    kind: SubjectKind | None
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> LearningPath:
        access = application.access(self.address)
        return application.terminal_reads.learning.path(self.asked, access=access, kind=self.kind)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[LearningPath]:
        return TypeAdapter(LearningPath)
