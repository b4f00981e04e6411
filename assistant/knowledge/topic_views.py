"""Topics as an asker sees them: every number counts records that they may open."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers import CustomerLink, PersonCard, RecordLink
from assistant.knowledge.topic_names import TopicName
from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class TopicPerson:
    """A colleague involved in a topic's records: in how many, what share of all its involvements that is,
    and which, the newest first."""

    person: PersonCard
    record_count: int
    share: float
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicCustomer:
    """A customer that a topic's records state."""

    customer: CustomerLink
    record_count: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicDepartment:
    """A department whose people are involved."""

    department: str
    record_count: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. `newest_id` is its newest record with a day that is not yet to come, empty for none;
    `recent` and `earlier` are the records of the last period of days and of the one before it, the newest first;
    `quarters` the records of each quarter up to today, in order, and `record_ids` all of them, the newest
    first. People, customers and departments come with most records first, and only those whom the asker
    may know of."""

    topic_id: str
    name: TopicName
    record_count: int
    chunk_count: int
    newest_at: Moment | None
    newest_id: str
    recent: tuple[str, ...]
    earlier: tuple[str, ...]
    people: tuple[TopicPerson, ...]
    customers: tuple[TopicCustomer, ...]
    departments: tuple[TopicDepartment, ...]
    quarters: tuple[tuple[str, tuple[str, ...]], ...]
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A record of a topic; `nearness`, a cosine, says how much it is about it."""

    record: RecordLink
    kind: Kind
    occurred_at: Moment | None
    nearness: float


@dataclass(frozen=True, slots=True)
class NearTopic:
    """A topic that a text is about; the nearest has score 1."""

    topic_id: str
    name: TopicName
    score: float


@dataclass(frozen=True, slots=True)
class PersonTopic:
    """A topic that somebody is involved in: by how many of its records, and what share of all its
    involvements that is; `records` are the newest of them."""

    topic_id: str
    name: TopicName
    record_count: int
    share: float
    records: tuple[RecordLink, ...]
