"""Numbers agree with a plain reference over rows made at random, for askers who may read different rows."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.query.execution import QueryRunner
from assistant.query.results import QueryResult
from assistant.query.typed_query import Condition, Group, Measure, Topic, TypedQuery
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.records import Field, Record
from ingest.store import Store
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record, run

TODAY = date(2026, 6, 30)
ASKERS = (frozenset({"everyone"}), frozenset({"everyone", "dept:a"}), frozenset({"dept:b"}))
STAGES = ("谈判", "方案", "Won", "won ", "")


@dataclass(frozen=True)
class Row:
    stage: str
    amount: str
    currency: str
    day: date
    text: str
    audience: tuple[str, ...]

    def may_be_read_by(self, tokens: frozenset[str]) -> bool:
        return bool(tokens.intersection(self.audience))


ROWS = st.lists(
    st.builds(
        Row,
        stage=st.sampled_from(STAGES),
        amount=st.one_of(
            st.just(""),
            st.decimals(0, 10**9, places=2).map(str),
            st.integers(0, 10**7).map(lambda number: f"{number:,}"),
        ),
        currency=st.sampled_from(["CNY", "EUR"]),
        day=st.integers(0, 700).map(lambda days: date(2025, 1, 1) + timedelta(days=days)),
        text=st.sampled_from(
            ["Delivery was late.", "交付延期", "All deliveries in time", "Nothing"]
        ),
        audience=st.sampled_from([("everyone",), ("dept:a",), ("dept:b",), ("dept:a", "dept:b")]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, least=st.integers(0, 10**7))
def test_every_number_is_that_of_a_plain_count(rows: list[Row], least: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), HashEmbedder())
        try:
            run(store, Listing(*(_record(at, row) for at, row in enumerate(rows))))
            for tokens in ASKERS:
                _compare(store, [row for row in rows if row.may_be_read_by(tokens)], tokens, least)
        finally:
            store.close()


def _record(at: int, row: Row) -> Record:
    fields = (("stage", row.stage), ("amount", row.amount), ("currency", row.currency))
    return record(
        f"D{at}",
        row.text,
        kind="deal",
        occurred_at=row.day,
        audience=row.audience,
        fields=(Field("id", "id", f"D{at}"), *(Field(name, name, value) for name, value in fields)),
    )


def _compare(store: Store, rows: list[Row], tokens: frozenset[str], least: int) -> None:
    if not rows:
        return
    runner = QueryRunner(store, FieldVocabulary(), ZoneInfo("Asia/Shanghai"))

    def ask(**parts: object) -> QueryResult:
        return runner.run(
            TypedQuery.model_validate({"kinds": ("deal",), **parts}),
            access=Access("", tokens),
            today=TODAY,
        )

    assert ask().totals[0].number == len(rows)
    by_month: dict[str, int] = defaultdict(int)
    for row in rows:
        by_month[f"{row.day:%Y-%m}"] += 1
    told = {r.labels[0]: r.number for r in ask(group_by=(Group(by="month"),)).rows if r.number}
    assert told == by_month
    late = [
        row
        for row in rows
        if "elivery" in row.text or "交付" in row.text or "deliveries" in row.text
    ]
    assert len(ask(about=(Topic(any_of=("delivery", "交付")),)).record_ids) == len(late)
    spring = Condition(field="date", since=date(2026, 3, 1), before=date(2026, 6, 1))
    expected = sum(date(2026, 3, 1) <= row.day < date(2026, 6, 1) for row in rows)
    assert len(ask(where=(spring,)).record_ids) == expected
    if any(row.stage.strip() for row in rows):
        won = Condition(field="stage", any_of=("WON",))
        assert len(ask(where=(won,)).record_ids) == sum(
            row.stage.strip().lower() == "won" for row in rows
        )
        is_not = Condition(field="stage", none_of=("won",))
        assert len(ask(where=(is_not,)).record_ids) == sum(
            row.stage.strip().lower() != "won" for row in rows
        )
    if any(row.amount for row in rows):
        _compare_amounts(ask, rows, least)


class Ask(Protocol):
    """Runs a query over the deals, of which these parts are given."""

    def __call__(self, **parts: object) -> QueryResult: ...


def _compare_amounts(ask: Ask, rows: list[Row], least: int) -> None:
    amounts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        if row.amount:
            amount = Decimal(row.amount.replace(",", ""))
            amounts[row.stage.strip().lower(), row.currency].append(amount)
    by_stage = (Group(by="field", field="stage"),) if any(row.stage.strip() for row in rows) else ()
    if by_stage:
        summed = ask(measure=Measure(what="sum", field="amount"), group_by=by_stage)
        assert {(r.labels[0].lower(), r.unit): r.number for r in summed.rows} == {
            key: sum(numbers) for key, numbers in amounts.items()
        }
        assert summed.without_number == sum(not row.amount for row in rows)
    for measure in (
        Measure(what="average", field="amount"),
        Measure(what="minimum", field="amount"),
        Measure(what="maximum", field="amount"),
    ):
        told = ask(measure=measure)
        for currency in {currency for _, currency in amounts}:
            numbers = [n for (_, of), held in amounts.items() if of == currency for n in held]
            expected = {
                "average": (sum(numbers, Decimal()) / len(numbers)).quantize(
                    Decimal("0.01"), ROUND_HALF_UP
                ),
                "minimum": min(numbers),
                "maximum": max(numbers),
            }[measure.what]
            assert [r.number for r in told.totals if r.unit == currency] == [expected]
    above = Condition(field="amount", at_least=Decimal(least))
    enough = sum(n >= least for numbers in amounts.values() for n in numbers)
    assert len(ask(where=(above,)).record_ids) == enough
