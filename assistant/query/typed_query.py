"""What is counted, summed or listed: one shape for the question grammar, the API and a language model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ingest.filters import Knowledge
from ingest.records import Kind, Role

RECORD_DATE = "date"
"""The field name that means a record's own date: when it took place, was opened, is due."""
ME = "me"
"""The person who asks."""

LONGEST_WORD = 200
Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_WORD)
]
Number = Annotated[Decimal, Field(max_digits=30)]
"""Written out digit by digit wherever it is said, so 1E999999999 is none."""
Of = Literal["record", "customer"]
"""Whose field: the record's own, or that of the customer it is about (a ticket's region)."""

_FROZEN = ConfigDict(extra="forbid", frozen=True)
_TESTS = (
    "any_of",
    "none_of",
    "contains",
    "above",
    "at_least",
    "below",
    "at_most",
    "since",
    "before",
)


class Condition(BaseModel):
    """What a field must be; every test that is given must hold, of one and the same value.

    `since` and `before` are a half-open range of days. `given` false wants records without the field.
    A record without the field meets `none_of` alone, and `given` false.
    """

    model_config = _FROZEN

    field: Word = Field(description="a field of the records, or 'date' for the record's own date")
    of: Of = "record"
    any_of: tuple[Word, ...] = Field(default=(), max_length=100)
    none_of: tuple[Word, ...] = Field(default=(), max_length=100)
    contains: str = Field(default="", max_length=200)
    above: Number | None = None
    at_least: Number | None = None
    below: Number | None = None
    at_most: Number | None = None
    since: date | None = Field(default=None, description="the first day")
    before: date | None = Field(default=None, description="the day after the last")
    given: bool | None = None

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        if self.given is None and not any(
            getattr(self, test) not in (None, (), "") for test in _TESTS
        ):
            raise ValueError(
                f"say what {self.field!r} must be: give one of {', '.join(_TESTS)} or given"
            )
        if self.since and self.before and self.since >= self.before:
            raise ValueError("`since` must be earlier than `before`, the day after the last")
        return self


class PersonCondition(BaseModel):
    """Somebody must be tied to the record: one of `people`, by name, address or id, or "me"."""

    model_config = _FROZEN

    people: tuple[Word, ...] = Field(min_length=1, max_length=50)
    roles: tuple[Role, ...] = Field(default=(), description="any of these; empty: any role")


class Topic(BaseModel):
    """The record's title or text must contain one of the words: Chinese ones as they stand, English ones
    as whole words, in the singular or the plural."""

    model_config = _FROZEN

    any_of: tuple[Word, ...] = Field(min_length=1, max_length=20)


class Group(BaseModel):
    """What the records are told apart by. Of a time `field` is whose day, the record's own if empty;
    of a person `role` is whose."""

    model_config = _FROZEN

    by: Literal["field", "customer", "person", "kind", "year", "quarter", "month", "week", "day"]
    field: str = Field(default="", max_length=200)
    of: Of = "record"
    role: Role | None = None

    @model_validator(mode="after")
    def _names_its_field(self) -> Self:
        if self.by == "field" and not self.field:
            raise ValueError("grouping by a field needs its name")
        if self.by == "person" and self.role is None:
            raise ValueError("grouping by person needs their role")
        return self


class Measure(BaseModel):
    """What is told of the records: how many they are, a number over one of their fields, or themselves.

    With `days_from` the number is a count of days, from that field's day to `days_to`'s, or to the
    asker's day where a record has none. A list with a field is ordered by it.
    """

    model_config = _FROZEN

    what: Literal["count", "sum", "average", "minimum", "maximum", "list"] = "count"
    field: str = Field(
        default="", max_length=200, description="the number that is summed and so on"
    )
    days_from: str = Field(default="", max_length=200)
    days_to: str = Field(default="", max_length=200)
    customers: bool = Field(default=False, description="count distinct customers, not records")
    distinct: Group | None = Field(
        default=None, description="count how many different ones of these there are, not records"
    )

    @model_validator(mode="after")
    def _has_what_it_measures(self) -> Self:
        measured = bool(self.field or self.days_from)
        if self.what == "count" and measured:
            raise ValueError("a count has no field")
        if self.what not in ("count", "list") and not measured:
            raise ValueError(f"{self.what} needs a field or days_from")
        if (self.customers or self.distinct) and self.what != "count":
            raise ValueError("what is distinct is counted, not summed or listed")
        if self.customers and self.distinct:
            raise ValueError("count distinct customers or another thing, not both")
        if self.field and self.days_from:
            raise ValueError("measure a field or days, not both")
        return self


class Part(BaseModel):
    """Which of the records a share is asked of; at least one condition."""

    model_config = _FROZEN

    where: tuple[Condition, ...] = Field(default=(), max_length=20)
    customers: tuple[Word, ...] = Field(default=(), max_length=50)
    people: tuple[PersonCondition, ...] = Field(default=(), max_length=10)

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if not (self.where or self.customers or self.people):
            raise ValueError("say which part: give where, customers or people")
        return self


class Share(BaseModel):
    """Percent instead of numbers: of `part` among the records, in each group where there are any; with no
    part, of each group among all."""

    model_config = _FROZEN

    part: Part | None = None


class TypedQuery(BaseModel):
    """A question over structured records. Every condition must hold; it is checked against the fields
    that the asker's records really have before it is run."""

    model_config = _FROZEN

    kinds: tuple[Kind, ...] = Field(min_length=1, max_length=18)
    measure: Measure = Measure()
    where: tuple[Condition, ...] = Field(default=(), max_length=20)
    customers: tuple[Word, ...] = Field(
        default=(), max_length=50, description="names or ids; the record is about one of them"
    )
    people: tuple[PersonCondition, ...] = Field(default=(), max_length=10)
    about: tuple[Topic, ...] = Field(default=(), max_length=10)
    knowledge: tuple[Knowledge, ...] = Field(
        default=(),
        max_length=5,
        description="some passage of the record is knowledge about, for, from or made with customers, or none",
    )
    group_by: tuple[Group, ...] = Field(default=(), max_length=2)
    order: Literal["largest", "smallest", "group", "newest", "oldest"] | None = Field(
        default=None, description="left out: times in their order, other groups by the largest"
    )
    limit: int | None = Field(default=None, ge=1, le=1000, description="the first so many rows")
    share: Share | None = None

    @model_validator(mode="after")
    def _shares_a_number(self) -> Self:
        if not self.share:
            return self
        if self.measure.what not in ("count", "sum") or self.measure.distinct:
            raise ValueError("a share is of a count or a sum")
        if self.limit or not (self.share.part or self.group_by):
            raise ValueError("a share needs its part or groups, and has no limit")
        return self
