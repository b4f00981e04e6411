"""Turns two results into percent: of a part among the whole, or of each group among all."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.query.results import QueryResult, ResultRow
from assistant.query.selecting import QueryError
from assistant.query.typed_query import TypedQuery

PERCENT = "%"
_TENTH = Decimal("0.1")


def query_of_part(query: TypedQuery) -> TypedQuery:
    """The query for the part alone; that for the whole where a share is told of groups."""
    part = query.share.part if query.share else None
    if part is None:
        return query.model_copy(update={"share": None})
    return query.model_copy(
        update={
            "share": None,
            "where": (*query.where, *part.where),
            "customers": part.customers or query.customers,
            "people": (*query.people, *part.people),
        }
    )


def shared(whole: QueryResult, part: QueryResult) -> QueryResult:
    """Percent to the tenth, half up. `totals` are the share, the part and the whole.

    QueryError where the number is in several currencies, or the whole is nothing.
    """
    [of_all, *others] = whole.totals
    if others or not of_all.number:
        raise QueryError("There is no one whole to tell a share of")
    of_part = part.totals[0] if len(part.totals) == 1 else ResultRow((), None, "", ())
    percent = ResultRow(
        (), _percent(of_part.number or Decimal(), of_all.number), PERCENT, part.record_ids
    )
    rows = [percent]
    if whole.query.group_by:
        in_part = {row.labels: row for row in part.rows}
        of_groups = whole.query.share is not None and whole.query.share.part is not None
        rows = [
            _row(row, in_part.get(row.labels), row.number if of_groups else of_all.number)
            for row in whole.rows
        ]
    return replace(
        whole,
        rows=tuple(rows),
        totals=(percent, of_part, of_all),
        titles=whole.titles | part.titles,
    )


def _row(whole: ResultRow, part: ResultRow | None, divisor: Decimal | None) -> ResultRow:
    number = part.number if part and part.number is not None else Decimal()
    percent = _percent(number, divisor) if divisor else None
    return ResultRow(whole.labels, percent, PERCENT, part.record_ids if part else ())


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)
