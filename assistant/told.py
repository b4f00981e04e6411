"""Answers that are told from what is on record, where a question asks for just that, without reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.answers import AnswerPart, AnswerTable, Choice, NamedProject
from assistant.citing import Said
from assistant.customers.citing import Told, cited
from ingest.access import Access

CONFIDENCE = 0.95
"""Of a question that is explained whole and told from records; what is explained in part is not told."""


@dataclass(frozen=True, slots=True)
class PartTold:
    """An answer that is told from records, from `part` of a customer's page where it is one's. Where nothing is
    said, `note` says what was looked through, or which of the `choices` is asked for. `record_ids` are all the
    records that it rests on; `yields` where a field or a number tells it as well, or where one of the records
    `yields_to` answers by itself; with nothing said its note stands before these where it is `alone`. `table`
    has all of it where there is more; `projects` are those that it is about, to lead on to."""

    said: tuple[Said, ...]
    part: AnswerPart | None
    record_ids: tuple[str, ...]
    note: str = ""
    choices: tuple[Choice, ...] = ()
    yields: bool = False
    alone: bool = False
    yields_to: frozenset[str] = frozenset()
    table: AnswerTable | None = None
    projects: tuple[NamedProject, ...] = ()


def with_citations(
    connection: Connection, told: Sequence[Told], *, access: Access
) -> tuple[Said, ...]:
    """The sentences, each with its citations; without those none of whose words can be cited any more."""
    sentences, citations = cited(connection, told, access=access)
    held = {one.number: one for one in citations}
    return tuple((one, tuple(held[number] for number in one.citations)) for one in sentences)
