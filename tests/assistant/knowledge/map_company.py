"""A company whose map is known: drives that one colleague carries, a dish nobody wrote of lately, complaints that
rise, and a takeover that the board alone may read of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ingest.access import Access
from ingest.records import CustomerFacts, CustomerRef, Involvement, PersonFacts, PersonRef, Record
from tests.ingest.listing import record

TODAY = date(2026, 6, 30)
EVERYONE = Access("", frozenset({"everyone"}))
BOARD = Access("", frozenset({"everyone", "dept:board"}))
ADA, BO, CY = (f"{name}@huace.example" for name in ("ada", "bo", "cy"))

DRIVES = "inverter overcurrent motor cable insulation"
SCREEN = "touchscreen firewall vpn password display"
TAKEOVER = "takeover shareholder valuation bidder escrow"
ARCHIVE = "warehouse forklift pallet shelf barcode"


def person(address: str, name: str, department: str, *, active: bool = True) -> Record:
    facts = PersonFacts(address, name, (), (address,), department=department, active=active)
    return record(address, "entry", kind="person", entity=facts)


def note(number: int, words: str, *people: str, **more: object) -> Record:
    topic = words.split()[0]
    made = record(
        f"{topic}{number}",
        f"The {words} was seen in hall {number}.",
        title=f"{topic} note",
        kind="visit",
        involvements=tuple(Involvement("owner", PersonRef(one)) for one in people),
        occurred_at=date(2026, 1 + number % 6, 10),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def complaint(number: int, day: date) -> Record:
    return record(
        f"ticket{number}",
        f"The {SCREEN} failed in hall {number}.\nNobody can work.",
        title="touchscreen",
        kind="ticket",
        occurred_at=day,
        customers=(CustomerRef("C1"),),
        involvements=(Involvement("assignee", PersonRef(BO)), Involvement("owner", PersonRef(CY))),
    )


def records() -> list[Record]:
    """All of it."""
    return [
        person(ADA, "Ada Lovelace", "Service"),
        person(BO, "Bo Berg", "Sales"),
        person(CY, "Cy Young", "Sales"),
        record("C1", "row", kind="account", entity=CustomerFacts("C1", "Nordvik Packaging")),
        *(note(number, DRIVES, ADA) for number in range(15)),
        note(15, DRIVES, BO),
        *(
            note(number, ARCHIVE, BO, CY, occurred_at=date(2024, 3, 1 + number))
            for number in range(16)
        ),
        *(complaint(number, date(2026, 5, 1 + number)) for number in range(12)),
        *(complaint(number, date(2025, 9, 1 + number)) for number in range(12, 16)),
        *(note(number, TAKEOVER, BO, audience=("dept:board",)) for number in range(16)),
    ]
