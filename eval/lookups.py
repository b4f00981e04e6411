"""Makes lookup questions from the rows of a CRM: the owner, status or last contact of a customer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Fact = Literal["owner", "status", "last_contact"]
_ASKED: Mapping[tuple[Fact, str], tuple[str, ...]] = {
    ("owner", "en"): (
        "Who looks after {name}?",
        "Which colleague is responsible for the account {name}?",
    ),
    ("owner", "zh"): ("{name} 这个客户现在归谁管?", "谁在负责 {name}?"),
    ("status", "en"): ("What is the status of {name}?", "Where do we stand with {name}?"),
    ("status", "zh"): ("{name} 目前是什么状态?", "客户 {name} 的状态是什么?"),
    ("last_contact", "en"): (
        "When did we last get in touch with {name}?",
        "What was the date of our last contact with {name}?",
    ),
    ("last_contact", "zh"): ("我们上次联系 {name} 是什么时候?", "{name} 最近一次联系是哪天?"),
}
_FACTS: tuple[Fact, ...] = ("owner", "status", "last_contact")


@dataclass(frozen=True, slots=True)
class Row:
    """What a CRM row says of one customer."""

    id: str
    name: str
    owner: str
    status: str
    last_contact: date


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question about one row and every accepted form of its answer."""

    id: str
    text: str
    row_id: str
    answers: tuple[str, ...]


def lookups(rows: Sequence[Row]) -> tuple[tuple[Lookup, ...], int]:
    """One lookup for each row, facts and languages in turn; and how many rows were skipped.

    A name that stands twice cannot be looked up by name: its rows are skipped.
    """
    times = Counter(row.name for row in rows)
    single = [row for row in rows if times[row.name] == 1]
    made = []
    for at, row in enumerate(single):
        fact, language = _FACTS[at % 3], ("en", "zh")[at % 2]
        phrasings = _ASKED[fact, language]
        text = phrasings[at // 6 % len(phrasings)].format(name=row.name)
        made.append(Lookup(f"{fact}-{language}-{row.id}", text, row.id, _answers(row, fact)))
    return tuple(made), len(rows) - len(single)


def _answers(row: Row, fact: Fact) -> tuple[str, ...]:
    if fact == "status":
        return (row.status,)
    if fact == "owner":
        return (row.owner, row.owner.split("@")[0].replace(".", " "))
    return day_forms(row.last_contact)


def day_forms(day: date) -> tuple[str, ...]:
    """A day as an answer in either language may write it."""
    return (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    )
