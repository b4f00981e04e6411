"""A reading path as pages and the command line show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.answers import CustomerLink, PersonCard, Reason, RecordLink
from assistant.bilingual import Bilingual
from assistant.projects.views import ProjectLink
from ingest.records import Kind, Moment

SubjectKind = Literal["topic", "customer", "role"]


@dataclass(frozen=True, slots=True)
class LearningItem:
    """What to read, as the next thing, and why: a record, or the page of a project."""

    record: RecordLink | None
    project: ProjectLink | None
    kind: Kind
    occurred_at: Moment | None
    stage: str
    why: Bilingual


@dataclass(frozen=True, slots=True)
class PersonToMeet:
    """A colleague who is still here, and why to talk to them."""

    person: PersonCard
    why: Bilingual
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LearningPath:
    """At most ten items, in order, and three people; `note` says so where nothing is on record."""

    asked: str
    kind: SubjectKind
    subject: str
    customer: CustomerLink | None
    items: tuple[LearningItem, ...]
    people: tuple[PersonToMeet, ...]
    note: Bilingual | None
