"""The knowledge map as an asker sees it; docs/knowledge-map.md says how each number is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answers import CustomerLink, PersonCard, RecordLink
from assistant.knowledge.topic_names import TopicName
from assistant.knowledge.topic_views import (
    TopicCustomer,
    TopicDepartment,
    TopicPerson,
    TopicRecord,
)
from assistant.views import TimelineEntry
from ingest.filters import Knowledge
from ingest.records import Moment


@dataclass(frozen=True, slots=True)
class Count:
    """How many records; which, the topic's page says."""

    name: str
    record_count: int


@dataclass(frozen=True, slots=True)
class PersonCount:
    """How many records somebody is involved in."""

    person: PersonCard
    record_count: int


@dataclass(frozen=True, slots=True)
class CustomerCount:
    """How many records state a customer."""

    customer: CustomerLink
    record_count: int


@dataclass(frozen=True, slots=True)
class KnowledgeCount:
    """How much there is of a kind of customer knowledge."""

    knowledge: Knowledge
    zh: str
    en: str
    record_count: int
    chunk_count: int


@dataclass(frozen=True, slots=True)
class MapTopic:
    """A topic on the map. `growth` is the change from `earlier` to `recent` records as a share of `earlier`, and
    None where there were none earlier; `age_days` is how old its newest record is; `cited` counts the answers
    that used one of its records. Of people and customers the first few are shown."""

    topic_id: str
    name: TopicName
    record_count: int
    chunk_count: int
    recent: int
    earlier: int
    growth: float | None
    newest_at: Moment | None
    age_days: int | None
    stale: bool
    cited: int
    people_count: int
    people: tuple[PersonCount, ...]
    customer_count: int
    customers: tuple[CustomerCount, ...]
    departments: tuple[Count, ...]
    quarters: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """Every topic, those with most records first, and how much there is of each kind of customer
    knowledge. A record that is of several topics counts in each."""

    topics: tuple[MapTopic, ...]
    knowledge: tuple[KnowledgeCount, ...]
    record_count: int


@dataclass(frozen=True, slots=True)
class CountedRecords:
    """A number and the records that it counts, the newest first."""

    name: str
    record_count: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeRecords:
    """Some of the records of a kind of customer knowledge, the newest first, of so many."""

    knowledge: Knowledge
    records: tuple[TimelineEntry, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class CitedRecord:
    """A record and how many answers used it."""

    record: RecordLink
    cited: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic whole: every number with the records behind it."""

    topic: MapTopic
    records: tuple[TopicRecord, ...]
    recent: CountedRecords
    earlier: CountedRecords
    people: tuple[TopicPerson, ...]
    customers: tuple[TopicCustomer, ...]
    departments: tuple[TopicDepartment, ...]
    quarters: tuple[CountedRecords, ...]
    knowledge: tuple[CountedRecords, ...]
    cited: tuple[CitedRecord, ...]


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """A topic or a customer that one person carries: of the `record_count` records that anybody is involved
    in they are in the share `share`, and nobody else who is here in more than `other_share`. `left` where
    they are here no longer."""

    kind: Literal["topic", "customer"]
    topic_id: str
    topic: TopicName | None
    customer: CustomerLink | None
    person: PersonCard
    left: bool
    record_count: int
    share: float
    other: PersonCard | None
    other_share: float
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaleTopic:
    """A topic whose newest record is old, and who could say what is so now."""

    topic_id: str
    name: TopicName
    record_count: int
    newest: RecordLink
    newest_at: Moment
    age_days: int
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class VoiceQuote:
    """A customer's complaint, as it was written down: `text[start:end] == quote` in that version."""

    record_id: str
    version: int
    title: str
    quote: str
    start: int
    end: int
    occurred_at: Moment
    customers: tuple[CustomerLink, ...]


@dataclass(frozen=True, slots=True)
class ComplaintTopic:
    """What customers complain of: in how many records of the last period, and of the one before it, and which."""

    topic_id: str
    name: TopicName
    recent: int
    earlier: int
    rising: bool
    recent_records: tuple[str, ...]
    earlier_records: tuple[str, ...]
    quarters: tuple[CountedRecords, ...]
    quotes: tuple[VoiceQuote, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What several people asked near a topic and were not answered. `words` are terms of the asker's own
    readable texts that as many of the questions share; nobody's wording is told."""

    topic_id: str
    name: TopicName
    words: tuple[str, ...]
    people_count: int
    question_count: int
    last_at: Moment
    nearest: tuple[RecordLink, ...]
    people: tuple[PersonCard, ...]
