"""What pages and the command line show of projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answers import CustomerLink, PersonCard, Reason, RecordLink
from assistant.bilingual import Bilingual
from assistant.projects.vocabulary import State
from assistant.quoting import RecordQuote
from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class ProjectLink:
    """A project in a list, and the first records that state it or are tied to it. `start` and `end` are
    None where nothing on record says; the end of one that goes on is when its contract ends."""

    id: str
    name: str
    customers: tuple[CustomerLink, ...]
    state: State
    start: date | None
    end: date | None
    product: str
    industry: str
    documents: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened or is to happen on a day; `quote` says so, or the record's own date does."""

    day: date
    text: str
    ahead: bool
    record: RecordLink
    quote: RecordQuote | None


@dataclass(frozen=True, slots=True)
class ProjectPerson:
    """A colleague tied to its records; `active` is false for who has left."""

    person: PersonCard
    active: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ProjectDocument:
    """A document in the order of reading, and why it stands there; `older` are editions it replaced."""

    record: RecordLink
    kind: Kind
    occurred_at: Moment | None
    genre: str
    why: Bilingual
    older: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class SimilarProject:
    """Another project, how alike (0 to 1), and in what; `nearest` is the record of it that is most alike."""

    project: ProjectLink
    score: float
    why: tuple[Bilingual, ...]
    nearest: RecordLink | None


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """What else is on record of it: visits, mails, tickets."""

    record: RecordLink
    kind: Kind
    occurred_at: Moment | None


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project's page. Every sentence of `goal`, `result`, `lessons` and `team` is a record's own."""

    project: ProjectLink
    numbers: tuple[str, ...]
    stated_by: tuple[RecordLink, ...]
    goal: tuple[RecordQuote, ...]
    result: tuple[RecordQuote, ...]
    lessons: tuple[RecordQuote, ...]
    team: tuple[RecordQuote, ...]
    milestones: tuple[Milestone, ...]
    people: tuple[ProjectPerson, ...]
    documents: tuple[ProjectDocument, ...]
    records: tuple[ProjectRecord, ...]
    similar: tuple[SimilarProject, ...]


@dataclass(frozen=True, slots=True)
class ProjectChoice:
    """What a name means: the one project, or those that it may mean."""

    project: ProjectView | None
    candidates: tuple[ProjectLink, ...]
