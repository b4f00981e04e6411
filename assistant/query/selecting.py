"""The records that meet a typed query, selected through the gate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    func,
    or_,
    select,
    type_coerce,
)

from assistant.query.known_fields import KnownFields, is_record_date
from assistant.query.topics import TopicMatcher
from assistant.query.typed_query import Condition, PersonCondition, TypedQuery
from ingest.access import Access
from ingest.catalog.visible import Visible, visible
from ingest.errors import PermanentError
from ingest.filters import UNFILTERED, Filters
from ingest.moments import from_text, to_text
from ingest.names import fold
from ingest.records import Kind, Moment
from ingest.typed_values import FOLDED_CHARACTERS

_ACCOUNT: Kind = "account"
_DAY_CHARACTERS = 10


class QueryError(PermanentError):
    """A query that cannot be run over what the asker's records have: no such field, customer or person."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A record that meets the query; `day` is its own, in the company's time zone."""

    record_id: str
    kind: Kind
    title: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a query names: customer ids, and person ids with what a record may call them, condition by
    condition."""

    customers: tuple[str, ...]
    people: tuple[tuple[PersonCondition, tuple[str, ...], tuple[str, ...]], ...]


class RecordSelector:
    """Selects for one asker; raises QueryError for a field that no readable record of the kinds has."""

    def __init__(
        self, connection: Connection, known: KnownFields, timezone: ZoneInfo, *, access: Access
    ) -> None:
        self._connection = connection
        self._known = known
        self._timezone = timezone
        self._seen: Visible = visible(access=access)

    def select(
        self,
        query: TypedQuery,
        resolved: Resolved,
        *,
        filters: Filters = UNFILTERED,
        without: Collection[str] = (),
    ) -> list[Selected]:
        """The records, the latest first."""
        records = self._seen.records.c
        occurred = type_coerce(records.occurred_at, String)
        columns = [records.record_id, records.kind, records.title, occurred.label("occurred")]
        if query.about:
            columns.append(records.text)
        statement: Select[tuple[object, ...]] = (
            select(*columns)
            .where(records.kind.in_(query.kinds), *self._conditions(query, resolved, filters))
            .order_by(occurred.desc().nulls_last(), records.record_id)
        )
        matcher = TopicMatcher(query.about) if query.about else None
        return [
            Selected(row.record_id, row.kind, row.title, self._day(row.occurred))
            for row in self._connection.execute(statement)
            if row.record_id not in without
            and (matcher is None or matcher.matches(f"{row.title}\n{row.text}"))
        ]

    def _conditions(
        self, query: TypedQuery, resolved: Resolved, filters: Filters
    ) -> list[ColumnElement[bool]]:
        records = self._seen.records.c
        conditions = [self._condition(one, query.kinds) for one in query.where]
        if query.customers:
            conditions.append(self._about_customers(resolved.customers))
        for person, ids, names in resolved.people:
            conditions.append(self._tied(person, ids, names))
        if filters.kinds:
            conditions.append(records.kind.in_(filters.kinds))
        if filters.customers:
            conditions.append(self._about_customers(filters.customers))
        if filters.people:
            ties = self._seen.involvements.c
            tied = select(ties.record_id).where(ties.person_id.in_(filters.people))
            conditions.append(records.record_id.in_(tied))
        for kinds in filter(None, (query.knowledge, filters.knowledge)):
            held = self._seen.chunk_knowledge.c
            of_kind = select(held.record_id).where(held.knowledge.in_(kinds))
            conditions.append(records.record_id.in_(of_kind))
        occurred = type_coerce(records.occurred_at, String)
        if filters.since:
            conditions.append(occurred >= to_text(filters.since))
        if filters.until:
            conditions.append(_up_to(occurred, filters.until))
        return conditions

    def _condition(self, condition: Condition, kinds: Sequence[Kind]) -> ColumnElement[bool]:
        if condition.of == "customer" and kinds != (_ACCOUNT,):
            ties, customers = self._seen.record_customers.c, self._seen.customers.c
            stating = select(ties.record_id).join(
                self._seen.customers, customers.customer_id == ties.customer_id
            )
            of_customer = self._meets(condition, (_ACCOUNT,), customers.record_id)
            return self._seen.records.c.record_id.in_(stating.where(of_customer))
        return self._meets(condition, kinds, self._seen.records.c.record_id)

    def _meets(
        self, condition: Condition, kinds: Sequence[Kind], record_id: ColumnElement[str]
    ) -> ColumnElement[bool]:
        """That the record with this id meets the condition."""
        if is_record_date(condition.field):
            records = self._seen.records.c
            occurred = type_coerce(records.occurred_at, String)
            if record_id is records.record_id:
                return self._within(occurred, condition)
            return record_id.in_(select(records.record_id).where(self._within(occurred, condition)))
        fields = self._seen.fields.c
        meant = [(kind, self._known.meant(kind, condition.field)) for kind in kinds]
        named = [and_(fields.kind == kind, fields.name == one.name) for kind, one in meant if one]
        if not named:
            raise QueryError(
                f"No {' or '.join(kinds)} has a field {condition.field!r}; GET /api/query/fields lists them"
            )
        having = select(fields.record_id).where(or_(*named))
        if condition.given is False:
            return record_id.not_in(having)
        tests: list[ColumnElement[bool]] = []
        if condition.any_of:
            tests.append(fields.folded.in_([_folded(one) for one in condition.any_of]))
        if condition.contains:
            tests.append(fields.folded.contains(fold(condition.contains), autoescape=True))
        for limit, test in (
            (condition.above, fields.number.__gt__),
            (condition.at_least, fields.number.__ge__),
            (condition.below, fields.number.__lt__),
            (condition.at_most, fields.number.__le__),
        ):
            if limit is not None:
                tests.append(test(float(limit)))
        if condition.since or condition.before:
            tests.append(self._within(fields.moment, condition))
        met = record_id.in_(having.where(*tests))
        if not condition.none_of:
            return met
        refused = record_id.not_in(
            having.where(fields.folded.in_([_folded(one) for one in condition.none_of]))
        )
        return and_(met, refused) if tests or condition.given else refused

    def _within(self, moment: ColumnElement[str], condition: Condition) -> ColumnElement[bool]:
        """That a day or an instant, as text, lies within the condition's days."""
        if not (condition.since or condition.before):
            given = moment.is_not(None) & (moment != "")
            return ~func.coalesce(given, False) if condition.given is False else given
        is_day = func.length(moment) == _DAY_CHARACTERS
        days, instants = [is_day], [func.length(moment) > _DAY_CHARACTERS]
        if condition.since:
            days.append(moment >= condition.since.isoformat())
            instants.append(moment >= self._midnight(condition.since))
        if condition.before:
            days.append(moment < condition.before.isoformat())
            instants.append(moment < self._midnight(condition.before))
        return or_(and_(*days), and_(*instants))

    def _midnight(self, day: date) -> str:
        return to_text(datetime.combine(day, time(), self._timezone).astimezone(UTC))

    def _day(self, occurred: str | None) -> date | None:
        if not occurred:
            return None
        return local_day(from_text(occurred), self._timezone)

    def _about_customers(self, customers: Sequence[str]) -> ColumnElement[bool]:
        ties = self._seen.record_customers.c
        about = select(ties.record_id).where(ties.customer_id.in_(customers))
        return self._seen.records.c.record_id.in_(about)

    def _tied(
        self, person: PersonCondition, ids: Sequence[str], names: Sequence[str]
    ) -> ColumnElement[bool]:
        """By the ties that are known; where a record has none in the role, by a field of the role that
        holds what they are called."""
        ties, fields = self._seen.involvements.c, self._seen.fields.c
        tied = select(ties.record_id).where(ties.person_id.in_(ids))
        called = select(fields.record_id).where(fields.folded.in_([_folded(one) for one in names]))
        if not person.roles:
            return self._seen.records.c.record_id.in_(tied)
        record_id, in_role = self._seen.records.c.record_id, ties.role.in_(person.roles)
        return or_(
            record_id.in_(tied.where(in_role)),
            and_(
                record_id.in_(called.where(fields.name.in_(person.roles))),
                record_id.not_in(select(ties.record_id).where(in_role)),
            ),
        )


def local_day(moment: Moment, timezone: ZoneInfo) -> date:
    """The day of a moment in a time zone; a date is its own."""
    return moment.astimezone(timezone).date() if isinstance(moment, datetime) else moment


def _folded(text: str) -> str:
    return fold(text)[:FOLDED_CHARACTERS]


def _up_to(occurred: ColumnElement[str], until: Moment) -> ColumnElement[bool]:
    if isinstance(until, datetime):
        return occurred <= to_text(until)
    return func.substr(occurred, 1, _DAY_CHARACTERS) <= until.isoformat()
