"""What is open with a customer, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answers import CustomerLink, PersonCard, RecordLink
from assistant.called import called
from assistant.promises.reading import Side
from assistant.questions import Language
from ingest.records import Kind, Moment

OpenKind = Literal["task", "ticket", "deal", "promise", "request", "date"]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that is not done, or a day still to come, and the words that say so: `text[start:end] ==
    quote` in that version of the record. `words` is what people need of it: of a row of a table without its
    number, day and person, and of a task, ticket or deal what it is called.

    `side` says whose turn it is, us or the customer, as far as the words tell; `who` is whoever is named,
    and `person` who that is here. `past_due` goes by the company's day. `later` is the latest contact behind
    the day it was due: it may tell whether it was done, which no record says by itself.
    """

    kind: OpenKind
    record: RecordLink
    record_kind: Kind
    version: int
    said_at: Moment | None
    quote: str
    start: int
    end: int
    words: str
    due: date | None
    past_due: bool
    side: Side
    who: str
    person: PersonCard | None
    customer: CustomerLink | None
    status: str
    later: RecordLink | None

    def name_in(self, language: Language) -> str:
        """Whoever is named, as readers of the language know them."""
        if self.person:
            return called(self.person).said(language)
        return self.who.title() if self.who.isascii() else self.who
