"""A customer's page, part by part, for one asker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.customers.brief import Window, brief_of, changes_of
from assistant.customers.citing import Told
from assistant.customers.competitors import competitor_views
from assistant.customers.contacts import contact_views
from assistant.customers.contracts import contract_views
from assistant.customers.deals import deal_views
from assistant.customers.documents import document_views
from assistant.customers.dossier import STRUCTURED, Dossier, read_dossier
from assistant.customers.finding import find_customers
from assistant.customers.links import customer_row
from assistant.customers.listing import CustomerLister, Wanted
from assistant.customers.open_items import OpenItemFinder
from assistant.customers.open_views import OpenItem
from assistant.customers.portfolio import Portfolio
from assistant.customers.profile import customer_view, profile_of
from assistant.customers.stated import StatedReader
from assistant.customers.states import States
from assistant.customers.team import team_of
from assistant.customers.tickets import ticket_views
from assistant.customers.timeline import kind_counts, latest_dealings, timeline_page
from assistant.customers.trait_views import CompetitorView, Traits
from assistant.customers.traits import traits_of
from assistant.customers.views import (
    Brief,
    ContactView,
    ContractView,
    CustomerFacets,
    CustomerList,
    CustomerPage,
    CustomerRow,
    DealView,
    DocumentView,
    Team,
    TicketView,
    TimelinePage,
)
from assistant.questions import Language
from assistant.settings_customers import CustomerSettings
from assistant.views import CustomerView
from assistant.vocabulary import field_vocabulary
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters
from ingest.records import Kind
from ingest.store import Store

_TIMELINE = 30
_SHOWN = 50
_TEAM = 20
BRIEF_DAYS = 90


class CustomerPages:
    """Everything there is to show of customers. Each part raises NotFoundError unless a record that states
    the customer is readable; ids of customers merged into another lead to that one."""

    def __init__(
        self,
        store: Store,
        settings: CustomerSettings,
        timezone: ZoneInfo,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._settings = settings
        self._timezone = timezone
        self._today = today
        self._reader = StatedReader(field_vocabulary())
        self._states = States(settings.won_stages, settings.lost_stages)
        self._open = OpenItemFinder(store, self._reader, self._states, settings, timezone)
        self._lister = CustomerLister(self._reader, self._states, timezone)
        self.portfolio = Portfolio(
            self._reader, self._states, self._open, settings, timezone, today
        )

    def listed(self, wanted: Wanted, *, access: Access) -> CustomerList:
        """The customers asked for, a page of them."""
        with self._store.catalog.reading() as connection:
            return self._lister.listed(connection, wanted, self._today(), access=access)

    def facets(self, *, access: Access) -> tuple[CustomerFacets, tuple[str, ...]]:
        """What the list may be narrowed by, and the records that say so."""
        with self._store.catalog.reading() as connection:
            return self._lister.facets(connection, access=access)

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
        naming: bool = True,
    ) -> TimelinePage:
        """What was dealt with them, narrowed by the kinds, people and days of `filters`; without `naming`
        nothing that only names them."""
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
                naming=naming,
            )

    def contacts(self, customer_id: str, *, access: Access) -> tuple[ContactView, ...]:
        """Who is at the customer."""
        with self._read(customer_id, access, "contact") as (connection, dossier):
            return self._contacts(connection, dossier, access)

    def deals(self, customer_id: str, *, access: Access) -> tuple[DealView, ...]:
        """The deals, with their stages."""
        with self._read(customer_id, access, "deal") as (connection, dossier):
            return self._deals(connection, dossier, access)

    def contracts(self, customer_id: str, *, access: Access) -> tuple[ContractView, ...]:
        """The contracts."""
        with self._read(customer_id, access, "contract") as (_, dossier):
            return self._contracts(dossier)

    def tickets(self, customer_id: str, *, access: Access) -> tuple[TicketView, ...]:
        """The tickets."""
        with self._read(customer_id, access, "ticket") as (_, dossier):
            return ticket_views(dossier, self._states, self._today())

    def documents(self, customer_id: str, *, access: Access) -> tuple[DocumentView, ...]:
        """The documents about them, or that name them."""
        with self._read(customer_id, access) as (_, dossier):
            return document_views(dossier)

    def team(self, customer_id: str, *, access: Access) -> Team:
        """The colleagues involved, and how."""
        with self._read(customer_id, access) as (connection, dossier):
            return team_of(connection, dossier, self._today(), access=access)

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

    def brief(
        self, customer_id: str, *, access: Access, days: int = BRIEF_DAYS, language: Language = "zh"
    ) -> Brief:
        """What changed in so many days up to today."""
        with self._read(customer_id, access, *STRUCTURED) as (connection, dossier):
            items = self._open.of_dossier(connection, dossier, self._today(), access=access)
            deals = self._deals(connection, dossier, access)
            return self._brief(connection, dossier, deals, items, days, language, access)

    def changes(
        self, customer_id: str, window: Window, *, access: Access
    ) -> tuple[tuple[Told, ...], ...]:
        """What a brief of those days would say, kind by kind."""
        with self._read(customer_id, access, *STRUCTURED) as (connection, dossier):
            items = self._open.of_dossier(connection, dossier, self._today(), access=access)
            deals = self._deals(connection, dossier, access)
            return changes_of(
                connection, dossier, deals, items, self._states, window, access=access
            )

    def records(self, customer_id: str, *, access: Access) -> tuple[str, ...]:
        """Every record about them or that names them: what a part that counts rests on."""
        with self._read(customer_id, access) as (_, dossier):
            return tuple(one.record_id for one in (*dossier.dealings, *dossier.naming))

    def traits(self, customer_id: str, *, access: Access, language: Language = "zh") -> Traits:
        """What they are worth, and how the relation goes."""
        with self._read(customer_id, access, *STRUCTURED) as (connection, dossier):
            items = self._open.of_dossier(connection, dossier, self._today(), access=access)
            return self._traits(connection, dossier, items, language, access)

    def competitors(self, customer_id: str, *, access: Access) -> tuple[CompetitorView, ...]:
        """Whom else they talk to, as far as records say."""
        with self._read(customer_id, access) as (connection, dossier):
            return self._competitors(connection, dossier, access)

    def page(self, customer_id: str, *, access: Access, language: Language = "zh") -> CustomerPage:
        """All of it: of each part as many as one looks at, and of the timeline what was up to today."""
        today = self._today()
        with self._read(customer_id, access, *STRUCTURED) as (connection, dossier):
            items = self._open.of_dossier(connection, dossier, today, access=access)
            deals = self._deals(connection, dossier, access)
            return CustomerPage(
                customer=profile_of(connection, dossier, access=access),
                counts=kind_counts(dossier),
                team=team_of(connection, dossier, today, access=access, most=_TEAM),
                brief=self._brief(connection, dossier, deals, items, BRIEF_DAYS, language, access),
                traits=self._traits(connection, dossier, items, language, access),
                competitors=self._competitors(connection, dossier, access),
                open_items=items,
                contacts=self._contacts(connection, dossier, access)[:_SHOWN],
                deals=deals[:_SHOWN],
                contracts=self._contracts(dossier)[:_SHOWN],
                tickets=ticket_views(dossier, self._states, today)[:_SHOWN],
                documents=document_views(dossier)[:_SHOWN],
                timeline=latest_dealings(dossier, today, _TIMELINE),
            )

    @contextmanager
    def _read(
        self, customer_id: str, access: Access, *kinds: Kind
    ) -> Iterator[tuple[Connection, Dossier]]:
        with self._store.catalog.reading() as connection:
            yield (
                connection,
                read_dossier(
                    connection,
                    customer_id,
                    self._reader,
                    self._timezone,
                    access=access,
                    kinds=kinds,
                    texts_since=self._open.texts_since(self._today())
                    if kinds == STRUCTURED
                    else None,
                ),
            )

    def _contacts(
        self, connection: Connection, dossier: Dossier, access: Access
    ) -> tuple[ContactView, ...]:
        return contact_views(connection, dossier, self._reader, self._today(), access=access)

    def _deals(
        self, connection: Connection, dossier: Dossier, access: Access
    ) -> tuple[DealView, ...]:
        usual = self._settings.currency
        return deal_views(connection, dossier, self._reader, self._states, usual, access=access)

    def _brief(
        self,
        connection: Connection,
        dossier: Dossier,
        deals: Sequence[DealView],
        items: Sequence[OpenItem],
        days: int,
        language: Language,
        access: Access,
    ) -> Brief:
        today = self._today()
        window = Window(today - timedelta(days=days - 1), today, today, language)
        return brief_of(connection, dossier, deals, items, self._states, window, access=access)

    def _traits(
        self,
        connection: Connection,
        dossier: Dossier,
        items: Sequence[OpenItem],
        language: Language,
        access: Access,
    ) -> Traits:
        return traits_of(
            connection,
            dossier,
            items,
            self._reader,
            self._states,
            self._settings,
            self._today(),
            language,
            access=access,
        )

    def _competitors(
        self, connection: Connection, dossier: Dossier, access: Access
    ) -> tuple[CompetitorView, ...]:
        names, today = self._settings.competitors, self._today()
        return competitor_views(connection, dossier, names, today, access=access)

    def _contracts(self, dossier: Dossier) -> tuple[ContractView, ...]:
        return contract_views(dossier, self._states, self._today(), self._settings.currency)
