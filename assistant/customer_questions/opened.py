"""A customer's page as it is open to one asker while a question is answered from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import CustomerLink
from assistant.bilingual import Bilingual
from assistant.customers.brief import line_of
from assistant.customers.citing import Place, Told
from assistant.customers.links import customer_row
from assistant.customers.pages import CustomerPages
from assistant.customers.stated import Stated, StatedReader
from assistant.period import Period
from assistant.query.selecting import local_day
from assistant.questions import Language
from ingest.access import Access
from ingest.records import Moment

_JOINER: dict[Language, str] = {"zh": "，", "en": ", "}
_LISTED: dict[Language, str] = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Found:
    """What is told of a part, of so many in all; `what` says what these are, where the part alone does not."""

    told: tuple[Told, ...]
    total: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of customers as one asker may see it, and how it is told: in a language, at a day, at most
    so many of each."""

    pages: CustomerPages
    connection: Connection
    reader: StatedReader
    timezone: ZoneInfo
    today: date
    language: Language
    most: int
    access: Access

    def says(self, words: Bilingual, /, **filled: str | int) -> str:
        """Words in the asker's language."""
        return words.filled(**filled).said(self.language)

    def joined(self, parts: Iterable[str]) -> str:
        """Those of the parts that say anything, side by side."""
        return _JOINER[self.language].join(filter(None, parts))

    def listed(self, things: Iterable[str]) -> str:
        """Things of one sort, side by side."""
        return _LISTED[self.language].join(things)

    def day(self, moment: Moment | None) -> str:
        """The company's day of a moment; empty where there is none."""
        return str(self.on(moment) or "")

    def on(self, moment: Moment | None) -> date | None:
        """The same as a date."""
        return local_day(moment, self.timezone) if moment else None

    def stated(self, record_ids: Iterable[str]) -> Mapping[str, Stated]:
        """What records state, of those that the asker may read."""
        ids = list(dict.fromkeys(record_ids))
        read = self.reader.read(self.connection, ids, access=self.access)
        return {one.record_id: one for one in read}


@dataclass(frozen=True, slots=True)
class OpenPage(Opened):
    """The page of one customer."""

    customer: CustomerLink

    def account(self) -> str:
        """The record that states the customer."""
        row = customer_row(self.connection, self.customer.id, access=self.access)
        return str(row.record_id)


def lines_of(stated: Stated | None, names: Sequence[str]) -> tuple[Place, ...]:
    """Where those of the fields stand that a record has; its first line where it has none of them."""
    if stated is None:
        return ()
    held = [name for name in names if stated.line(name)]
    places = [place for name in held for place in line_of(stated, name)]
    return tuple(dict.fromkeys(places)) or line_of(stated)


def within(day: date | None, period: Period | None) -> bool:
    """Whether a day lies in a period; every one does where none is said."""
    if period is None:
        return True
    if day is None:
        return False
    return (period.since is None or period.since <= day) and (
        period.before is None or day < period.before
    )


def last_day(period: Period | None) -> date | None:
    """The last day that lies in it; None where it has no end."""
    return period.before - timedelta(days=1) if period and period.before else None
