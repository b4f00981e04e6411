"""Commands as data: each can be written down, sent to the owner of the data folder, and run there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import TypeAdapter
from typing_extensions import override

if TYPE_CHECKING:
    # These load the stores and the model; a command that goes to the server must not wait for them.
    from assistant.bootstrap import Application
    from ingest.sync_reports import SyncProgress

Result = TypeVar("Result")
OnProgress = Callable[["SyncProgress"], None]


class Command(ABC, Generic[Result]):
    """Something asked of an application. Subclasses are frozen dataclasses of plain values."""

    @abstractmethod
    def run(self, application: Application, on_progress: OnProgress) -> Result:
        """Do it, and say what came of it; raises what the application raises."""

    @classmethod
    @abstractmethod
    def result(cls) -> TypeAdapter[Result]:
        """How the result is written and read."""

    def run_to_json(self, application: Application, on_progress: OnProgress) -> bytes:
        """Do it, and write what came of it as `result` says."""
        return self.result().dump_json(self.run(application, on_progress))


class SilentCommand(Command[None]):
    """One of which nothing comes but that it is done."""

    @classmethod
    @override
    def result(cls) -> TypeAdapter[None]:
        return TypeAdapter(None)
