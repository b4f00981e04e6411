"""Everything on record of one customer, read once for all the parts of a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, or_, select

from assistant.answers import CustomerLink
from assistant.customers.dealings import (
    Dealing,
    Mention,
    about_customer,
    dealings_of,
    dealings_with,
    known_names,
    mentions_of,
)
from assistant.customers.links import customer_row, link_of
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.tied import Tied, tied_people
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.records import Kind

STRUCTURED: tuple[Kind, ...] = ("contact", "deal", "contract", "ticket", "task")
TOLD: tuple[Kind, ...] = (
    "visit", "call", "meeting", "mail", "chat", "contract", "event", "file", "article", "project",
)  # fmt: skip
"""The kinds of record that say in words what was said, agreed or promised."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A customer with their records, the newest first: those about them, those that only name them, and
    what the structured ones say and whom they are tied to. `names` are theirs, folded; `texts` those of what
    was said or agreed about them, as far back as they were asked for."""

    customer: CustomerLink
    account_id: str
    names: tuple[str, ...]
    dealings: tuple[Dealing, ...]
    naming: tuple[Dealing, ...]
    mentions: tuple[Mention, ...]
    stated: Mapping[str, Stated]
    tied: Tied
    texts: Mapping[str, str]

    def of(self, *kinds: Kind) -> list[Stated]:
        """The structured records of these kinds."""
        return [
            self.stated[one.record_id]
            for one in self.dealings
            if one.kind in kinds and one.record_id in self.stated
        ]


def read_dossier(
    connection: Connection,
    customer_id: str,
    reader: StatedReader,
    timezone: ZoneInfo,
    *,
    access: Access,
    kinds: Collection[Kind] = STRUCTURED,
    texts_since: date | None = None,
) -> Dossier:
    """All of it, structured records of these kinds alone; NotFoundError unless a record that states the
    customer is readable."""
    row = customer_row(connection, customer_id, access=access)
    held = dealings_with(connection, row.customer_id, timezone, access=access)
    mentions = mentions_of(connection, row.customer_id, access=access)
    naming = dealings_of(
        connection, dict.fromkeys(one.record_id for one in mentions), timezone, access=access
    )
    structured = [one.record_id for one in held if one.kind in kinds]
    stated = reader.read(connection, structured, access=access)
    return Dossier(
        customer=link_of(row),
        account_id=row.record_id,
        names=known_names(connection, row.customer_id, access=access),
        dealings=tuple(held),
        naming=tuple(naming),
        mentions=tuple(mentions),
        stated={one.record_id: one for one in stated},
        tied=tied_people(connection, structured, access=access),
        texts=(
            _texts(connection, row.customer_id, texts_since, access=access) if texts_since else {}
        ),
    )


def _texts(
    connection: Connection, customer_id: str, since: date, *, access: Access
) -> dict[str, str]:
    """Record -> its text, of what was told about a customer since that day, and of every contract."""
    records = visible(access=access).records.c
    rows = connection.execute(
        select(records.record_id, records.text).where(
            records.record_id.in_(about_customer(customer_id, access=access)),
            records.kind.in_(TOLD),
            or_(records.occurred_at >= since, records.kind == "contract"),
        )
    )
    return {row.record_id: row.text for row in rows}
