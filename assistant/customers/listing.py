"""The customers that an asker may see, as a list: searched, narrowed, sorted, a page at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, select

from assistant.alphabet import alphabetical
from assistant.answers import PersonCard
from assistant.called import called
from assistant.customers.latest import last_dealings
from assistant.customers.links import link_of
from assistant.customers.stated import StatedReader
from assistant.customers.states import States
from assistant.customers.team import owners_of
from assistant.customers.views import (
    CustomerFacets,
    CustomerList,
    CustomerRow,
    OwnerCount,
    TierCount,
)
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.catalog.visible import visible
from ingest.moments import to_text
from ingest.names import fold
from ingest.records import Moment

_MANY = 500
_OPEN_KINDS = ("ticket", "task")
_TOLD = ("tier", "status", "city", "owner")

Sorting = Literal["name", "last_contact", "open_items", "tier", "records"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which customers and in what order; all by name where nothing is said. `search` is a part of any of
    their names, in either language; `owner` a person's id; `language` that of the names they are sorted by."""

    search: str = ""
    tier: str = ""
    owner: str = ""
    sort: Sorting = "name"
    descending: bool = False
    language: Language = "zh"
    offset: int = 0
    limit: int = 50


class CustomerLister:
    """Lists; what a column costs is paid for the page shown, unless the list is sorted by it."""

    def __init__(self, reader: StatedReader, states: States, timezone: ZoneInfo) -> None:
        self._reader = reader
        self._states = states
        self._timezone = timezone

    def listed(
        self, connection: Connection, wanted: Wanted, today: date, *, access: Access
    ) -> CustomerList:
        """The customers asked for; none is no error."""
        rows = self._all(connection, access)
        if wanted.search:
            named = customers_named(connection, wanted.search, whole=False, access=access)
            rows = [row for row in rows if row.customer_id in named]
        told: dict[str, dict[str, str]] = {}
        if wanted.tier or wanted.sort == "tier":
            told = self._told(connection, [row.record_id for row in rows], access=access)
            if wanted.tier:
                tier = fold(wanted.tier)
                rows = [row for row in rows if fold(told[row.record_id].get("tier", "")) == tier]
        if wanted.owner:
            owners = owners_of(connection, [row.record_id for row in rows], access=access)
            [owner] = survivors(connection, [wanted.owner])
            rows = [
                row for row in rows if row.record_id in owners and owners[row.record_id].id == owner
            ]
        page = self._sorted(connection, rows, wanted, told, today, access=access)[
            wanted.offset : wanted.offset + wanted.limit
        ]
        return CustomerList(
            self.rows(connection, page, today, access=access),
            len(rows),
            wanted.offset,
            wanted.limit,
        )

    def facets(
        self, connection: Connection, *, access: Access
    ) -> tuple[CustomerFacets, tuple[str, ...]]:
        """The tiers and owners of all customers whom the asker may see, and the records that say so."""
        accounts = [row.record_id for row in self._all(connection, access)]
        told = self._told(connection, accounts, access=access)
        tiers = Counter(one["tier"] for one in told.values() if "tier" in one)
        owners = Counter(owners_of(connection, accounts, access=access).values())
        return (
            CustomerFacets(
                tuple(
                    TierCount(tier, count)
                    for tier, count in sorted(tiers.items(), key=lambda one: (-one[1], one[0]))
                ),
                tuple(
                    OwnerCount(owner, count)
                    for owner, count in sorted(
                        owners.items(), key=lambda one: (-one[1], one[0].name, one[0].id)
                    )
                ),
            ),
            tuple(accounts),
        )

    @staticmethod
    def _all(connection: Connection, access: Access) -> Sequence[Row[tuple[object, ...]]]:
        return connection.execute(select(visible(access=access).customers)).all()

    def rows(
        self,
        connection: Connection,
        customers: Sequence[Row[tuple[object, ...]]],
        today: date,
        *,
        access: Access,
    ) -> tuple[CustomerRow, ...]:
        """Rows of `customers`, with what a list shows of them, in the order given."""
        ids = [row.customer_id for row in customers]
        accounts = [row.record_id for row in customers]
        told = self._told(connection, accounts, access=access)
        owners = owners_of(connection, accounts, access=access)
        last = last_dealings(connection, ids, today, self._timezone, access=access)
        opened = self._open_items(connection, ids, access=access)
        counts = _record_counts(connection, ids, access=access)
        return tuple(
            self._row(row, told[row.record_id], owners.get(row.record_id), last, opened, counts)
            for row in customers
        )

    @staticmethod
    def _row(
        row: Row[tuple[object, ...]],
        told: dict[str, str],
        owner: PersonCard | None,
        last: dict[str, Moment],
        opened: dict[str, int],
        counts: dict[str, int],
    ) -> CustomerRow:
        one = row.customer_id
        return CustomerRow(
            id=one,
            name=row.name,
            alternate_name=link_of(row).alternate_name,
            record_id=row.record_id,
            tier=told.get("tier", ""),
            status=told.get("status", ""),
            city=told.get("city", ""),
            owner=owner,
            owner_name=owner.name if owner else told.get("owner", ""),
            last_contact=last.get(one),
            open_items=opened.get(one, 0),
            record_count=counts.get(one, 0),
        )

    def _sorted(
        self,
        connection: Connection,
        rows: Sequence[Row[tuple[object, ...]]],
        wanted: Wanted,
        told: dict[str, dict[str, str]],
        today: date,
        *,
        access: Access,
    ) -> list[Row[tuple[object, ...]]]:
        """In the order asked for, names ascending where that is equal, those that say nothing last."""
        ids = [row.customer_id for row in rows]
        by_name = sorted(
            rows,
            key=lambda row: (
                alphabetical(called(link_of(row)).said(wanted.language)),
                row.customer_id,
            ),
        )
        if wanted.sort == "name":
            return by_name[::-1] if wanted.descending else by_name
        said: Mapping[str, str]
        if wanted.sort == "tier":
            said = {row.customer_id: told[row.record_id].get("tier", "") for row in rows}
        elif wanted.sort == "last_contact":
            last = last_dealings(connection, ids, today, self._timezone, access=access)
            said = {one: to_text(moment) for one, moment in last.items()}
        else:
            counts = (
                self._open_items(connection, ids, access=access)
                if wanted.sort == "open_items"
                else _record_counts(connection, ids, access=access)
            )
            said = {one: f"{counts.get(one, 0):012}" for one in ids}
        telling = [row for row in by_name if said.get(row.customer_id)]
        silent = [row for row in by_name if not said.get(row.customer_id)]
        telling.sort(key=lambda row: said[row.customer_id], reverse=wanted.descending)
        return [*telling, *silent]

    def _told(
        self, connection: Connection, account_ids: Sequence[str], *, access: Access
    ) -> dict[str, dict[str, str]]:
        """Account -> what it says of its tier, status, city and owner."""
        fields = visible(access=access).fields.c
        told: dict[str, dict[str, str]] = defaultdict(dict)
        for start in range(0, len(account_ids), _MANY):
            for row in connection.execute(
                select(fields.record_id, fields.name, fields.label, fields.value)
                .where(fields.record_id.in_(account_ids[start : start + _MANY]))
                .order_by(fields.record_id, fields.ordinal)
            ):
                for name in self._reader.means(row.name, row.label).intersection(_TOLD):
                    if row.value:
                        told[row.record_id].setdefault(name, row.value)
        return told

    def _open_items(
        self, connection: Connection, ids: Collection[str], *, access: Access
    ) -> dict[str, int]:
        """Customer -> how many tickets and tasks about it are not done."""
        seen = visible(access=access)
        ties, records = seen.record_customers.c, seen.records.c
        held: dict[str, set[str]] = defaultdict(set)
        for part in _parts(ids):
            for row in connection.execute(
                select(ties.customer_id, ties.record_id)
                .join(seen.records, records.record_id == ties.record_id)
                .where(ties.customer_id.in_(part), records.kind.in_(_OPEN_KINDS))
            ):
                held[row.record_id].add(row.customer_id)
        opened: dict[str, int] = defaultdict(int)
        for one in self._reader.read(connection, list(held), access=access):
            if one.line("status", "stage", "due_date") and not self._states.is_over(one):
                for customer_id in held[one.record_id]:
                    opened[customer_id] += 1
        return opened


def customers_named(connection: Connection, said: str, *, whole: bool, access: Access) -> set[str]:
    """The customers one of whose names that readable records give is, or holds, what is said."""
    names = visible(access=access).entity_names.c
    folded = fold(said)
    means = (
        names.normalised == folded if whole else names.normalised.contains(folded, autoescape=True)
    )
    found = connection.scalars(select(names.entity_id).where(means).distinct()).all()
    return set(survivors(connection, found)) if found else set()


def _record_counts(
    connection: Connection, ids: Collection[str], *, access: Access
) -> dict[str, int]:
    ties = visible(access=access).record_customers.c
    counts: dict[str, int] = {}
    for part in _parts(ids):
        rows = connection.execute(
            select(ties.customer_id, func.count(ties.record_id.distinct()))
            .where(ties.customer_id.in_(part))
            .group_by(ties.customer_id)
        )
        counts.update({str(row[0]): int(row[1]) for row in rows})
    return counts


def _parts(ids: Collection[str]) -> list[list[str]]:
    held = list(ids)
    return [held[start : start + _MANY] for start in range(0, len(held), _MANY)]
