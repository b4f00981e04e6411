"""What a customer is worth and how the relation goes, as it is shown: each figure with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answers import RecordLink
from ingest.records import Moment

SchemeName = Literal["rules", "peppers_rogers"]
SignalKind = Literal["loyalty", "churn"]


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """Words of a record: `text[start:end] == quote` in that version."""

    record: RecordLink
    version: int
    occurred_at: Moment | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """A contract, or a deal won that no contract is of; `value` is its sum in the company's currency,
    decimal text, empty where it cannot be told."""

    record: RecordLink
    day: date | None
    amount: str
    currency: str
    value: str
    product: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    """One of recency (days since the last purchase), frequency (purchases) and monetary (their value): the
    figure as decimal text, and its quintile among all who bought, 5 the best."""

    name: Literal["recency", "frequency", "monetary"]
    figure: str
    score: int


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class by one scheme and why; empty where none fits."""

    scheme: SchemeName
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class AssociationView:
    """Who bought `bought` also bought `also`, which this customer has not: the share of all buyers that
    have both, of those with the first that have the second, and how much more than by chance; and the
    purchases of this customer and of others behind it."""

    bought: str
    also: str
    support: float
    confidence: float
    lift: float
    own: tuple[RecordLink, ...]
    others: tuple[RecordLink, ...]


@dataclass(frozen=True, slots=True)
class SignalView:
    """Something that speaks for a customer's staying or going, with the records behind it."""

    kind: SignalKind
    name: str
    text: str
    records: tuple[RecordLink, ...]
    quotes: tuple[QuotedLine, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """All figures are of what the asker may read. `value` is what was bought within the settings' days,
    `pipeline` the sum of open deals, `net` the margin less what serving them cost; in `currency`."""

    tier: str
    currency: str
    value: str
    pipeline: str
    net: str
    classes: tuple[ClassView, ...]
    scores: tuple[ScoreView, ...]
    purchases: tuple[PurchaseView, ...]
    pipeline_deals: tuple[RecordLink, ...]
    associations: tuple[AssociationView, ...]
    signals: tuple[SignalView, ...]


@dataclass(frozen=True, slots=True)
class CompetitorView:
    """A competitor that records of a customer mention; the name is empty where they say none."""

    name: str
    last_at: Moment | None
    quotes: tuple[QuotedLine, ...]
