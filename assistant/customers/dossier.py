"""Everything on record of one customer, read once for all the parts of a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import CustomerLink
from assistant.customers.dealings import (
    Dealing,
    Mention,
    dealings_of,
    dealings_with,
    known_names,
    mentions_of,
)
from assistant.customers.links import customer_row
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.tied import Tied, tied_people
from ingest.access import Access
from ingest.records import Kind

STRUCTURED: tuple[Kind, ...] = ("contact", "deal", "contract", "ticket", "task")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A customer with their records, the newest first: those about them, those that only name them, and
    what the structured ones say and whom they are tied to. `names` are theirs, folded."""

    customer: CustomerLink
    account_id: str
    names: tuple[str, ...]
    dealings: tuple[Dealing, ...]
    naming: tuple[Dealing, ...]
    mentions: tuple[Mention, ...]
    stated: Mapping[str, Stated]
    tied: Tied

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
    with_mentions: bool = True,
) -> Dossier:
    """All of it, structured records of these kinds alone; NotFoundError unless a record that states the
    customer is readable."""
    row = customer_row(connection, customer_id, access=access)
    held = dealings_with(connection, row.customer_id, timezone, access=access)
    mentions = mentions_of(connection, row.customer_id, access=access) if with_mentions else []
    naming = dealings_of(
        connection, dict.fromkeys(one.record_id for one in mentions), timezone, access=access
    )
    structured = [one.record_id for one in held if one.kind in kinds]
    stated = reader.read(connection, structured, access=access)
    return Dossier(
        customer=CustomerLink(row.customer_id, row.name),
        account_id=row.record_id,
        names=known_names(connection, row.customer_id, access=access),
        dealings=tuple(held),
        naming=tuple(naming),
        mentions=tuple(mentions),
        stated={one.record_id: one for one in stated},
        tied=tied_people(connection, structured, access=access),
    )
