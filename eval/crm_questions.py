"""Makes questions from phrasings and rows, each with what is exactly right by the rows alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, product, zip_longest

from eval.crm_rows import DAYS, PEOPLE, Row, Tables
from eval.lookups import day_forms
from eval.periods import Period, month_forms, periods_of
from eval.phrasing import Language, Phrasing, Writings

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Right is any of the accepted forms of one field, cited to its row."""

    accepted: Forms
    row_id: str


@dataclass(frozen=True, slots=True)
class Number:
    """Right is this number; `to_the_unit` where it may be rounded to a whole."""

    value: Decimal
    to_the_unit: bool = False


@dataclass(frozen=True, slots=True)
class Groups:
    """Right is every group's number. `forms` name all groups of the table, the empty ones too."""

    numbers: Mapping[str, int]
    forms: Mapping[str, Forms]


@dataclass(frozen=True, slots=True)
class First:
    """Right is to name this group before any other. `forms` name all groups of the table."""

    winner: str
    forms: Mapping[str, Forms]


Gold = Field | Number | Groups | First


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the phrasing it was made from, whose company it is asked of, and what is right."""

    id: str
    phrasing: Phrasing
    company: str
    text: str
    gold: Gold


def questions(
    companies: Sequence[Tables],
    phrasings: Sequence[Phrasing],
    writings: Mapping[Language, Writings],
    *,
    most: int,
    seed: int,
) -> tuple[Question, ...]:
    """At most `most` questions, of each phrasing equally many as far as the rows reach.

    Always the same for the same rows. The companies take turns; at most one question of a
    phrasing has 0 for an answer.
    """
    made = [
        _in_turn([_drawn(tables, each, writings[each.language], seed) for tables in companies])
        for each in phrasings
    ]
    rounds = chain.from_iterable(zip_longest(*map(_with_one_zero, made)))
    chosen = [question for question in rounds if question][:most]
    place = {each.id: at for at, each in enumerate(phrasings)}
    return tuple(sorted(chosen, key=lambda question: place[question.phrasing.id]))


def _with_one_zero(found: Sequence[Question]) -> list[Question]:
    zeros = [question for question in found if question.gold == Number(Decimal(0))][1:]
    return [question for question in found if question not in zeros]


def _in_turn(lists: Sequence[Sequence[Question]]) -> list[Question]:
    return [question for turn in zip_longest(*lists) for question in turn if question]


def _drawn(tables: Tables, phrasing: Phrasing, writings: Writings, seed: int) -> list[Question]:
    rows = tables.rows.get(phrasing.of, ())
    needed = {phrasing.field, phrasing.by, phrasing.dated, *phrasing.filters} - {"", "month"}
    if not rows or needed - rows[0].values.keys():
        return []
    make = _lookups if phrasing.kind == "lookup" else _counts
    made = [
        Question(
            f"{phrasing.id}:{tables.source}:{key}",
            phrasing,
            tables.source,
            phrasing.text.format(
                **{slot: _one(forms, f"{seed}{phrasing.id}{key}") for slot, forms in slots.items()}
            ),
            gold,
        )
        for key, slots, gold in make(tables, phrasing, rows, writings)
    ]
    return sorted(made, key=lambda question: _lot(f"{seed}{question.id}"))


def _lookups(
    tables: Tables, phrasing: Phrasing, rows: Sequence[Row], writings: Writings
) -> Iterator[tuple[str, Mapping[str, Forms], Gold]]:
    every = Counter(name for row in rows for name in set(row.names[phrasing.language]))
    for row in rows:
        value = row.values[phrasing.field]
        names = tuple(name for name in row.names[phrasing.language] if _alone(name, every))
        if value and names:
            accepted = _accepted(tables, phrasing.field, value, writings)
            yield row.id, {"name": names}, Field(accepted, row.id)


def _alone(name: str, every: Counter[str]) -> bool:
    """Whether a name can mean only one row."""
    return every[name] == 1 and not any(name in other for other in every if other != name)


def _counts(
    tables: Tables, phrasing: Phrasing, rows: Sequence[Row], writings: Writings
) -> Iterator[tuple[str, Mapping[str, Forms], Gold]]:
    dated = phrasing.dated
    values = [sorted({row.values[slot] for row in rows} - {""}) for slot in phrasing.filters]
    periods: tuple[Period | None, ...] = (None,)
    if "period" in phrasing.slots:
        periods = periods_of(_day(row.values[dated]) for row in rows if row.values[dated])
    for *wanted, period in product(*values, periods):
        asked = dict(zip(phrasing.filters, map(str, wanted), strict=True))
        slots = {
            slot: _written(tables, slot, value, phrasing.language, writings)
            for slot, value in asked.items()
        }
        if isinstance(period, Period):
            slots["period"] = period.written(writings, tables.today)
        else:
            period = None
        if not all(slots.values()):
            continue
        if _meeting(tables.doubtful.get(phrasing.of, ()), asked, period, dated):
            continue
        gold = _gold(tables, phrasing, rows, _meeting(rows, asked, period, dated), writings)
        if gold is not None:
            yield "|".join([*asked.values(), str(period or "")]), slots, gold


def _meeting(
    rows: Sequence[Row], asked: Mapping[str, str], period: Period | None, dated: str
) -> list[Row]:
    return [
        row
        for row in rows
        if all(row.values[slot] == value for slot, value in asked.items())
        and (period is None or (row.values[dated] and period.holds(_day(row.values[dated]))))
    ]


def _gold(
    tables: Tables,
    phrasing: Phrasing,
    rows: Sequence[Row],
    found: Sequence[Row],
    writings: Writings,
) -> Gold | None:
    """What is right; None where the rows leave it open or make it trivial."""
    if phrasing.kind == "count":
        return Number(Decimal(len(found)))
    if phrasing.kind in {"sum", "average"}:
        return _amount(phrasing, found)
    numbers = Counter(_group(row, phrasing) for row in found)
    if "" in numbers or len(numbers) < 2:
        return None
    keys = sorted({_group(row, phrasing) for row in rows})
    forms = {key: _label(tables, phrasing.by, key, writings) for key in keys}
    if phrasing.kind == "group":
        return Groups(dict(numbers), forms)
    (first, most), (_, second) = numbers.most_common(2)
    return First(first, forms) if most > second else None


def _amount(phrasing: Phrasing, found: Sequence[Row]) -> Number | None:
    if len({row.values["currency"] for row in found}) != 1:
        return None
    total = sum((Decimal(row.values[phrasing.field]) for row in found), Decimal(0))
    if phrasing.kind == "sum":
        return Number(total)
    return Number(total / len(found), to_the_unit=True) if len(found) > 1 else None


def _group(row: Row, phrasing: Phrasing) -> str:
    return row.values[phrasing.dated][:7] if phrasing.by == "month" else row.values[phrasing.by]


def _label(tables: Tables, by: str, key: str, writings: Writings) -> Forms:
    if by == "month":
        return month_forms(key)
    return tables.named[key].accepted if key in tables.named else (key, writings.value(key))


def _written(
    tables: Tables, slot: str, value: str, language: Language, writings: Writings
) -> Forms:
    if slot in PEOPLE:
        return tables.named[value].written[language] if value in tables.named else ()
    return (writings.value(value),)


def _accepted(tables: Tables, field: str, value: str, writings: Writings) -> Forms:
    if field in PEOPLE:
        return tables.named[value].accepted
    if field in DAYS:
        return day_forms(_day(value))
    if field == "amount":
        return (value, f"{Decimal(value) / 10_000:f}万")
    return tuple(dict.fromkeys((value, writings.value(value))))


def _day(value: str) -> date:
    return date.fromisoformat(value[:10])


def _one(forms: Forms, key: str) -> str:
    return forms[int.from_bytes(_lot(key)) % len(forms)]


def _lot(key: str) -> bytes:
    return hashlib.blake2b(key.encode(), digest_size=8).digest()
