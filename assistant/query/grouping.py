"""Tells selected records apart: by a field, a customer, a person, a kind or a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from assistant.answers import CustomerLink, PersonCard
from assistant.called import called
from assistant.cards import person_cards
from assistant.customers.links import link_of
from assistant.query.record_values import FieldValue, RecordValues
from assistant.query.selecting import QueryError, Selected
from assistant.query.typed_query import Group
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Role

TIMES = ("year", "quarter", "month", "week", "day")
_MOST_STEPS = 400  # of a row of times without gaps

Labels = Mapping[str, Sequence[str]]
"""Record id -> the groups that it is in; none where it says nothing."""


class Grouper:
    """Names the groups of records, for one asker, in a language or as recorded."""

    def __init__(
        self,
        connection: Connection,
        values: RecordValues,
        language: Language | None,
        *,
        access: Access,
    ) -> None:
        self._connection = connection
        self._values = values
        self._language = language
        self._access = access

    def labels(self, group: Group, records: Sequence[Selected]) -> Labels:
        """What each record is counted under."""
        if group.by == "kind":
            return {one.record_id: [one.kind] for one in records}
        if group.by == "customer":
            return self._customers(records)
        if group.by == "person":
            return self._people(records, group.role or "owner")
        if group.by == "field":
            read = (
                self._values.of_customers_field if group.of == "customer" else self._values.of_field
            )
            return _alike(read(records, group.field))
        days = self._values.days(records, group.field)
        return {record_id: [time_label(group.by, day)] for record_id, day in days.items()}

    def _customers(self, records: Sequence[Selected]) -> Labels:
        customers = visible(access=self._access).customers
        name_of = {
            row.customer_id: self._called(link_of(row))
            for row in self._connection.execute(select(customers))
        }
        tied = self._values.customers_of(records)
        found = {
            record_id: [name_of[one] for one in ids if one in name_of]
            for record_id, ids in tied.items()
        }
        # Of a customer that no readable record states what the records themselves call it.
        return _or_as_said(found, records, self._values, "customer")

    def _called(self, one: CustomerLink | PersonCard) -> str:
        return called(one).said(self._language) if self._language else one.name

    def _people(self, records: Sequence[Selected], role: Role) -> Labels:
        tied = self._values.people_of(records, role)
        everybody = list(dict.fromkeys(one for ids in tied.values() for one in ids))
        cards = person_cards(self._connection, everybody, access=self._access)
        name_of = {one: self._called(card) for one, card in cards.items()}
        names = [*name_of.values()]
        label_of = {
            one: name if names.count(name) == 1 else f"{name} ({cards[one].email})"
            for one, name in name_of.items()
        }
        found = {
            record_id: [label_of[one] for one in ids if one in label_of]
            for record_id, ids in tied.items()
        }
        return _or_as_said(found, records, self._values, role)


def time_label(by: str, day: date) -> str:
    """2025, 2025 Q3, 2025-07, 2025-W28, 2025-07-08: they sort as they follow."""
    if by == "year":
        return f"{day.year}"
    if by == "quarter":
        return f"{day.year} Q{(day.month + 2) // 3}"
    if by == "month":
        return f"{day:%Y-%m}"
    if by == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()


def without_gaps(by: str, first: date, last: date) -> list[str]:
    """Every label from the one day to the other; none where they would be too many."""
    step = {"week": 7, "day": 1}.get(by, 28)
    if (last - first).days // step > _MOST_STEPS:
        return []
    days = [first + timedelta(days=at) for at in range(0, (last - first).days, step)]
    return list(dict.fromkeys(time_label(by, day) for day in (*days, last)))


def _alike(said: Mapping[str, Sequence[FieldValue]]) -> Labels:
    """Values that fold alike are one group, written as most write them."""
    written: dict[str, dict[str, int]] = {}
    for values in said.values():
        for one in values:
            spellings = written.setdefault(one.folded, {})
            spellings[one.value] = spellings.get(one.value, 0) + 1
    label_of = {
        folded: min(spellings, key=lambda one: (-spellings[one], one)).strip()
        for folded, spellings in written.items()
    }
    return {
        record_id: list(dict.fromkeys(label_of[one.folded] for one in values))
        for record_id, values in said.items()
    }


def _or_as_said(
    found: Mapping[str, Sequence[str]],
    records: Sequence[Selected],
    values: RecordValues,
    field: str,
) -> Labels:
    """The labels found, and of records without any what a field of theirs says."""
    bare = [one for one in records if not found.get(one.record_id)]
    try:
        said = _alike(values.of_field(bare, field)) if bare else {}
    except QueryError:
        said = {}
    return {**found, **said}
