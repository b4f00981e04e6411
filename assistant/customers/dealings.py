"""The records of one customer: those about them, and those that only name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, select

from assistant.answers import RecordLink
from assistant.query.selecting import local_day
from ingest.access import Access
from ingest.catalog.directory import issued_ids
from ingest.catalog.visible import visible
from ingest.names import fold
from ingest.records import Kind, Moment

CONTACTS: frozenset[Kind] = frozenset({"visit", "call", "meeting", "mail", "chat"})
"""The kinds of record that are a contact with a customer."""


_MANY = 500


class Dealing(NamedTuple):
    """A record of a customer; `about` is false where it only names them. `day` is the company's.

    A tuple, for a customer may have thousands, and a frozen dataclass takes five times as long to make.
    """

    record_id: str
    version: int
    source: str
    kind: Kind
    title: str
    uri: str
    occurred_at: Moment | None
    day: date | None
    about: bool

    @property
    def link(self) -> RecordLink:
        return RecordLink(self.record_id, self.title)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a record that names a customer, by a name that the asker may know."""

    record_id: str
    version: int
    start: int
    end: int
    text: str


def about_customer(customer_id: str, *, access: Access) -> Select[tuple[str]]:
    """The ids of the records about a customer."""
    ties = visible(access=access).record_customers.c
    return select(ties.record_id).where(ties.customer_id == customer_id)


def dealings_with(
    connection: Connection, customer_id: str, timezone: ZoneInfo, *, access: Access
) -> list[Dealing]:
    """Every record about a customer, the newest first, and those without a date last."""
    records = visible(access=access).records
    rows = connection.execute(
        select(
            records.c.record_id,
            records.c.version,
            records.c.source,
            records.c.kind,
            records.c.title,
            records.c.uri,
            records.c.occurred_at,
        )
        .where(records.c.record_id.in_(about_customer(customer_id, access=access)))
        .order_by(records.c.occurred_at.desc().nulls_last(), records.c.record_id)
    )
    return [
        Dealing(
            one,
            version,
            source,
            kind,
            title,
            uri,
            at,
            local_day(at, timezone) if at else None,
            True,
        )
        for one, version, source, kind, title, uri, at in rows
    ]


def dealing_of(row: Row[tuple[object, ...]], timezone: ZoneInfo, *, about: bool) -> Dealing:
    """A row of `records`."""
    moment = row.occurred_at
    day = local_day(moment, timezone) if moment else None
    return Dealing(
        row.record_id,
        row.version,
        row.source,
        row.kind,
        row.title,
        row.uri,
        moment,
        day,
        about,
    )


def mentions_of(connection: Connection, customer_id: str, *, access: Access) -> list[Mention]:
    """Where records that are not about a customer name them, in the order of the text.

    Only by names that a readable record gives: a tag alone would tell that a word is a customer's name.
    """
    seen = visible(access=access)
    names = known_names(connection, customer_id, access=access)
    if not names:
        return []
    tagged, records = seen.mentions.c, seen.records.c
    rows = connection.execute(
        select(seen.mentions)
        .where(
            tagged.entity_id == customer_id,
            tagged.record_id.not_in(about_customer(customer_id, access=access)),
        )
        .order_by(tagged.record_id, tagged.start)
    ).all()
    ids = list(dict.fromkeys(row.record_id for row in rows))
    said = {
        row.record_id: (row.title, row.text)
        for at in range(0, len(ids), _MANY)
        for row in connection.execute(
            select(records.record_id, records.title, records.text).where(
                records.record_id.in_(ids[at : at + _MANY])
            )
        )
    }
    mentions = []
    for row in rows:
        title, text = said.get(row.record_id, ("", ""))
        words = text[row.start : row.end]
        if _says_one(names, [title, *row.heading, words]):
            mentions.append(Mention(row.record_id, row.version, row.start, row.end, words))
    return mentions


def known_names(connection: Connection, customer_id: str, *, access: Access) -> tuple[str, ...]:
    """The folded names of a customer that readable records give."""
    names = visible(access=access).entity_names.c
    return tuple(
        connection.scalars(
            select(names.normalised)
            .where(names.entity_id.in_(issued_ids(connection, customer_id)))
            .distinct()
        )
    )


def dealings_of(
    connection: Connection, record_ids: Iterable[str], timezone: ZoneInfo, *, access: Access
) -> list[Dealing]:
    """Records that only name a customer."""
    records = visible(access=access).records
    wanted = list(record_ids)
    return [
        dealing_of(row, timezone, about=False)
        for start in range(0, len(wanted), 500)
        for row in connection.execute(
            select(records).where(records.c.record_id.in_(wanted[start : start + 500]))
        )
    ]


def _says_one(names: Collection[str], said: Collection[str]) -> bool:
    text = fold("\n".join(said))
    return any(name in text for name in names)
