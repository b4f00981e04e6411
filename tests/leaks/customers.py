"""Customers: the list and every part of a page, held against the visible records tied to each."""

from __future__ import annotations

import json
from typing import Any

from ingest.records import CustomerFacts
from tests.leaks.look import SHOWN, Look, said_of, shown
from tests.leaks.reference import Seen, newest_first, words_of
from tests.leaks.worlds import CUSTOMERS


def customers(look: Look) -> None:
    for place in range(CUSTOMERS):
        path = f"/api/customers/{look.customer_id(place)}"
        if not look.reference.states(look.address, "crm", f"C{place}"):
            look.is_not_found(path)
            continue
        page = look.get(path)
        tied = look.reference.tied_to_customer(look.address, f"C{place}")
        assert page["record_count"] == len(tied)
        assert shown(page) == newest_first(tied)[:SHOWN]
        _customer_parts(look, path, f"C{place}", tied)
    listed = look.get("/api/customers", limit=200)
    stated = {
        look.customer_id(place): len(look.reference.tied_to_customer(look.address, f"C{place}"))
        for place in range(CUSTOMERS)
        if look.reference.states(look.address, "crm", f"C{place}")
    }
    assert listed["total"] == len(stated)
    assert {one["id"]: one["record_count"] for one in listed["customers"]} == stated
    look.get("/api/customers/facets")
    for word in words_of(look.question):
        found = look.get("/api/customers", search=word)["customers"]
        assert {one["id"] for one in found} <= stated.keys()


def _customer_parts(look: Look, path: str, customer: str, tied: list[Seen]) -> None:
    """Every part of a customer's page, held against the visible records tied to it."""
    by_kind: dict[str, set[str]] = {}
    for seen in tied:
        by_kind.setdefault(seen.record.kind, set()).add(seen.record_id)
    for part, kind in (("deals", "deal"), ("tickets", "ticket"), ("contacts", "contact")):
        shown = look.get(f"{path}/{part}")[part]
        assert {one["record"]["record_id"] for one in shown} == by_kind.get(kind, set())
    look.get(f"{path}/contracts")
    told = look.browser.get(f"{path}/brief", params={"days": 3650, "language": "en"}).json()
    del told["since"]  # counted from today, from no record
    look.holds_nothing_hidden(json.dumps(told, ensure_ascii=False))
    look.get(f"{path}/competitors")
    _traits_are_right(look, look.get(f"{path}/traits"))
    shown = look.get(f"{path}/open-items")["items"]
    readable = {seen.record_id for seen in look.visible}
    assert {one["record"]["record_id"] for one in shown} <= readable
    timeline = look.get(f"{path}/timeline", limit=200)
    about = {one["record"]["record_id"] for one in timeline["entries"] if one["about"]}
    entries = {one["record"]["record_id"] for one in timeline["entries"]}
    assert about == {seen.record_id for seen in tied}
    assert timeline["total"] == len(entries)
    naming = {seen.record_id for seen in look.visible if _names(look, seen, customer)}
    assert about | naming == entries <= readable
    team = look.get(f"{path}/team")
    for member in (*team["members"], *team["formerly"]):
        person = member["person"]["email"]
        assert person in look.nameable(leavers=True)
        assert said_of(member) == look.reasons_of(person, tied)
    page = look.get(f"{path}/page")
    assert {one["kind"]: one["count"] for one in page["counts"]} == {
        kind: len(ids) for kind, ids in by_kind.items()
    }


def _traits_are_right(look: Look, traits: Any) -> None:
    """Every row behind a figure is of a visible record."""
    readable = {seen.record_id for seen in look.visible}
    links = [one["record"] for one in traits["purchases"]] + traits["pipeline_deals"]
    for signal in traits["signals"]:
        assert signal["records"]
        links += signal["records"]
    assert {one["record_id"] for one in links} <= readable


def _names(look: Look, seen: Seen, customer: str) -> bool:
    """Whether a record says a name that the customer's own record gives."""
    stating = next(one for one in look.visible if one.record.external_id == customer)
    facts = stating.record.entity
    assert isinstance(facts, CustomerFacts)
    return not seen.words.isdisjoint(words_of(f"{facts.name} {' '.join(facts.aliases)}"))
