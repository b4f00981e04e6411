"""GET /api/customers, and each part of a customer's page, as far as the asker may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from assistant.answers import Filters
from assistant.api.crowding import opening_a_page
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import Id
from assistant.api.narrowing import MomentText
from assistant.customers.listing import Sorting, Wanted
from assistant.customers.open_views import OpenItem
from assistant.customers.trait_views import CompetitorView, Traits
from assistant.customers.views import (
    Brief,
    ContactView,
    ContractView,
    CustomerFacets,
    CustomerList,
    CustomerPage,
    DealView,
    DocumentView,
    Team,
    TicketView,
    TimelinePage,
)
from assistant.questions import Language
from assistant.views import CustomerView
from ingest.records import Kind

router = APIRouter(tags=["customers"])
COSTLY = [Depends(opening_a_page)]
_FARTHEST = 1_000_000
Offset = Annotated[int, Query(ge=0, le=_FARTHEST)]
Limit = Annotated[int, Query(ge=1, le=200)]


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who is at a customer."""

    contacts: tuple[ContactView, ...]


@dataclass(frozen=True, slots=True)
class Deals:
    """Open ones first."""

    deals: tuple[DealView, ...]


@dataclass(frozen=True, slots=True)
class Contracts:
    """Those that run first."""

    contracts: tuple[ContractView, ...]


@dataclass(frozen=True, slots=True)
class Tickets:
    """Open ones first."""

    tickets: tuple[TicketView, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """The newest first."""

    documents: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class Competitors:
    """Those mentioned last first."""

    competitors: tuple[CompetitorView, ...]


@dataclass(frozen=True, slots=True)
class OpenItems:
    """What is past due first, then by day, and last what has none."""

    items: tuple[OpenItem, ...]


@router.get("/customers", dependencies=COSTLY)
def customers(
    application: TheApplication,
    access: TheAsker,
    search: Annotated[str, Query(max_length=200)] = "",
    tier: Annotated[str, Query(max_length=100)] = "",
    owner: Id = "",
    sort: Sorting = "name",
    descending: bool = False,
    language: Language = "zh",
    offset: Offset = 0,
    limit: Limit = 50,
) -> CustomerList:
    """The customers that the asker may see, by a part of any of their names, their tier and their owner's
    id."""
    wanted = Wanted(search.strip(), tier.strip(), owner, sort, descending, language, offset, limit)
    return application.reads.customers.listed(wanted, access=access)


@router.get("/customers/facets", dependencies=COSTLY)
def facets(application: TheApplication, access: TheAsker) -> CustomerFacets:
    """The tiers and owners of the customers that the asker may see, with how many have them."""
    return application.reads.customers.facets(access=access)


@router.get("/customers/{customer_id}")
def customer(customer_id: str, application: TheApplication, access: TheAsker) -> CustomerView:
    """Names, facts and latest records of a customer."""
    return application.reads.customers.view(customer_id, access=access)


@router.get("/customers/{customer_id}/page", dependencies=COSTLY)
def page(
    customer_id: str,
    application: TheApplication,
    access: TheAsker,
    language: Language = "zh",
) -> CustomerPage:
    """Every part at once; who knows the customer best, GET /api/experts tells."""
    return application.reads.customers.page(customer_id, access=access, language=language)


@router.get("/customers/{customer_id}/brief", dependencies=COSTLY)
def brief(
    customer_id: str,
    application: TheApplication,
    access: TheAsker,
    days: Annotated[int, Query(ge=1, le=3650)] = 90,
    language: Language = "zh",
) -> Brief:
    """What changed with a customer in so many days, each sentence cited."""
    return application.reads.customers.brief(
        customer_id, access=access, days=days, language=language
    )


@router.get("/customers/{customer_id}/timeline", dependencies=COSTLY)
def timeline(
    customer_id: str,
    application: TheApplication,
    access: TheAsker,
    kind: Annotated[tuple[Kind, ...], Query()] = (),
    person: Annotated[tuple[Id, ...], Query()] = (),
    since: MomentText | None = None,
    until: MomentText | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> TimelinePage:
    """What was dealt with a customer across all sources, the newest first."""
    filters = Filters((), person, kind, since, until)
    return application.reads.customers.timeline(
        customer_id, access=access, filters=filters, offset=offset, limit=limit
    )


@router.get("/customers/{customer_id}/contacts", dependencies=COSTLY)
def contacts(customer_id: str, application: TheApplication, access: TheAsker) -> Contacts:
    """The people at a customer, those met last first."""
    return Contacts(application.reads.customers.contacts(customer_id, access=access))


@router.get("/customers/{customer_id}/deals", dependencies=COSTLY)
def deals(customer_id: str, application: TheApplication, access: TheAsker) -> Deals:
    """The deals with a customer, each with its stages."""
    return Deals(application.reads.customers.deals(customer_id, access=access))


@router.get("/customers/{customer_id}/contracts", dependencies=COSTLY)
def contracts(customer_id: str, application: TheApplication, access: TheAsker) -> Contracts:
    """The contracts with a customer."""
    return Contracts(application.reads.customers.contracts(customer_id, access=access))


@router.get("/customers/{customer_id}/tickets", dependencies=COSTLY)
def tickets(customer_id: str, application: TheApplication, access: TheAsker) -> Tickets:
    """What a customer reported."""
    return Tickets(application.reads.customers.tickets(customer_id, access=access))


@router.get("/customers/{customer_id}/documents", dependencies=COSTLY)
def documents(customer_id: str, application: TheApplication, access: TheAsker) -> Documents:
    """The documents that are about a customer, or name them."""
    return Documents(application.reads.customers.documents(customer_id, access=access))


@router.get("/customers/{customer_id}/team", dependencies=COSTLY)
def team(customer_id: str, application: TheApplication, access: TheAsker) -> Team:
    """The owner, the colleagues involved and how, and those who have left."""
    return application.reads.customers.team(customer_id, access=access)


@router.get("/customers/{customer_id}/open-items", dependencies=COSTLY)
def open_items(customer_id: str, application: TheApplication, access: TheAsker) -> OpenItems:
    """Tasks and tickets that are not done, promises, requests and days to come, with the words that say so."""
    return OpenItems(application.reads.customers.open_items(customer_id, access=access))


@router.get("/customers/{customer_id}/traits", dependencies=COSTLY)
def traits(
    customer_id: str,
    application: TheApplication,
    access: TheAsker,
    language: Language = "zh",
) -> Traits:
    """Value classes, recency-frequency-monetary scores, what else customers like this bought, and signals of
    loyalty and churn, each with the records behind it."""
    return application.reads.customers.traits(customer_id, access=access, language=language)


@router.get("/customers/{customer_id}/competitors", dependencies=COSTLY)
def competitors(customer_id: str, application: TheApplication, access: TheAsker) -> Competitors:
    """The competitors that records of a customer mention, with the words that do."""
    return Competitors(application.reads.customers.competitors(customer_id, access=access))
