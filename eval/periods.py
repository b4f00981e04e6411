"""Months, quarters and years: which days they hold and how a question writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from eval.phrasing import Writings

_QUARTERS_ZH = "一二三四"
_QUARTERS_EN = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter or year. `number` is the month's or the quarter's in its year; a year's is 0."""

    granularity: str
    year: int
    number: int = 0

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self in _around(day)

    def relations(self, today: date) -> tuple[str, ...]:
        """How it lies to the day of asking: current, previous, this_year, last_year."""
        current = next(each for each in _around(today) if each.granularity == self.granularity)
        found = []
        if self == current:
            found.append("current")
        if self == current.before():
            found.append("previous")
        if self.granularity != "year" and self.year == today.year:
            found.append("this_year")
        if self.granularity != "year" and self.year == today.year - 1:
            found.append("last_year")
        return tuple(found)

    def before(self) -> Period:
        """The one just before."""
        if self.granularity == "year":
            return Period("year", self.year - 1)
        if self.number > 1:
            return Period(self.granularity, self.year, self.number - 1)
        return Period(self.granularity, self.year - 1, 12 if self.granularity == "month" else 4)

    def written(self, writings: Writings, today: date) -> tuple[str, ...]:
        """Every way in which somebody may write it on that day."""
        forms = writings.periods[self.granularity]
        month = date(self.year, self.number if self.granularity == "month" else 1, 1)
        quarter = self.number if self.granularity == "quarter" else 1
        return tuple(
            form.format(
                year=self.year,
                short_year=f"{self.year % 100:02}",
                month=month.month,
                month_name=f"{month:%B}",
                month_short=f"{month:%b}",
                quarter=quarter,
                quarter_zh=_QUARTERS_ZH[quarter - 1],
                quarter_en=_QUARTERS_EN[quarter - 1],
            )
            for relation in ("plain", *self.relations(today))
            for form in forms.get(relation, ())
        )


def periods_of(days: Iterable[date]) -> tuple[Period, ...]:
    """Every month, quarter and year that holds one of the days."""
    return tuple(sorted({period for day in days for period in _around(day)}))


def month_forms(month: str) -> tuple[str, ...]:
    """The ways to head a column with a month given as "2023-10"."""
    first = date.fromisoformat(f"{month}-01")
    return (
        month,
        f"{first.year}/{first.month:02}",
        f"{first.year}年{first.month}月",
        f"{first.year}年{first.month:02}月",
        f"{first.month}月",
        f"{first:%B} {first.year}",
        f"{first:%b} {first.year}",
        f"{first:%B}",
        f"{first:%b}",
    )


def _around(day: date) -> Iterator[Period]:
    yield Period("month", day.year, day.month)
    yield Period("quarter", day.year, (day.month + 2) // 3)
    yield Period("year", day.year)
