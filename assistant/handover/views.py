"""A handover pack as it is shown: every number counts records that its reader may open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answers import CustomerLink, PersonCard, RecordLink
from assistant.bilingual import Bilingual
from assistant.customers.open_views import OpenItem
from assistant.knowledge.topic_names import TopicName
from assistant.projects.views import ProjectLink
from ingest.records import Moment


@dataclass(frozen=True, slots=True)
class Successor:
    """A colleague who is still here and might take over, and why."""

    person: PersonCard
    why: Bilingual


@dataclass(frozen=True, slots=True)
class CarriedCustomer:
    """A customer of theirs: in how many of its records they are, and what share that is of those that
    anybody is in. `alone` where nobody else who is here comes near."""

    customer: CustomerLink
    is_owner: bool
    record_count: int
    share: float
    alone: bool
    last_at: Moment | None
    records: tuple[RecordLink, ...]
    successors: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class CarriedTopic:
    """A topic that hardly anybody else is in."""

    topic_id: str
    name: TopicName
    record_count: int
    share: float
    records: tuple[RecordLink, ...]
    successors: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class CarriedProject:
    """A project that goes on, or is planned, and that they are part of."""

    project: ProjectLink
    record_count: int
    successors: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class DocumentToWrite:
    """What only they know and no document says: what to write, why, and the records to write it from."""

    title: Bilingual
    why: Bilingual
    records: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class HandoverPack:
    """All that somebody hands over, as far as its reader may see. `take_over` are those named most."""

    person: PersonCard
    active: bool
    manager: PersonCard | None
    made_on: date
    reports: tuple[PersonCard, ...]
    take_over: tuple[Successor, ...]
    customers: tuple[CarriedCustomer, ...]
    open_items: tuple[OpenItem, ...]
    projects: tuple[CarriedProject, ...]
    topics: tuple[CarriedTopic, ...]
    to_write: tuple[DocumentToWrite, ...]
    written: tuple[RecordLink, ...]
