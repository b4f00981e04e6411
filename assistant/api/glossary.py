"""/api/glossary: what the company says for what; read by everyone, kept by curators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.api.identity import TheApplication, TheAsker, TheCurator
from assistant.glossary_rules import NOTE_CHARACTERS, SPELLING_CHARACTERS, SPELLINGS
from assistant.glossary_table import Imported, write_table
from ingest.glossary import GlossaryEntry

router = APIRouter(prefix="/glossary")

EntryId = Annotated[str, Path(max_length=200)]
Spelling = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=SPELLING_CHARACTERS),
]
Spellings = Annotated[tuple[Spelling, ...], Field(max_length=SPELLINGS)]
CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """Entries by their terms, and whether there are more behind them."""

    entries: tuple[GlossaryEntry, ...]
    more: bool


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Stated(_Body):
    """A term, and the other spellings of it; each stands in one entry."""

    term: Spelling
    synonyms: Spellings = ()
    abbreviations: Spellings = ()
    code_names: Spellings = ()
    note: Annotated[str, StringConstraints(max_length=NOTE_CHARACTERS)] = ""

    def entry(self) -> GlossaryEntry:
        """The same as the glossary takes it."""
        return GlossaryEntry(
            "", self.term, self.synonyms, self.abbreviations, self.code_names, self.note
        )


class Table(_Body):
    """A table as text, comma-separated: its first row names the columns term, synonyms, abbreviations,
    code_names and note."""

    csv: Annotated[str, StringConstraints(max_length=2_000_000)]


@router.get("")
def glossary(
    application: TheApplication,
    access: TheAsker,
    q: Annotated[str, StringConstraints(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> GlossaryPage:
    """The entries that name nobody whom the asker may not know of; with `q` those a spelling of which holds it."""
    found = application.glossary.listing(q, access=access, offset=offset, limit=limit + 1)
    return GlossaryPage(found[:limit], len(found) > limit)


@router.get("/export", response_class=Response, responses={200: {"content": {CSV: {}}}})
def export(application: TheApplication, access: TheAsker) -> Response:
    """The same entries, all of them, as a table, which can be imported again."""
    entries = application.glossary.shown(application.glossary.entries, access=access)
    return Response(write_table(entries), media_type=CSV)


@router.post("", status_code=201)
def add(body: Stated, application: TheApplication, access: TheCurator) -> GlossaryEntry:
    """A new entry. 422 where a spelling stands in another one; 409 during a sync."""
    return application.glossary_editing.add(body.entry(), access=access)


@router.post("/import")
def take_in(body: Table, application: TheApplication, access: TheCurator) -> Imported:
    """Every row of a table, or none: in the place of the entry that has its term, or as a new one."""
    return application.glossary_editing.take_in(body.csv, access=access)


@router.put("/{entry_id}")
def change(
    entry_id: EntryId, body: Stated, application: TheApplication, access: TheCurator
) -> GlossaryEntry:
    """Put another in the place of an entry. 409 during a sync."""
    return application.glossary_editing.change(entry_id, body.entry(), access=access)


@router.delete("/{entry_id}", status_code=204)
def remove(entry_id: EntryId, application: TheApplication, access: TheCurator) -> None:
    """Take an entry out. 409 during a sync."""
    application.glossary_editing.remove(entry_id, access=access)
