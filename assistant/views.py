"""What the pages and the command line show of records, customers, people and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.answers import CustomerLink, PersonCard, RecordLink
from ingest.records import Kind, Moment, Role


@dataclass(frozen=True, slots=True)
class SectionView:
    """Where a section stands in `RecordView.text`, in Unicode code points."""

    start: int
    end: int
    heading: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One fact of a structured record and where its line stands in the text."""

    name: str
    label: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InvolvedPerson:
    """A colleague tied to a record, and how."""

    person: PersonCard
    role: Role


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a record: when it was taken in and, where the source tells, who changed it and when."""

    version: int
    live: bool
    created_at: datetime
    changed_at: Moment | None
    changed_by: PersonCard | None


Form = Literal["pages", "document", "fields", "mail", "turns", "table"]
"""What a record is read as: pages of a PDF, sections under headings, facts, a mail, what people say in
turn, rows of a table."""
FileState = Literal["same", "changed"]


@dataclass(frozen=True, slots=True)
class FileView:
    """The file that a record was read from, where its source keeps it: `changed` means that what is there
    now is not what was read, and is not given. Only PDF and pictures have a `media_type` that a page shows."""

    name: str
    media_type: str
    size_bytes: int
    state: FileState


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """Another record of the same conversation. `author` is as the record states it, `excerpt` how it begins."""

    record: RecordLink
    kind: Kind
    occurred_at: Moment | None
    author: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """One version of a record, whole, and which there are, the newest first. `live` is false for a
    superseded version. `thread` holds what else the asker may read of the conversation it belongs to, in
    the order written."""

    record_id: str
    version: int
    live: bool
    source: str
    kind: Kind
    title: str
    uri: str
    occurred_at: Moment | None
    text: str
    sections: tuple[SectionView, ...]
    fields: tuple[FieldView, ...]
    people: tuple[InvolvedPerson, ...]
    customers: tuple[CustomerLink, ...]
    versions: tuple[VersionView, ...]
    form: Form
    file: FileView | None
    thread: tuple[ThreadEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A record about a customer or by a person, by date."""

    record: RecordLink
    kind: Kind
    occurred_at: Moment | None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A customer as far as the asker may see: names, facts, latest records, who knows them."""

    id: str
    name: str
    alternate_name: str
    aliases: tuple[str, ...]
    record_id: str
    fields: tuple[FieldView, ...]
    record_count: int
    timeline: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A colleague as far as the asker may see."""

    person: PersonCard
    active: bool
    manager: PersonCard | None
    record_id: str
    record_count: int
    customers: tuple[CustomerLink, ...]
    timeline: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class FailureView:
    """An item that did not go in, and why; `audience` holds the tokens that might have read it."""

    source: str
    external_id: str
    reason: str
    message: str
    last_at: datetime
    attempts: int
    audience: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressView:
    """How far a sync has come. `seconds_left` is told where an earlier one says how much there is."""

    seen: int
    changed: int
    failed: int
    chunks: int
    seconds: float
    chunks_per_second: float
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and how its last sync went.

    `state` is never, queued, running, done, held, interrupted, paused, cancelled or failed; a held one
    waits for a removal to be confirmed, a paused one is not read until it is resumed. `next_at` is when
    its schedule reads it next (UTC). `error` may quote records; `fault`, its class, does not.
    """

    name: str
    kind: str
    state: str
    last_started_at: datetime | None
    last_finished_at: datetime | None
    records: int
    chunks: int
    failures: int
    error: str
    schedule: str
    next_at: datetime | None
    progress: ProgressView | None
    fault: str = ""
