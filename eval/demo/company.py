"""The demo company in memory: what was authored, completed by the seeded routine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eval.demo.content import Interaction, Paper, Row, address, interactions, papers, rows
from eval.demo.routine import routine_deals, routine_interactions


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that is written. `people` and `customers` are keyed by their ids."""

    staff: list[Row]
    customers: Mapping[str, Row]
    contacts: list[Row]
    products: list[Row]
    deals: list[Row]
    contracts: list[Row]
    tasks: list[Row]
    events: list[Row]
    reviews: list[Row]
    interactions: list[Interaction]
    papers: list[Paper]

    @property
    def names(self) -> Mapping[str, str]:
        """Each colleague's key with their Chinese name."""
        return {row["key"]: row["name"] for row in self.staff}

    @property
    def names_by_address(self) -> Mapping[str, str]:
        """Each address, of a colleague or a contact, with the name that mail shows."""
        known = {address(row["key"]): row["name"] for row in self.staff}
        for row in self.contacts:
            known[self.contact_address(row)] = row["name"]
        return known

    def contact_address(self, contact: Row) -> str:
        """A contact's mail address at their customer's domain."""
        return f"{contact['local']}@{self.customers[contact['customer']]['domain']}"

    def last_contact(self, customer: str) -> date | None:
        """The latest day on which something happened with a customer that everyone may see."""
        days = [
            item.on
            for item in self.interactions
            if item.customer == customer and not item.details.get("audience")
        ]
        return max(days, default=None)


def company() -> Company:
    """Reads the content and adds the routine; the same every time."""
    customers = {row["id"]: row for row in rows("customers")}
    contacts = rows("contacts")
    staff = rows("staff")
    authored = interactions()
    return Company(
        staff=staff,
        customers=customers,
        contacts=contacts,
        products=rows("products"),
        deals=[*rows("deals"), *routine_deals(customers)],
        contracts=rows("contracts"),
        tasks=rows("tasks"),
        events=rows("events"),
        reviews=rows("reviews"),
        interactions=[*authored, *routine_interactions(customers, contacts, staff, authored)],
        papers=papers(),
    )
