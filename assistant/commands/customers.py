"""The commands that read customers: one from every side, or a list of them, each for one asker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter
from typing_extensions import override

from assistant.answers import Expert
from assistant.commands.command import Command, OnProgress
from assistant.customers.views import CustomerList, CustomerPage, CustomerRow

if TYPE_CHECKING:
    from assistant.bootstrap import Application


_EXPERTS = 5


@dataclass(frozen=True, slots=True)
class FoundCustomer:
    """Whom a name meant, and where that is one customer, the page and who knows them best."""

    matches: tuple[CustomerRow, ...]
    page: CustomerPage | None
    experts: tuple[Expert, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer(Command[FoundCustomer]):
    """The page of the customer that `said` names, by a name or an id, for the colleague at `address`."""

    said: str
    address: str
    language: Literal["zh", "en"] = "zh"

    @override
    def run(self, application: Application, on_progress: OnProgress) -> FoundCustomer:
        access = application.access(self.address)
        reads = application.terminal_reads
        matches = reads.customers.find(self.said, access=access)
        if len(matches) != 1:
            return FoundCustomer(matches, None)
        one = matches[0].id
        page = reads.customers.page(one, access=access, language=self.language)
        experts = reads.experts("", access=access, customer_id=one, limit=_EXPERTS).experts
        return FoundCustomer(matches, page, experts)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[FoundCustomer]:
        return TypeAdapter(FoundCustomer)


@dataclass(frozen=True, slots=True)
class Customers(Command[CustomerList]):
    """The customers one of whose names holds `search`, for the colleague at `address`."""

    search: str
    sort: str
    descending: bool
    limit: int
    address: str

    @override
    def run(self, application: Application, on_progress: OnProgress) -> CustomerList:
        from assistant.customers.listing import Wanted

        access = application.access(self.address)
        wanted = TypeAdapter(Wanted).validate_python(
            {
                "search": self.search,
                "sort": self.sort,
                "descending": self.descending,
                "limit": self.limit,
            }
        )
        return application.terminal_reads.customers.listed(wanted, access=access)

    @classmethod
    @override
    def result(cls) -> TypeAdapter[CustomerList]:
        return TypeAdapter(CustomerList)
