"""Runs a typed query for one asker: exact numbers, each with the records behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import product
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.query.grouping import TIMES, Grouper, Labels, without_gaps
from assistant.query.known_fields import KnownFields
from assistant.query.naming import resolve
from assistant.query.record_values import RecordValues
from assistant.query.results import Chart, QueryResult, ResultRow
from assistant.query.selecting import QueryError, RecordSelector, Selected
from assistant.query.shares import query_of_part, shared
from assistant.query.typed_query import Group, Measure, TypedQuery
from assistant.questions import Language
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.store import Store
from ingest.typed_values import number_of

_CENTS = Decimal("0.01")
_MOST_BARS = 60
_UNIT_FIELD = "currency"


@dataclass(frozen=True, slots=True)
class _Number:
    """What one record adds, and its unit."""

    number: Decimal
    unit: str


class QueryRunner:
    """Runs queries over what each asker may read; keeps nothing."""

    def __init__(self, store: Store, vocabulary: FieldVocabulary, timezone: ZoneInfo) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._timezone = timezone

    def known_fields(self, connection: Connection, *, access: Access) -> KnownFields:
        """The fields that the asker's records have."""
        return KnownFields(connection, self._vocabulary, access=access)

    def run(
        self,
        query: TypedQuery,
        *,
        access: Access,
        today: date,
        filters: Filters = UNFILTERED,
        without: Collection[str] = (),
        language: Language | None = None,
    ) -> QueryResult:
        """The numbers. `today` is the asker's day; `without` leaves out records as if never read; customers
        and colleagues that records are told apart by are called by their names in `language`, else as recorded.

        QueryError where the asker's records have no such kind, field, customer or person.
        """
        if query.share:
            whole = query.model_copy(update={"share": None})
            run = partial(self.run, access=access, today=today, filters=filters, language=language)
            of_all = run(whole, without=without)
            part = query_of_part(query)
            of_part = run(part, without=without)
            if others := {*of_part.record_ids}.difference(of_all.record_ids):
                # The part names customers of its own.
                others.update(without)
                of_part = run(part, without=others)
            return shared(replace(of_all, query=query), of_part)
        resolved = resolve(self._store, query, access=access)
        with self._store.catalog.reading() as connection:
            known = self.known_fields(connection, access=access)
            if not any(map(known.exists, query.kinds)):
                raise QueryError(f"There is no {' or '.join(query.kinds)} that you may read")
            selector = RecordSelector(connection, known, self._timezone, access=access)
            records = selector.select(query, resolved, filters=filters, without=without)
            values = RecordValues(connection, known, self._timezone, access=access)
            _check(query, known)
            grouper = Grouper(connection, values, language, access=access)
            return _Run(query, records, values, grouper, today).result()


class _Run:
    """One query over the records that meet it."""

    def __init__(
        self,
        query: TypedQuery,
        records: Sequence[Selected],
        values: RecordValues,
        grouper: Grouper,
        today: date,
    ) -> None:
        self._query = query
        self._records = records
        self._values = values
        self._grouper = grouper
        self._today = today
        self._numbers = self._measured(query.measure)
        self._distinct = self._told_apart()

    def result(self) -> QueryResult:
        query, listing = self._query, self._query.measure.what == "list"
        rows = self._listed() if listing and not query.group_by else self._grouped()
        cut = _cut(rows, query.limit) if query.limit else rows
        shown = {record_id for row in cut for record_id in row.record_ids}
        units = {one.unit for one in self._numbers.values()} - {row.unit for row in cut}
        return QueryResult(
            query=query,
            rows=tuple(cut),
            totals=tuple(self._totals()),
            record_ids=tuple(one.record_id for one in self._records),
            without_number=len(self._records) - len(self._numbers) if self._is_measured else 0,
            titles={one.record_id: one.title for one in self._records if one.record_id in shown},
            chart=self._chart(cut),
            units_left_out=tuple(sorted(units)) if query.limit and cut else (),
        )

    @property
    def _is_measured(self) -> bool:
        measured = self._query.measure.field or self._query.measure.days_from
        return bool(measured) and not self._is_ordered_by_day

    @property
    def _is_ordered_by_day(self) -> bool:
        """Whether a list is ordered by a day: its field is no number then."""
        query = self._query
        return query.measure.what == "list" and query.order in ("newest", "oldest")

    def _measured(self, measure: Measure) -> dict[str, _Number]:
        """Record id -> its number; records without one are left out."""
        if measure.days_from:
            return self._days_between(measure)
        if not measure.field:
            return {}
        units = self._units(measure.field)
        found: dict[str, _Number] = {}
        if self._is_ordered_by_day:
            return {}
        for record_id, values in self._values.of_field(self._records, measure.field).items():
            numbers = [n for one in values if (n := number_of(one.value)) is not None]
            if numbers:
                found[record_id] = _Number(numbers[0], units.get(record_id, ""))
        return found

    def _units(self, field: str) -> Mapping[str, str]:
        """Record id -> the currency of its number: of amounts of money, where the records say it."""
        if not self._values.is_money(self._records, field):
            return {}
        try:
            said = self._values.of_field(self._records, _UNIT_FIELD)
        except QueryError:
            return {}
        return {record_id: values[0].value.strip() for record_id, values in said.items() if values}

    def _days_between(self, measure: Measure) -> dict[str, _Number]:
        begun = self._values.days(self._records, measure.days_from)
        ended = self._values.days(self._records, measure.days_to) if measure.days_to else {}
        return {
            record_id: _Number(Decimal((ended.get(record_id, self._today) - day).days), "")
            for record_id, day in begun.items()
        }

    def _listed(self) -> list[ResultRow]:
        """A row a record; by its number where one is asked for, then those without."""
        if self._is_ordered_by_day:
            return self._listed_by_day()
        rows = [
            ResultRow(
                (one.title,),
                number.number if number else None,
                number.unit if number else "",
                (one.record_id,),
            )
            for one in self._records
            for number in [self._numbers.get(one.record_id)]
        ]
        order = self._query.order
        if self._is_measured and order in (None, "largest", "smallest"):
            sign = 1 if order == "smallest" else -1
            often = Counter(row.unit for row in rows)
            rows.sort(
                key=lambda row: (
                    row.number is None,
                    -often[row.unit],
                    row.unit,
                    sign * (row.number or Decimal()),
                )
            )
        return rows

    def _listed_by_day(self) -> list[ResultRow]:
        """Those that state the day, with it; of one day all, where a limit would cut them."""
        days = self._values.days(self._records, self._query.measure.field)
        dated = [one for one in self._records if one.record_id in days]
        dated.sort(key=lambda one: days[one.record_id], reverse=self._query.order == "newest")
        return [
            ResultRow((one.title,), None, days[one.record_id].isoformat(), (one.record_id,))
            for one in dated
        ]

    def _grouped(self) -> list[ResultRow]:
        labels = [self._grouper.labels(group, self._records) for group in self._query.group_by]
        held: dict[tuple[str, ...], list[Selected]] = defaultdict(list)
        for one in self._records:
            for key in product(*(list(of.get(one.record_id, ())) or [""] for of in labels)):
                held[key].append(one)
        for key in self._missing_times():
            held.setdefault(key, [])
        rows = [row for key, members in held.items() for row in self._rows(key, members)]
        return self._ordered(rows)

    def _missing_times(self) -> list[tuple[str, ...]]:
        """Between the first and the last of a row of times, those that no record is of."""
        groups = self._query.group_by
        if len(groups) != 1 or groups[0].by not in TIMES or self._query.measure.what != "count":
            return []
        days = self._values.days(self._records, groups[0].field).values()
        return (
            [(label,) for label in without_gaps(groups[0].by, min(days), max(days))] if days else []
        )

    def _rows(self, key: tuple[str, ...], members: Sequence[Selected]) -> list[ResultRow]:
        """The number of some records: one row, or one for each unit."""
        measure = self._query.measure
        ids = tuple(one.record_id for one in members)
        if not self._is_measured or measure.what == "list":
            return [ResultRow(key, self._count(ids), "", ids)]
        by_unit: dict[str, list[str]] = defaultdict(list)
        for record_id in ids:
            if record_id in self._numbers:
                by_unit[self._numbers[record_id].unit].append(record_id)
        return [
            ResultRow(
                key,
                _aggregate(measure.what, [self._numbers[one].number for one in of_unit]),
                unit,
                tuple(of_unit),
            )
            for unit, of_unit in sorted(by_unit.items(), key=lambda item: (-len(item[1]), item[0]))
        ]

    def _told_apart(self) -> Labels | None:
        """What is counted instead of the records, of each record; customers that the asker may know of."""
        measure = self._query.measure
        if measure.customers:
            known = self._values.known_customers_of(self._records)
            called = self._grouper.labels(Group(by="customer"), self._records)
            return {one: known.get(one) or said for one, said in called.items()}
        return self._grouper.labels(measure.distinct, self._records) if measure.distinct else None

    def _count(self, ids: Sequence[str]) -> Decimal:
        if self._distinct is None:
            return Decimal(len(ids))
        return Decimal(len({one for record_id in ids for one in self._distinct.get(record_id, ())}))

    def _totals(self) -> list[ResultRow]:
        return self._rows((), self._records) or [ResultRow((), None, "", ())]

    def _ordered(self, rows: list[ResultRow]) -> list[ResultRow]:
        """As asked; times as they follow, and other groups by the largest of their unit."""
        groups, order = self._query.group_by, self._query.order
        timed = bool(groups) and groups[0].by in TIMES
        if order in ("group", "oldest") or (order is None and timed):
            return sorted(rows, key=lambda row: (row.labels == ("",), row.labels))
        if order == "newest":
            return sorted(rows, key=lambda row: (row.labels != ("",), row.labels), reverse=True)
        sign = 1 if order == "smallest" else -1
        often = Counter(row.unit for row in rows)
        return sorted(
            rows,
            key=lambda row: (
                -often[row.unit],
                row.unit,
                sign * (row.number or Decimal()),
                row.labels,
            ),
        )

    def _chart(self, rows: Sequence[ResultRow]) -> Chart:
        """A picture helps where there are several numbers of one unit, told apart by one thing."""
        if len(self._query.group_by) != 1 or not 2 <= len(rows) <= _MOST_BARS:
            return ""
        if len({row.unit for row in rows}) > 1:
            return ""
        return "line" if self._query.group_by[0].by in TIMES and len(rows) > 2 else "bar"


def _cut(rows: Sequence[ResultRow], limit: int) -> Sequence[ResultRow]:
    """The first so many, and those behind them that are equal to the last in number."""
    end = limit
    while limit <= end < len(rows) and (rows[end].number is not None or rows[end].unit):
        last, following = rows[limit - 1], rows[end]
        if (last.number, last.unit) != (following.number, following.unit):
            break
        end += 1
    return rows[:end]


def _aggregate(what: str, numbers: Sequence[Decimal]) -> Decimal:
    """Exact; an average to the hundredth, half up."""
    if what == "sum":
        return sum(numbers, Decimal())
    if what == "minimum":
        return min(numbers)
    if what == "maximum":
        return max(numbers)
    return (sum(numbers, Decimal()) / len(numbers)).quantize(_CENTS, ROUND_HALF_UP)


def _check(query: TypedQuery, known: KnownFields) -> None:
    """That the fields measured and grouped by are there, though no record may meet the query."""
    measure = query.measure
    asked = [(one, query.kinds) for one in (measure.field, measure.days_from, measure.days_to)]
    for group in (*query.group_by, *([measure.distinct] if measure.distinct else [])):
        asked.append((group.field, ("account",) if group.of == "customer" else query.kinds))
    for field, kinds in asked:
        if field not in ("", "date") and not any(known.meant(kind, field) for kind in kinds):
            raise QueryError(
                f"No {' or '.join(kinds)} has a field {field!r}; GET /api/query/fields lists them"
            )
