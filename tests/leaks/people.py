"""Colleagues: their pages, the directory, the chart, and what each would hand over."""

from __future__ import annotations

from collections import Counter

from ingest.records import PersonFacts
from tests.leaks.look import SHOWN, Look, shown
from tests.leaks.reference import newest_first
from tests.leaks.worlds import ADDRESSES, CUSTOMERS


def people(look: Look) -> None:
    for person in ADDRESSES:
        path = f"/api/people/{look.person_id(person)}"
        if not look.reference.states(look.address, "directory", person):
            look.is_not_found(path)
            continue
        page = look.get(path)
        tied = look.reference.tied_to_person(look.address, person)
        assert page["record_count"] == len(tied)
        assert shown(page) == newest_first(tied)[:SHOWN]
        wanted = {
            look.customer_id(place)
            for place in range(CUSTOMERS)
            if look.reference.states(look.address, "crm", f"C{place}")
            and any(
                one in look.reference.tied_to_customer(look.address, f"C{place}") for one in tied
            )
        }
        assert {one["id"] for one in page["customers"]} == wanted
    _people_are_listed(look)


def _people_are_listed(look: Look) -> None:
    """Those whose entry is readable, each under whoever leads them and is readable too, or nobody."""
    stated = {
        one: entity
        for one in ADDRESSES
        if look.reference.states(look.address, "directory", one)
        and isinstance(entity := look.reference.entry(one), PersonFacts)
    }
    listed = look.get("/api/people", presence="all", topics=True, limit=200)
    assert {one["person"]["email"] for one in listed["people"]} == set(stated)
    assert listed["total"] == len(stated)
    departments = Counter(entity.department for entity in stated.values())
    assert {one["name"]: one["count"] for one in listed["departments"]} == departments
    for one in listed["people"]:
        lead = stated[one["person"]["email"]].manager
        known = lead is not None and lead.email in stated
        assert (one["manager"] or {}).get("email") == (lead.email if lead and known else None)
    chart = look.get("/api/people/chart")
    email_of = {one["person"]["id"]: one["person"]["email"] for one in chart["people"]}
    assert {one for one, entity in stated.items() if entity.active} <= set(email_of.values())
    assert set(email_of.values()) <= set(stated)
    for one in chart["people"]:
        if one["manager_id"]:
            lead = stated[one["person"]["email"]].manager
            assert lead is not None
            assert email_of[one["manager_id"]] == lead.email
    for word in sorted(look.reference.all_words() - look.known)[:2]:
        found = look.get("/api/people", search=word, presence="all")
        assert found["people"] == []


def handovers(look: Look) -> None:
    """A pack names visible records alone, and counts those that the person is tied to."""
    for person in dict.fromkeys((look.address, ADDRESSES[2])):  # each takes a while
        path = f"/api/handover/{look.person_id(person)}"
        if not look.reference.states(look.address, "directory", person):
            look.is_not_found(path)
            continue
        response = look.browser.get(path)
        leads = f"line:{person}" in look.reference.tokens(look.address)
        assert response.status_code == (200 if leads or look.address == ADDRESSES[0] else 403), (
            look.address,
            person,
        )
        look.holds_nothing_hidden(response.text)
        if response.status_code == 403:
            continue
        pack = response.json()
        tied = {one.record_id for one in look.reference.tied_to_person(look.address, person)}
        for carried in pack["customers"]:
            assert {one["record_id"] for one in carried["records"]} <= tied
            assert carried["record_count"] <= len(tied)
            named = {one["person"]["email"] for one in carried["successors"]}
            assert named <= look.nameable() - {person}
