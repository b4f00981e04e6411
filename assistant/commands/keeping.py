"""The commands of whoever runs Zhike: sync, doctor, reindex and backup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.audit.entries import Entry
from assistant.commands.command import Command, OnProgress, SilentCommand
from assistant.views import FailureView

if TYPE_CHECKING:
    from assistant.bootstrap import Application
    from ingest.sync_reports import SyncReport

_BY = {"by": "command line"}


@dataclass(frozen=True, slots=True)
class Sync(Command["tuple[SyncReport, ...]"]):
    """Read the named sources, or all of them when none is named."""

    names: tuple[str, ...]
    confirm_removal: bool = False

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[SyncReport, ...]:
        application.log.append(
            *(Entry("sync", target=name, details=_BY) for name in self.names or ("",))
        )
        return application.sync(
            self.names or None, on_progress=on_progress, confirm_removal=self.confirm_removal
        )

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[SyncReport, ...]]:
        from ingest.sync_reports import SyncReport

        return TypeAdapter(tuple[SyncReport, ...])


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at."""

    name: str
    ok: bool
    message: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found, and every item that did not go in."""

    ok: bool
    checks: tuple[Finding, ...]
    failures: tuple[FailureView, ...]


@dataclass(frozen=True, slots=True)
class Doctor(Command[Diagnosis]):
    """Check that the stores agree, and list what could not be read."""

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Diagnosis:
        report = application.upkeep.doctor()
        found = (*report.checks, *(application.writer.examine() if application.writer else ()))
        checks = tuple(Finding(check.name, check.ok, check.message) for check in found)
        return Diagnosis(all(check.ok for check in checks), checks, application.upkeep.failures())

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Diagnosis]:
        return TypeAdapter(Diagnosis)


@dataclass(frozen=True, slots=True)
class Reindex(Command[int]):
    """Build both indexes again from the catalog; gives the number of chunks."""

    @override
    def run(self, application: Application, on_progress: OnProgress) -> int:
        application.log.append(Entry("reindex", details=_BY))
        return application.upkeep.reindex()

    @classmethod
    @override
    def result(cls) -> TypeAdapter[int]:
        return TypeAdapter(int)


@dataclass(frozen=True, slots=True)
class Backup(SilentCommand):
    """Write everything held to one file at `path`, which is absolute."""

    path: Path

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        application.log.append(Entry("backup", details=_BY))
        application.backup(self.path)
