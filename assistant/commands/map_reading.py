"""The commands that read the knowledge map, each for one asker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.commands.command import Command, OnProgress
from assistant.knowledge.map_views import (
    ComplaintTopic,
    Gap,
    MapView,
    SinglePoint,
    StaleTopic,
    TopicPage,
)

if TYPE_CHECKING:
    from assistant.bootstrap import Application


@dataclass(frozen=True, slots=True)
class ReadMap(Command[MapView]):
    """The topics that the colleague at `address` may see, in numbers."""

    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> MapView:
        access = application.access(self.address)
        return application.terminal_reads.map.overview(access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[MapView]:
        return TypeAdapter(MapView)


@dataclass(frozen=True, slots=True)
class ReadTopic(Command[TopicPage]):
    """One of them with its records."""

    topic_id: str
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> TopicPage:
        access = application.access(self.address)
        return application.terminal_reads.map.topic(self.topic_id, access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[TopicPage]:
        return TypeAdapter(TopicPage)


@dataclass(frozen=True, slots=True)
class ReadSinglePoints(Command[tuple[SinglePoint, ...]]):
    """What one person carries."""

    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[SinglePoint, ...]:
        access = application.access(self.address)
        return application.terminal_reads.map.single_points(access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[SinglePoint, ...]]:
        return TypeAdapter(tuple[SinglePoint, ...])


@dataclass(frozen=True, slots=True)
class ReadStale(Command[tuple[StaleTopic, ...]]):
    """What nobody wrote about for long."""

    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[StaleTopic, ...]:
        access = application.access(self.address)
        return application.terminal_reads.map.stale(access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[StaleTopic, ...]]:
        return TypeAdapter(tuple[StaleTopic, ...])


@dataclass(frozen=True, slots=True)
class ReadComplaints(Command[tuple[ComplaintTopic, ...]]):
    """What customers complain of."""

    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[ComplaintTopic, ...]:
        access = application.access(self.address)
        return application.terminal_reads.map.complaints(access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[ComplaintTopic, ...]]:
        return TypeAdapter(tuple[ComplaintTopic, ...])


@dataclass(frozen=True, slots=True)
class ReadGaps(Command[tuple[Gap, ...]]):
    """What several people asked and were not answered."""

    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[Gap, ...]:
        access = application.access(self.address)
        return application.terminal_reads.map.gaps(access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[Gap, ...]]:
        return TypeAdapter(tuple[Gap, ...])
