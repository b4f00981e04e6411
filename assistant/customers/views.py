"""What is shown of a customer: each part with the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answers import Citation, PersonCard, Reason, RecordLink, Sentence
from assistant.customers.open_views import OpenItem
from assistant.customers.trait_views import CompetitorView, Traits
from assistant.questions import Language
from assistant.views import CustomerView
from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in a list. `owner_name` is what the account says where nobody of the directory is meant;
    `open_items` are open tickets and tasks. `record_count` counts what is about them."""

    id: str
    name: str
    alternate_name: str
    record_id: str
    tier: str
    status: str
    city: str
    owner: PersonCard | None
    owner_name: str
    last_contact: Moment | None
    open_items: int
    record_count: int


@dataclass(frozen=True, slots=True)
class CustomerList:
    """Some of the customers that the asker may see, of so many that fit."""

    customers: tuple[CustomerRow, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many customers have a tier, as their accounts say it."""

    tier: str
    count: int


@dataclass(frozen=True, slots=True)
class OwnerCount:
    """How many customers a colleague owns."""

    owner: PersonCard
    count: int


@dataclass(frozen=True, slots=True)
class CustomerFacets:
    """What a list of customers may be narrowed by, those of most customers first."""

    tiers: tuple[TierCount, ...]
    owners: tuple[OwnerCount, ...]


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A record of a customer's timeline; `about` is false where it only names them."""

    record: RecordLink
    kind: Kind
    source: str
    occurred_at: Moment | None
    about: bool


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind a customer has."""

    kind: Kind
    count: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some of a timeline, the newest first, of so many that fit. `kinds` are those of the whole timeline,
    whatever it is narrowed by; the first page tells them."""

    entries: tuple[TimelineItem, ...]
    total: int
    offset: int
    limit: int
    kinds: tuple[KindCount, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody at a customer; `last_met` is the latest record whose contact they are."""

    record: RecordLink
    name: str
    title: str
    email: str
    phone: str
    last_met: RecordLink | None
    last_met_at: Moment | None


@dataclass(frozen=True, slots=True)
class StageChange:
    """When a deal came to a stage, and the words of its record that say so: `text[start:end] == quote` in
    that version."""

    stage: str
    day: date
    version: int
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal; `state` is open, won or lost, as the settings read its stage. `amount` is decimal text."""

    record: RecordLink
    state: str
    stage: str
    amount: str
    currency: str
    product: str
    owner: str
    owner_card: PersonCard | None
    close_date: date | None
    next_step: str
    history: tuple[StageChange, ...]


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket; `days` from its opening to its closing, or to today."""

    record: RecordLink
    is_open: bool
    status: str
    priority: str
    product: str
    assignee: str
    assignee_card: PersonCard | None
    opened_on: date | None
    closed_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract; `is_running` where it has not ended by the company's day, `days_left` until it does."""

    record: RecordLink
    amount: str
    currency: str
    status: str
    owner: str
    owner_card: PersonCard | None
    signed_on: date | None
    start_date: date | None
    end_date: date | None
    is_running: bool
    days_left: int | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document that is about a customer, as its source or its title says, or, where `about` is false,
    names them in its text."""

    record: RecordLink
    occurred_at: Moment | None
    uri: str
    about: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A colleague who had to do with a customer, and how; `record_count` counts each record once."""

    person: PersonCard
    is_owner: bool
    active: bool
    record_count: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Who has to do with a customer: the owner, those here, and those who have left."""

    owner: PersonCard | None
    members: tuple[TeamMember, ...]
    formerly: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed from `since` to `until`, both within; no sentence where nothing did."""

    language: Language
    since: date
    until: date
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A customer from every side."""

    customer: CustomerView
    counts: tuple[KindCount, ...]
    team: Team
    brief: Brief
    traits: Traits
    competitors: tuple[CompetitorView, ...]
    open_items: tuple[OpenItem, ...]
    contacts: tuple[ContactView, ...]
    deals: tuple[DealView, ...]
    contracts: tuple[ContractView, ...]
    tickets: tuple[TicketView, ...]
    documents: tuple[DocumentView, ...]
    timeline: TimelinePage
