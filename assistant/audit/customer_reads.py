"""What people read of customers, kept in the audit log before it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from assistant.audit.read_log import ReadLog
from assistant.customers.listing import Wanted
from assistant.customers.open_views import OpenItem
from assistant.customers.pages import CustomerPages
from assistant.customers.trait_views import CompetitorView, Traits
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
from assistant.views import CustomerView
from ingest.access import Access
from ingest.filters import UNFILTERED, Filters

Shown = TypeVar("Shown")
_PLAIN = (str, int, float, date, type(None))


class CustomerReads:
    """`CustomerPages`, each part of which is kept as read by the asker."""

    def __init__(self, pages: CustomerPages, reads: ReadLog) -> None:
        self._pages = pages
        self._reads = reads

    def listed(self, wanted: Wanted, *, access: Access) -> CustomerList:
        """The customers asked for."""
        shown = self._pages.listed(wanted, access=access)
        self._reads.keep("customers", access, text=wanted.search, records=records_in(shown))
        return shown

    def facets(self, *, access: Access) -> CustomerFacets:
        """What the list may be narrowed by."""
        shown, records = self._pages.facets(access=access)
        self._reads.keep("customers", access, "facets", records=records)
        return shown

    def find(self, said: str, *, access: Access) -> tuple[CustomerRow, ...]:
        """Whom a name means."""
        shown = self._pages.find(said, access=access)
        self._reads.keep("customers", access, text=said, records=records_in(shown))
        return shown

    def view(self, customer_id: str, *, access: Access) -> CustomerView:
        """Names, facts and latest records."""
        view = self._pages.view(customer_id, access=access)
        return self._kept(view.id, view, access)

    def timeline(
        self,
        customer_id: str,
        *,
        access: Access,
        filters: Filters = UNFILTERED,
        offset: int,
        limit: int,
    ) -> TimelinePage:
        """What was dealt with them."""
        shown = self._pages.timeline(
            customer_id, access=access, filters=filters, offset=offset, limit=limit
        )
        return self._kept(customer_id, shown, access)

    def contacts(self, customer_id: str, *, access: Access) -> tuple[ContactView, ...]:
        """Who is at the customer."""
        return self._kept(customer_id, self._pages.contacts(customer_id, access=access), access)

    def deals(self, customer_id: str, *, access: Access) -> tuple[DealView, ...]:
        """The deals."""
        return self._kept(customer_id, self._pages.deals(customer_id, access=access), access)

    def contracts(self, customer_id: str, *, access: Access) -> tuple[ContractView, ...]:
        """The contracts."""
        return self._kept(customer_id, self._pages.contracts(customer_id, access=access), access)

    def tickets(self, customer_id: str, *, access: Access) -> tuple[TicketView, ...]:
        """The tickets."""
        return self._kept(customer_id, self._pages.tickets(customer_id, access=access), access)

    def documents(self, customer_id: str, *, access: Access) -> tuple[DocumentView, ...]:
        """The documents."""
        return self._kept(customer_id, self._pages.documents(customer_id, access=access), access)

    def team(self, customer_id: str, *, access: Access) -> Team:
        """The colleagues involved."""
        return self._kept(customer_id, self._pages.team(customer_id, access=access), access)

    def open_items(self, customer_id: str, *, access: Access) -> tuple[OpenItem, ...]:
        """What is open."""
        return self._kept(customer_id, self._pages.open_items(customer_id, access=access), access)

    def brief(self, customer_id: str, *, access: Access, days: int, language: Language) -> Brief:
        """What changed lately."""
        shown = self._pages.brief(customer_id, access=access, days=days, language=language)
        return self._kept(customer_id, shown, access)

    def traits(self, customer_id: str, *, access: Access, language: Language) -> Traits:
        """What they are worth, and how the relation goes."""
        shown = self._pages.traits(customer_id, access=access, language=language)
        return self._kept(customer_id, shown, access)

    def competitors(self, customer_id: str, *, access: Access) -> tuple[CompetitorView, ...]:
        """Whom else they talk to."""
        return self._kept(customer_id, self._pages.competitors(customer_id, access=access), access)

    def page(self, customer_id: str, *, access: Access, language: Language = "zh") -> CustomerPage:
        """All of it."""
        shown = self._pages.page(customer_id, access=access, language=language)
        return self._kept(shown.customer.id, shown, access)

    def _kept(self, customer_id: str, shown: Shown, access: Access) -> Shown:
        self._reads.keep("customer", access, customer_id, records=records_in(shown))
        return shown


def records_in(shown: object) -> Iterator[str]:
    """The ids of all records that anything of a view is from."""
    waiting = [shown]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif is_dataclass(one):
            for name in _names_of(one.__class__):
                value = getattr(one, name)
                if name == "record_id":
                    if value:
                        yield value
                elif not isinstance(value, _PLAIN):
                    waiting.append(value)


@cache
def _names_of(kind: type[object]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
