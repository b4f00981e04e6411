"""What a typed query gives: numbers, each with the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.query.typed_query import TypedQuery

Chart = Literal["", "bar", "line"]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One number, and every record that it is of; `labels` are its groups in order, empty strings where
    the records say nothing. `number` is None in a list, and where no record has the number."""

    labels: tuple[str, ...]
    number: Decimal | None
    unit: str
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Exact over what the asker may read. `rows` are in the order asked for, cut to the query's limit.

    `totals` are the same number over all the records, one for each unit: sums in different currencies
    are never added. `without_number` counts the records that lack the field measured, which no number
    holds. `titles` names the records of `rows`, and `units_left_out` the units of which a limit left no
    row: 10 EUR are neither more nor less than 60 CNY, and the first are those of the commonest unit.
    """

    query: TypedQuery
    rows: tuple[ResultRow, ...]
    totals: tuple[ResultRow, ...]
    record_ids: tuple[str, ...]
    without_number: int
    titles: dict[str, str]
    chart: Chart
    units_left_out: tuple[str, ...]
