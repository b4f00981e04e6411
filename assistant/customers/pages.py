"""A customer's page, part by part, for one asker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answers import Expert
from assistant.customers.contacts import contact_views
from assistant.customers.contracts import contract_views
from assistant.customers.dealings import Dealing, dealings_with, known_names, mentioning_records
from assistant.customers.deals import deal_views
from assistant.customers.documents import document_views
from assistant.customers.finding import find_customers
from assistant.customers.links import customer_row
from assistant.customers.listing import CustomerLister, Wanted
from assistant.customers.open_items import OpenItemFinder
from assistant.customers.open_views import OpenItem
from assistant.customers.profile import customer_view
from assistant.customers.stated import StatedReader
from assistant.customers.states import States
from assistant.customers.team import team_of
from assistant.customers.tickets import ticket_views
from assistant.customers.timeline import kind_counts, timeline_page
from assistant.customers.views import (
    ContactView,
    ContractView,
    CustomerList,
    CustomerPage,
    CustomerRow,
    DealView,
    DocumentView,
    Team,
    TicketView,
    TimelinePage,
)
from assistant.settings_customers import CustomerSettings
from assistant.views import CustomerView
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.records import DOCUMENTS, Kind
from ingest.store import Store

_TIMELINE = 30
_EXPERTS = 5


class RankExperts(Protocol):
    """Who knows about a question, a customer or both, best first."""

    def __call__(
        self, question: str, *, access: Access, customer_id: str | None, limit: int
    ) -> tuple[Expert, ...]: ...


class CustomerPages:
    """Everything there is to show of customers. Each part raises NotFoundError unless a record that states
    the customer is readable; ids of customers merged into another lead to that one."""

    def __init__(
        self,
        store: Store,
        settings: CustomerSettings,
        timezone: ZoneInfo,
        today: Callable[[], date],
        rank: RankExperts,
    ) -> None:
        self._store = store
        self._settings = settings
        self._timezone = timezone
        self._today = today
        self._rank = rank
        self._reader = StatedReader(FieldVocabulary())
        self._states = States(settings.won_stages, settings.lost_stages)
        self._open = OpenItemFinder(store, self._reader, self._states, settings, timezone)
        self._lister = CustomerLister(self._reader, self._states, timezone)

    def listed(self, wanted: Wanted, *, access: Access) -> CustomerList:
        """The customers asked for, a page of them."""
        with self._store.catalog.reading() as connection:
            return self._lister.listed(connection, wanted, self._today(), access=access)

    def find(self, said: str, *, access: Access) -> tuple[CustomerRow, ...]:
        """Whom a name or an id means: one customer, several of one name, or none."""
        found = find_customers(self._store, said, access=access)
        with self._store.catalog.reading() as connection:
            return self._lister.rows(connection, found, self._today(), access=access)

    def view(self, customer_id: str, *, access: Access) -> CustomerView:
        """Names, facts and latest records."""
        return customer_view(self._store, customer_id, access=access)

    def timeline(
        self,
        customer_id: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        offset: int = 0,
        limit: int = _TIMELINE,
    ) -> TimelinePage:
        """What was dealt with them, narrowed by the kinds, people and days of `filters`."""
        with self._store.catalog.reading() as connection:
            row = customer_row(connection, customer_id, access=access)
            return timeline_page(
                connection,
                row.customer_id,
                self._timezone,
                access=access,
                filters=filters,
                offset=offset,
                limit=limit,
            )

    def contacts(self, customer_id: str, *, access: Access) -> tuple[ContactView, ...]:
        """Who is at the customer."""
        with self._store.catalog.reading() as connection:
            held = self._dealings(connection, customer_id, access)
            return contact_views(connection, held, self._reader, self._today(), access=access)

    def deals(self, customer_id: str, *, access: Access) -> tuple[DealView, ...]:
        """The deals, with their stages."""
        with self._store.catalog.reading() as connection:
            held = self._dealings(connection, customer_id, access)
            return self._deals(connection, held, access)

    def contracts(self, customer_id: str, *, access: Access) -> tuple[ContractView, ...]:
        """The contracts."""
        with self._store.catalog.reading() as connection:
            held = self._dealings(connection, customer_id, access)
            return self._contracts(connection, held, access)

    def tickets(self, customer_id: str, *, access: Access) -> tuple[TicketView, ...]:
        """The tickets."""
        with self._store.catalog.reading() as connection:
            held = self._dealings(connection, customer_id, access)
            return self._tickets(connection, held, access)

    def documents(self, customer_id: str, *, access: Access) -> tuple[DocumentView, ...]:
        """The documents about them, or that name them."""
        with self._store.catalog.reading() as connection:
            held = self._dealings(connection, customer_id, access)
            return self._documents(connection, customer_id, held, access)

    def team(self, customer_id: str, *, access: Access) -> Team:
        """The colleagues involved, and how."""
        with self._store.catalog.reading() as connection:
            return self._team(connection, customer_id, access)

    def open_items(self, customer_id: str, *, access: Access) -> tuple[OpenItem, ...]:
        """What is not done, was promised, or is still to come."""
        with self._store.catalog.reading() as connection:
            row = customer_row(connection, customer_id, access=access)
        return self.open_with([row.customer_id], access=access)

    def open_with(self, customer_ids: Collection[str], *, access: Access) -> tuple[OpenItem, ...]:
        """The same of several customers; of one that the asker may not know of nothing."""
        return self._open.of_customers(customer_ids, self._today(), access=access)

    def open_for(self, person_id: str, *, access: Access) -> tuple[OpenItem, ...]:
        """What is in a colleague's hands: tasks, tickets and deals, and what the records that they had a
        hand in promise, ask for or look ahead to, unless that is said to be somebody else's."""
        return self._open.of_person(person_id, self._today(), access=access)

    def page(self, customer_id: str, *, access: Access) -> CustomerPage:
        """All of it; of the timeline what was up to today."""
        view = self.view(customer_id, access=access)
        with self._store.catalog.reading() as connection:
            held = self._dealings(connection, view.id, access)
            return CustomerPage(
                customer=view,
                counts=kind_counts(connection, view.id, access=access),
                team=self._team(connection, view.id, access),
                experts=self._rank("", access=access, customer_id=view.id, limit=_EXPERTS),
                open_items=self.open_with([view.id], access=access),
                contacts=contact_views(
                    connection, held, self._reader, self._today(), access=access
                ),
                deals=self._deals(connection, held, access),
                contracts=self._contracts(connection, held, access),
                tickets=self._tickets(connection, held, access),
                documents=self._documents(connection, view.id, held, access),
                timeline=timeline_page(
                    connection,
                    view.id,
                    self._timezone,
                    access=access,
                    filters=Filters(until=self._today()),
                    offset=0,
                    limit=_TIMELINE,
                ),
            )

    def _dealings(self, connection: Connection, customer_id: str, access: Access) -> list[Dealing]:
        row = customer_row(connection, customer_id, access=access)
        return dealings_with(connection, row.customer_id, self._timezone, access=access)

    def _deals(
        self, connection: Connection, held: Sequence[Dealing], access: Access
    ) -> tuple[DealView, ...]:
        usual = self._settings.currency
        return deal_views(
            connection, _ids(held, "deal"), self._reader, self._states, usual, access=access
        )

    def _contracts(
        self, connection: Connection, held: Sequence[Dealing], access: Access
    ) -> tuple[ContractView, ...]:
        return contract_views(
            connection,
            _ids(held, "contract"),
            self._reader,
            self._states,
            self._today(),
            self._settings.currency,
            access=access,
        )

    def _tickets(
        self, connection: Connection, held: Sequence[Dealing], access: Access
    ) -> tuple[TicketView, ...]:
        ids = _ids(held, "ticket")
        return ticket_views(
            connection, ids, self._reader, self._states, self._today(), access=access
        )

    def _documents(
        self, connection: Connection, customer_id: str, held: Sequence[Dealing], access: Access
    ) -> tuple[DocumentView, ...]:
        named = mentioning_records(
            connection, customer_id, self._timezone, access=access, kinds=DOCUMENTS
        )
        names = known_names(connection, customer_id, access=access)
        return document_views([*held, *named], names)

    def _team(self, connection: Connection, customer_id: str, access: Access) -> Team:
        row = customer_row(connection, customer_id, access=access)
        return team_of(
            connection,
            row.customer_id,
            row.record_id,
            self._today(),
            self._timezone,
            access=access,
        )


def _ids(held: Sequence[Dealing], kind: Kind) -> list[str]:
    return [one.record_id for one in held if one.kind == kind]
