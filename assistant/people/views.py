"""What is shown of colleagues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answers import CustomerLink, PersonCard, RecordLink
from assistant.bilingual import Bilingual
from assistant.knowledge.topic_names import TopicName
from assistant.knowledge.topic_views import PersonTopic
from assistant.projects.views import ProjectLink
from assistant.views import FieldView, TimelineEntry
from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who may be meant; `active` is false for who has left."""

    person: PersonCard
    active: bool


@dataclass(frozen=True, slots=True)
class KnownTopic:
    """A topic that they are in: by how many of its records, and what share of all its involvements that
    is. `confirmed` where they say themselves that they know it."""

    topic_id: str
    name: TopicName
    record_count: int
    share: float
    confirmed: bool
    records: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class DeclaredTopic:
    """What they say in their own words that they know."""

    words: str
    said_at: Moment


@dataclass(frozen=True, slots=True)
class HiddenTopic:
    """A topic that they are not to be named for: shown to themselves alone."""

    topic_id: str
    name: TopicName


@dataclass(frozen=True, slots=True)
class FamiliarityPart:
    """`weight` times `value`, 0 to 1, is what this adds to how well somebody knows a customer."""

    name: Literal["owner", "share", "contact"]
    weight: float
    value: float


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """How well they know a customer, 0 to 1: the sum of the parts."""

    customer: CustomerLink
    score: float
    parts: tuple[FamiliarityPart, ...]
    record_count: int
    last_at: Moment | None
    records: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project that so many records of theirs state or are documents of; `records` are the newest."""

    project: ProjectLink
    record_count: int
    records: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Something that they solved or answered, or a record of theirs that answered the questions of so many
    colleagues here."""

    record: RecordLink
    kind: Kind
    occurred_at: Moment | None
    how: Literal["solved", "answered", "cited"]
    colleagues: int


@dataclass(frozen=True, slots=True)
class Instead:
    """Whom to ask in place of somebody who has left, and why."""

    person: PersonCard
    why: Bilingual


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A colleague as far as the asker may see. `line` is whom they report to, and so on up; `reach` what the
    directory says of them. `note` says so where nothing is on record."""

    person: PersonCard
    active: bool
    manager: PersonCard | None
    record_id: str
    record_count: int
    customers: tuple[CustomerLink, ...]
    timeline: tuple[TimelineEntry, ...]
    line: tuple[PersonCard, ...]
    reports: tuple[PersonCard, ...]
    reach: tuple[FieldView, ...]
    namesakes: tuple[FoundPerson, ...]
    instead: Instead | None
    topics: tuple[KnownTopic, ...]
    declared: tuple[DeclaredTopic, ...]
    hidden: tuple[HiddenTopic, ...]
    knows: tuple[KnownCustomer, ...]
    projects: tuple[KnownProject, ...]
    answered: tuple[Answered, ...]
    note: Bilingual | None


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """What somebody said of a topic of theirs, or in their own words."""

    subject: str
    name: str
    state: Literal["confirmed", "hidden", "withdrawn"]


@dataclass(frozen=True, slots=True)
class DepartmentCount:
    """So many of those asked for are in this department; empty for those whose department nothing says."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A colleague in a list. `record_id` is their entry in the directory, empty where they have none (any
    more); `topics` what they know best, where that was asked for."""

    person: PersonCard
    active: bool
    record_id: str
    manager: PersonCard | None
    topics: tuple[PersonTopic, ...]


@dataclass(frozen=True, slots=True)
class PersonList:
    """Some of the colleagues that fit, of so many. `departments` count those who fit in whichever
    department."""

    people: tuple[PersonRow, ...]
    departments: tuple[DepartmentCount, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class ChartPerson:
    """A colleague's place in the organisation chart. `manager_id` is another of the chart, empty for those at
    the head of a line and those whose manager is not known; `reports` are led directly, and `below` in all."""

    person: PersonCard
    active: bool
    record_id: str
    manager_id: str
    reports: int
    below: int


@dataclass(frozen=True, slots=True)
class ChartDepartment:
    """A department, and those of its people whom nobody of it leads."""

    name: str
    count: int
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrgChart:
    """Who reports to whom, as far as the asker may know. `people` come line by line, each before those they
    lead; who has left is among them only while somebody still reports to them. `heads` lead somebody and
    have nobody above; `unplaced` neither lead nor have a manager that is known."""

    people: tuple[ChartPerson, ...]
    heads: tuple[str, ...]
    unplaced: tuple[str, ...]
    departments: tuple[ChartDepartment, ...]


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """The page of the one whom a name means, or those whom it may mean."""

    page: PersonPage | None
    people: tuple[FoundPerson, ...]
