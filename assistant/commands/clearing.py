"""The commands that try again what failed, and erase what is only kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.audit.entries import Details, Entry
from assistant.commands.command import Command, OnProgress

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from ingest.store import Purged
    from ingest.sync_reports import SyncReport

_BY = "command line"


@dataclass(frozen=True, slots=True)
class Retry(Command["tuple[SyncReport, ...]"]):
    """Read again what failed, of all sources, of one, or one item, though nothing about it changed."""

    source: str = ""
    item: str = ""

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[SyncReport, ...]:
        application.log.append(Entry("retry", target=self.source, details={"by": _BY}))
        sources = application.upkeep.retry_failures(self.source or None, self.item or None)
        return application.sync(sources, on_progress=on_progress) if sources else ()

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[SyncReport, ...]]:
        from ingest.sync_reports import SyncReport

        return TypeAdapter(tuple[SyncReport, ...])


@dataclass(frozen=True, slots=True)
class Purge(Command["Purged"]):
    """Erase what was deleted or superseded so many days ago; None: as long ago as is configured."""

    older_than_days: float | None

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Purged:
        purged = application.upkeep.purge(self.older_than_days)
        details: Details = {"by": _BY, "records": purged.records, "versions": purged.versions}
        application.log.append(Entry("purge", details=details))
        return purged

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Purged]:
        from ingest.store import Purged

        return TypeAdapter(Purged)
