"""Many customers at once, as one asker may see them: whose they are, what is open with them, what they
signal, who of them was not met, and whose contracts end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select, union

from assistant.answers import CustomerLink, PersonCard
from assistant.customers.contracts import is_running
from assistant.customers.dossier import STRUCTURED, read_dossier
from assistant.customers.latest import last_dealings
from assistant.customers.links import link_of
from assistant.customers.open_items import OpenItemFinder
from assistant.customers.open_records import customers_of_records
from assistant.customers.open_views import OpenItem
from assistant.customers.purchases import Money, trade_of
from assistant.customers.signals import SignalReader
from assistant.customers.stated import Stated, StatedReader
from assistant.customers.states import States
from assistant.customers.team import owned_by, owners_of
from assistant.customers.trait_views import SignalView
from assistant.questions import Language
from assistant.settings_customers import CustomerSettings
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.catalog.statements import listed
from ingest.catalog.visible import visible
from ingest.records import Kind, Moment


@dataclass(frozen=True, slots=True)
class Account:
    """A customer, the record that states them, and the colleague who owns it."""

    customer: CustomerLink
    record_id: str
    owner: PersonCard | None


class Portfolio:
    """Reads many customers in few statements; keeps nothing."""

    def __init__(
        self,
        reader: StatedReader,
        states: States,
        open_items: OpenItemFinder,
        settings: CustomerSettings,
        timezone: ZoneInfo,
        today: Callable[[], date],
    ) -> None:
        self._reader = reader
        self._states = states
        self._open = open_items
        self._settings = settings
        self._timezone = timezone
        self._today = today

    def accounts(
        self, connection: Connection, *, access: Access, owner: str = ""
    ) -> tuple[Account, ...]:
        """The customers that the asker may know of, or those whom one colleague owns; the busiest first."""
        seen = visible(access=access)
        rows = connection.execute(select(seen.customers)).all()
        owners = owners_of(connection, [row.record_id for row in rows], access=access)
        held = [Account(link_of(row), row.record_id, owners.get(row.record_id)) for row in rows]
        if owner:
            [owner] = survivors(connection, [owner])
            owned = owned_by(connection, owner, access=access)
            held = [
                one
                for one in held
                if one.record_id in owned or (one.owner and one.owner.id == owner)
            ]
        ties = seen.record_customers.c
        counts = {
            str(row[0]): int(row[1])
            for row in connection.execute(
                select(ties.customer_id, func.count())
                .where(listed(ties.customer_id))
                .group_by(ties.customer_id),
                {"ids": [one.customer.id for one in held]},
            )
        }
        held.sort(key=lambda one: (-counts.get(one.customer.id, 0), one.customer.id))
        return tuple(held)

    def open_items(self, accounts: Sequence[Account], *, access: Access) -> tuple[OpenItem, ...]:
        """What is not done, was promised, or is still to come with any of them."""
        ids = [one.customer.id for one in accounts]
        return self._open.of_portfolio(ids, self._today(), access=access)

    def records(
        self, connection: Connection, customer_ids: Collection[str], *, access: Access
    ) -> tuple[str, ...]:
        """Every record about any of these customers, or that may name one: what is told of them rests on."""
        seen = visible(access=access)
        ties, named = seen.record_customers.c, seen.mentions.c
        wanted = union(
            select(ties.record_id).where(listed(ties.customer_id)),
            select(named.record_id).where(listed(named.entity_id)),
        )
        return tuple(sorted(connection.scalars(wanted, {"ids": sorted(customer_ids)})))

    def last_dealings(
        self,
        connection: Connection,
        accounts: Sequence[Account],
        kinds: Collection[Kind],
        people: Collection[str],
        until: date,
        *,
        access: Access,
    ) -> dict[str, Moment]:
        """Customer -> the last visit, call, … up to that day, of these colleagues where there are any."""
        ids = [one.customer.id for one in accounts]
        return last_dealings(
            connection, ids, until, self._timezone, access=access, kinds=kinds, people=people
        )

    def ending(
        self,
        connection: Connection,
        accounts: Sequence[Account],
        since: date,
        until: date,
        *,
        access: Access,
    ) -> list[tuple[Account, Stated, date]]:
        """The contracts that end within these days, both within, and run now or ended before: the first to end
        first."""
        of = {one.customer.id: one for one in accounts}
        contracts = [
            (one, end)
            for one in self._reader.read_kind(connection, "contract", None, access=access)
            if (end := one.day("end_date"))
            and since <= end <= until
            and (is_running(one, self._states, self._today()) or end < self._today())
        ]
        customers = customers_of_records(
            connection, [one.record_id for one, _ in contracts], access=access
        )
        found = [
            (account, one, end)
            for one, end in contracts
            if (account := _first_of(of, customers.get(one.record_id, ())))
        ]
        return sorted(found, key=lambda one: (one[2], one[1].record_id))

    def signals(
        self,
        connection: Connection,
        accounts: Sequence[Account],
        language: Language,
        *,
        access: Access,
    ) -> Iterator[tuple[Account, tuple[SignalView, ...]]]:
        """Each of them with what speaks for their going and for their staying."""
        settings, today = self._settings, self._today()
        money = Money(
            settings.currency, {one: Decimal(str(rate)) for one, rate in settings.rates.items()}
        )
        stale = today - timedelta(days=settings.stale_deal_days)
        trade = trade_of(
            connection, self._reader, self._states, money, stale_before=stale, access=access
        )
        for one in accounts:
            dossier = read_dossier(
                connection,
                one.customer.id,
                self._reader,
                self._timezone,
                access=access,
                kinds=STRUCTURED,
                texts_since=self._open.texts_since(today),
            )
            items = self._open.of_dossier(connection, dossier, today, access=access)
            reader = SignalReader(dossier, self._states, today, language, trade.contracted)
            yield one, reader.read(items, trade.purchases.get(one.customer.id, ()))


def _first_of(accounts: Mapping[str, Account], customer_ids: Sequence[str]) -> Account | None:
    return next((accounts[one] for one in customer_ids if one in accounts), None)
