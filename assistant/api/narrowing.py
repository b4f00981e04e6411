"""How a request narrows what is searched."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict

from assistant.answers import Filters
from assistant.api.ids import Id
from ingest.filters import Knowledge
from ingest.records import Kind, Moment


def _dashed(value: object) -> object:
    if isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("write a date as 2026-06-30, or a time as 2026-06-30T09:00:00+08:00")
    return value


def _utc(moment: Moment) -> Moment:
    return _instant(moment) if isinstance(moment, datetime) else moment


def _instant(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("there is no such time in UTC") from error


MomentText = Annotated[AwareDatetime | date, BeforeValidator(_dashed), AfterValidator(_utc)]
InstantText = Annotated[AwareDatetime, AfterValidator(_instant)]


class Narrowing(BaseModel):
    """Explicit filters in a request's body; dates are inclusive."""

    model_config = ConfigDict(extra="forbid")

    customers: tuple[Id, ...] = ()
    people: tuple[Id, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: MomentText | None = None
    until: MomentText | None = None
    knowledge: tuple[Knowledge, ...] = ()

    def filters(self) -> Filters:
        """The same, as the assistant takes it."""
        return Filters(
            self.customers, self.people, self.kinds, self.since, self.until, self.knowledge
        )


def narrowing_in_query(
    customer: Annotated[tuple[str, ...], Query()] = (),
    person: Annotated[tuple[str, ...], Query()] = (),
    kind: Annotated[tuple[Kind, ...], Query()] = (),
    since: MomentText | None = None,
    until: MomentText | None = None,
    knowledge: Annotated[tuple[Knowledge, ...], Query()] = (),
) -> Filters:
    """The filters of a query string, where `customer`, `person`, `kind` and `knowledge` may be repeated."""
    return Filters(customer, person, kind, since, until, knowledge)
