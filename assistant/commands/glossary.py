"""The commands about the glossary; curators alone change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.commands.command import Command, OnProgress, SilentCommand
from assistant.commands.curating import curator
from assistant.glossary_table import Imported
from ingest.glossary import GlossaryEntry, holding

if TYPE_CHECKING:
    from assistant.bootstrap import Application

_BY = {"by": "command line"}


@dataclass(frozen=True, slots=True)
class ListGlossary(Command[tuple[GlossaryEntry, ...]]):
    """The entries a spelling of which holds `words`."""

    words: str
    limit: int

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[GlossaryEntry, ...]:
        return holding(application.glossary.entries, self.words)[: self.limit]

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[GlossaryEntry, ...]]:
        return TypeAdapter(tuple[GlossaryEntry, ...])


@dataclass(frozen=True, slots=True)
class AddTerm(Command[GlossaryEntry]):
    """A new entry, by the curator at `address`."""

    address: str
    entry: GlossaryEntry

    @override
    def run(self, application: Application, on_progress: OnProgress) -> GlossaryEntry:
        access = curator(application, self.address)
        return application.glossary_editing.add(self.entry, access=access, details=_BY)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[GlossaryEntry]:
        return TypeAdapter(GlossaryEntry)


@dataclass(frozen=True, slots=True)
class RemoveTerm(SilentCommand):
    """Take out the entry in which a spelling stands."""

    address: str
    spelling: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> None:
        access = curator(application, self.address)
        held = application.glossary.entry_of(self.spelling, access=access)
        application.glossary_editing.remove(held.entry_id, access=access, details=_BY)


@dataclass(frozen=True, slots=True)
class ImportGlossary(Command[Imported]):
    """Take in a table, by the curator at `address`."""

    address: str
    table: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> Imported:
        access = curator(application, self.address)
        return application.glossary_editing.take_in(self.table, access=access, details=_BY)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[Imported]:
        return TypeAdapter(Imported)


@dataclass(frozen=True, slots=True)
class ExportGlossary(Command[tuple[GlossaryEntry, ...]]):
    """Every entry."""

    @override
    def run(self, application: Application, on_progress: OnProgress) -> tuple[GlossaryEntry, ...]:
        return tuple(application.glossary.entries)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[tuple[GlossaryEntry, ...]]:
        return TypeAdapter(tuple[GlossaryEntry, ...])
