"""Nothing that stems from a record outside the asker's audience leaves by any route, and every count,
reason and list is that of the visible records alone.

`make test` runs some worlds, `make soak` thousands (ZHIKE_LEAK_WORLDS says how many).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ingest.catalog.schema import entity_keys
from ingest.records import CustomerFacts, PersonFacts, Record, record_id
from tests.leaks.company import Company
from tests.leaks.reference import Reference, Seen, newest_first, words_of
from tests.leaks.worlds import ADDRESSES, CUSTOMERS, RECORDS, World, worlds

WORLDS = int(os.environ.get("ZHIKE_LEAK_WORLDS", "30"))
SHOWN = 30
"""As many entries as a page's timeline has."""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    made = Company(tmp_path_factory.mktemp("leaks"))
    yield made
    made.close()


@settings(
    max_examples=WORLDS,
    deadline=None,
    phases=[Phase.generate],  # a leak is a leak; to make it small takes long
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_nobody_learns_what_is_not_for_them(company: Company, data: st.DataObject) -> None:
    reference = company.move_to(data.draw(worlds(next(company.numbers))))
    active = [
        one.external_id
        for one in reference.world.directory
        if one.entity.active  # type: ignore[union-attr]
    ]
    address = data.draw(st.sampled_from(active))
    question = data.draw(questions(reference.world))
    with company.browser(address) as browser:
        Look(company, reference, address, browser, question).everywhere()


def questions(world: World) -> st.SearchStrategy[str]:
    """Questions with words of any record, hidden ones as well."""
    words = sorted(
        set().union(
            *(
                Seen("", source, record).words
                for source, records in world.sources.items()
                for record in records
            )
        )
    )
    forms = [
        "When is the {} delivered?",
        "Who knows most about {}?",
        "Who owns the account of {}?",
        "What is the phone of {}?",
        "What is the industry of {}?",
        "{} 的客户经理是谁？",
        "What is the title of {}?",
        "{}",
        "Who is C1?",
    ]
    word = st.sampled_from(words)
    return st.builds(lambda form, one: form.format(one), st.sampled_from(forms), word)


class Look:
    """One asker's look at a world by every route."""

    def __init__(
        self,
        company: Company,
        reference: Reference,
        address: str,
        browser: TestClient,
        question: str,
    ) -> None:
        self.company = company
        self.reference = reference
        self.address = address
        self.browser = browser
        self.question = question
        self.visible = reference.visible(address)
        self.known = reference.known_words(address) | words_of(question)
        self.hidden_ids = {seen.record_id for seen in reference.all()} - {
            seen.record_id for seen in self.visible
        }

    def everywhere(self) -> None:
        """Every route that an asker has, and those of an administrator where they are one."""
        self.own_page()
        self.answers()
        self.passages()
        self.experts()
        self.customers()
        self.people()
        self.projects()
        self.learning()
        self.knowledge_map()
        self.handovers()
        self.records()
        self.verifications()
        self.conversations()
        self.refusals()
        if self.address == ADDRESSES[0]:
            self.administration()

    def get(self, path: str, **params: Any) -> Any:
        """A page's JSON, once nothing hidden was found in it."""
        response = self.browser.get(path, params=params)
        assert response.status_code == 200, response.text
        self.holds_nothing_hidden(response.text)
        return response.json()

    def holds_nothing_hidden(self, said: str, *, ever: bool = False) -> None:
        allowed = self.known
        if ever:
            allowed = allowed | self.reference.ever_known_words(self.address)
        text = json.dumps(json.loads(said), ensure_ascii=False) if said[:1] == "{" else said
        assert words_of(text) <= allowed, (self.address, words_of(text) - allowed)
        found = {one for one in self.hidden_ids if one in text}
        assert not found, (self.address, found)

    def own_page(self) -> None:
        response = self.browser.get("/api/me")
        own = words_of(response.text)
        assert own <= self.known | self._own_words()
        assert response.json()["suggestions"] == {"zh": [], "en": []}
        self.get("/api/sources")

    def _own_words(self) -> set[str]:
        """One's own entry is one's own, whoever else may read it."""
        wanted = record_id("directory", self.address)
        return next(seen.words for seen in self.reference.all() if seen.record_id == wanted)

    def answers(self) -> None:
        body: dict[str, Any] = {"question": self.question}
        first = self.browser.post("/api/ask", json=body)
        assert first.status_code == 200
        self.holds_nothing_hidden(first.text)
        answer = first.json()
        if answer["citations"]:
            self.get(f"/api/answers/{answer['answer_id']}/next")
        body["conversation_id"] = answer["conversation_id"]
        body["question"] = "And who is their account manager?"
        second = self.browser.post("/api/ask", json=body)
        self.holds_nothing_hidden(second.text)
        self._experts_are_right(answer["experts"])
        stream = self.browser.post(
            "/api/ask", json={"question": self.question}, headers={"Accept": "text/event-stream"}
        )
        self.holds_nothing_hidden(stream.text)
        given = {"answer_id": answer["answer_id"], "useful": False, "comment": "no"}
        assert self.browser.post("/api/feedback", json=given).status_code == 204

    def conversations(self) -> None:
        """What the asker kept from every world, read again in this one; and what colleagues share."""
        listed = self.browser.get("/api/conversations", params={"limit": 5})
        assert listed.status_code == 200
        for one in listed.json()["conversations"]:
            page = self.browser.get(f"/api/conversations/{one['id']}").json()
            # One's own words are one's own, whatever they tell.
            typed = words_of(" ".join(turn["question"] for turn in page["turns"]))
            page["title"] = ""
            for turn in page["turns"]:
                turn["question"] = ""
            self._holds_only(json.dumps(page, ensure_ascii=False), typed)
        shared_with = {"everyone": True, "people": []}
        for one in listed.json()["conversations"][:1]:
            path = f"/api/conversations/{one['id']}/share"
            share = self.browser.put(path, json=shared_with)
            assert share.status_code == 200
            knew = self.reference.known_words(self.address)
            self.company.links.append((self.address, share.json()["link"], knew))
        for owner, link, knew in self.company.links[-6:]:
            said = self.browser.get(f"/api/shared/{link}").text
            if owner != self.address:
                # What its owner typed and did not know tells of nothing.
                told = words_of(said) & knew
                self._holds_only(" ".join(told), set())
                found = {one for one in self.hidden_ids if one in said}
                assert not found, (self.address, found)

    def _holds_only(self, said: str, also: set[str]) -> None:
        """Nothing but what the asker may read now, ever might have read, or typed themselves."""
        ever = self.reference.ever_known_words(self.address)
        told = words_of(said) - also - self.known - ever
        assert not told, (self.address, told)
        found = {one for one in self.hidden_ids if one in said}
        assert not found, (self.address, found)

    def passages(self) -> None:
        found = self.get("/api/search", q=self.question, limit=100)["passages"]
        live = [seen.record_id for seen in self.visible]
        assert sorted({passage["record_id"] for passage in found}) == sorted(live)
        for place in range(CUSTOMERS):
            customer = self._customer_id(place)
            narrowed = self.browser.get(
                "/api/search", params={"q": self.question, "customer": customer, "limit": 100}
            )
            self.holds_nothing_hidden(narrowed.text)
            if not self.reference.states(self.address, "crm", f"C{place}"):
                assert narrowed.json()["passages"] == []

    def experts(self) -> None:
        self._experts_are_right(self.get("/api/experts", q=self.question)["experts"])
        for place in range(CUSTOMERS):
            if not self.reference.states(self.address, "crm", f"C{place}"):
                continue
            told = self.get("/api/experts", customer=self._customer_id(place), limit=50)["experts"]
            tied = self.reference.tied_to_customer(self.address, f"C{place}")
            wanted = {
                person: reasons
                for person in self._nameable()
                if (reasons := self._reasons(person, tied))
            }
            assert {one["person"]["email"]: _said(one) for one in told} == wanted

    def customers(self) -> None:
        for place in range(CUSTOMERS):
            path = f"/api/customers/{self._customer_id(place)}"
            if not self.reference.states(self.address, "crm", f"C{place}"):
                self._is_not_found(path)
                continue
            page = self.get(path)
            tied = self.reference.tied_to_customer(self.address, f"C{place}")
            assert page["record_count"] == len(tied)
            assert _shown(page) == newest_first(tied)[:SHOWN]
            self._customer_parts(path, f"C{place}", tied)
        listed = self.get("/api/customers", limit=200)
        stated = {
            self._customer_id(place): len(
                self.reference.tied_to_customer(self.address, f"C{place}")
            )
            for place in range(CUSTOMERS)
            if self.reference.states(self.address, "crm", f"C{place}")
        }
        assert listed["total"] == len(stated)
        assert {one["id"]: one["record_count"] for one in listed["customers"]} == stated
        self.get("/api/customers/facets")
        for word in words_of(self.question):
            found = self.get("/api/customers", search=word)["customers"]
            assert {one["id"] for one in found} <= stated.keys()

    def _customer_parts(self, path: str, customer: str, tied: list[Seen]) -> None:
        """Every part of a customer's page, held against the visible records tied to it."""
        by_kind: dict[str, set[str]] = {}
        for seen in tied:
            by_kind.setdefault(seen.record.kind, set()).add(seen.record_id)
        for part, kind in (("deals", "deal"), ("tickets", "ticket"), ("contacts", "contact")):
            shown = self.get(f"{path}/{part}")[part]
            assert {one["record"]["record_id"] for one in shown} == by_kind.get(kind, set())
        self.get(f"{path}/contracts")
        told = self.browser.get(f"{path}/brief", params={"days": 3650, "language": "en"}).json()
        del told["since"]  # counted from today, from no record
        self.holds_nothing_hidden(json.dumps(told, ensure_ascii=False))
        self.get(f"{path}/competitors")
        self._traits_are_right(self.get(f"{path}/traits"))
        shown = self.get(f"{path}/open-items")["items"]
        readable = {seen.record_id for seen in self.visible}
        assert {one["record"]["record_id"] for one in shown} <= readable
        timeline = self.get(f"{path}/timeline", limit=200)
        about = {one["record"]["record_id"] for one in timeline["entries"] if one["about"]}
        entries = {one["record"]["record_id"] for one in timeline["entries"]}
        assert about == {seen.record_id for seen in tied}
        assert timeline["total"] == len(entries)
        naming = {seen.record_id for seen in self.visible if self._names(seen, customer)}
        assert about | naming == entries <= readable
        team = self.get(f"{path}/team")
        for member in (*team["members"], *team["formerly"]):
            person = member["person"]["email"]
            assert person in self._nameable(leavers=True)
            assert _said(member) == self._reasons(person, tied)
        page = self.get(f"{path}/page")
        assert {one["kind"]: one["count"] for one in page["counts"]} == {
            kind: len(ids) for kind, ids in by_kind.items()
        }

    def _traits_are_right(self, traits: Any) -> None:
        """Every row behind a figure is of a visible record."""
        readable = {seen.record_id for seen in self.visible}
        links = [one["record"] for one in traits["purchases"]] + traits["pipeline_deals"]
        for signal in traits["signals"]:
            assert signal["records"]
            links += signal["records"]
        assert {one["record_id"] for one in links} <= readable

    def _names(self, seen: Seen, customer: str) -> bool:
        """Whether a record says a name that the customer's own record gives."""
        stating = next(one for one in self.visible if one.record.external_id == customer)
        facts = stating.record.entity
        assert isinstance(facts, CustomerFacts)
        return not seen.words.isdisjoint(words_of(f"{facts.name} {' '.join(facts.aliases)}"))

    def people(self) -> None:
        for person in ADDRESSES:
            path = f"/api/people/{self._person_id(person)}"
            if not self.reference.states(self.address, "directory", person):
                self._is_not_found(path)
                continue
            page = self.get(path)
            tied = self.reference.tied_to_person(self.address, person)
            assert page["record_count"] == len(tied)
            assert _shown(page) == newest_first(tied)[:SHOWN]
            wanted = {
                self._customer_id(place)
                for place in range(CUSTOMERS)
                if self.reference.states(self.address, "crm", f"C{place}")
                and any(
                    one in self.reference.tied_to_customer(self.address, f"C{place}")
                    for one in tied
                )
            }
            assert {one["id"] for one in page["customers"]} == wanted
        self._people_are_listed()

    def _people_are_listed(self) -> None:
        """Those whose entry is readable, each under whoever leads them and is readable too, or nobody."""
        stated = {
            one: entity
            for one in ADDRESSES
            if self.reference.states(self.address, "directory", one)
            and isinstance(entity := self.reference.entry(one), PersonFacts)
        }
        listed = self.get("/api/people", presence="all", topics=True, limit=200)
        assert {one["person"]["email"] for one in listed["people"]} == set(stated)
        assert listed["total"] == len(stated)
        departments = Counter(entity.department for entity in stated.values())
        assert {one["name"]: one["count"] for one in listed["departments"]} == departments
        for one in listed["people"]:
            lead = stated[one["person"]["email"]].manager
            known = lead is not None and lead.email in stated
            assert (one["manager"] or {}).get("email") == (lead.email if lead and known else None)
        chart = self.get("/api/people/chart")
        email_of = {one["person"]["id"]: one["person"]["email"] for one in chart["people"]}
        assert {one for one, entity in stated.items() if entity.active} <= set(email_of.values())
        assert set(email_of.values()) <= set(stated)
        for one in chart["people"]:
            if one["manager_id"]:
                lead = stated[one["person"]["email"]].manager
                assert lead is not None
                assert email_of[one["manager_id"]] == lead.email
        for word in sorted(self.reference.all_words() - self.known)[:2]:
            found = self.get("/api/people", search=word, presence="all")
            assert found["people"] == []

    def projects(self) -> None:
        """Each visible record that is a project is stated by one of those listed, and no other is."""
        listed = self.get("/api/projects")["projects"]
        stated = [one for project in listed for one in project["records"]]
        assert len(stated) == len(set(stated))
        visible = {seen.record_id for seen in self.visible}
        of_kind = {seen.record_id for seen in self.visible if seen.record.kind == "project"}
        assert of_kind <= set(stated) <= visible
        for project in listed:
            assert project["id"] in visible
            assert self.get(f"/api/projects/{project['id']}")["project"] == project
        for hidden in sorted(self.hidden_ids)[:3]:
            self._is_not_found(f"/api/projects/{hidden}")

    def knowledge_map(self) -> None:
        """Every number of the map counts visible records, each topic's people are those tied to them, and a
        topic of hidden ones alone is not there."""
        involved = {
            seen.record_id: {
                one.person.email for one in seen.record.involvements if one.role != "mentioned"
            }
            for seen in self.visible
        }
        view = self.get("/api/map")
        for topic in view["topics"]:
            page = self.get(f"/api/map/topics/{topic['topic_id']}")
            assert page["topic"] == topic
            shown = {one["record"]["record_id"] for one in page["records"]}
            assert shown <= involved.keys()
            assert topic["record_count"] == len(shown) > 0
            for person in page["people"]:
                address = person["person"]["email"]
                assert set(person["records"]) == {one for one in shown if address in involved[one]}
            assert page["recent"]["record_count"] == topic["recent"]
            assert page["earlier"]["record_count"] == topic["earlier"]
            periods = (page["recent"], page["earlier"])
            for counted in (*page["departments"], *page["quarters"], *page["knowledge"], *periods):
                assert counted["record_count"] == len(set(counted["records"]) & shown)
        sorted_records = [one["record_count"] for one in view["knowledge"]]
        assert max(sorted_records, default=0) <= len(involved) <= sum(sorted_records)
        for kind in view["knowledge"]:
            page = self.get(f"/api/map/knowledge/{kind['knowledge']}", limit=200)
            assert page["total"] == kind["record_count"] == len(page["records"])
            assert {one["record"]["record_id"] for one in page["records"]} <= involved.keys()
        for part in ("single-points", "stale", "complaints"):
            self.get(f"/api/map/{part}")
            self.holds_nothing_hidden(self.browser.get("/api/map/csv", params={"part": part}).text)
        self.get("/api/gaps")
        seen_ids = {topic["topic_id"] for topic in view["topics"]}
        for other in sorted(self.company.topic_ids() - seen_ids)[:3]:
            self._is_not_found(f"/api/map/topics/{other}")

    def learning(self) -> None:
        """A path leads to visible records and to nameable colleagues who are still here."""
        visible = {seen.record_id for seen in self.visible}
        for kind in ("topic", None):
            asked = {"q": self.question} | ({"kind": kind} if kind else {})
            path = self.get("/api/learn", **asked)
            read = {one["record"]["record_id"] for one in path["items"] if one["record"]}
            assert read <= visible
            assert {one["person"]["email"] for one in path["people"]} <= self._nameable()

    def handovers(self) -> None:
        """A pack names visible records alone, and counts those that the person is tied to."""
        for person in dict.fromkeys((self.address, ADDRESSES[2])):  # each takes a while
            path = f"/api/handover/{self._person_id(person)}"
            if not self.reference.states(self.address, "directory", person):
                self._is_not_found(path)
                continue
            response = self.browser.get(path)
            leads = f"line:{person}" in self.reference.tokens(self.address)
            assert response.status_code == (
                200 if leads or self.address == ADDRESSES[0] else 403
            ), (self.address, person)
            self.holds_nothing_hidden(response.text)
            if response.status_code == 403:
                continue
            pack = response.json()
            tied = {one.record_id for one in self.reference.tied_to_person(self.address, person)}
            for carried in pack["customers"]:
                assert {one["record_id"] for one in carried["records"]} <= tied
                assert carried["record_count"] <= len(tied)
                named = {one["person"]["email"] for one in carried["successors"]}
                assert named <= self._nameable() - {person}

    def records(self) -> None:
        readable = {seen.record_id for seen in self.visible}
        for source, known in (
            ("directory", ADDRESSES),
            ("crm", [f"C{place}" for place in range(CUSTOMERS)] + ["K0"]),
            ("files", [f"F{place}" for place in range(RECORDS)]),
        ):
            for external_id in known:
                wanted = record_id(source, external_id)
                if wanted not in readable:
                    self._is_not_found(f"/api/records/{wanted}")
                    self._is_not_found(f"/api/records/{wanted}?version=1")
                    self._is_not_found(f"/api/records/{wanted}/file")
                    continue
                page = self.get(f"/api/records/{wanted}")
                nameable = self._nameable(leavers=True)
                assert {one["person"]["email"] for one in page["people"]} <= nameable
                self._belongs_with(wanted, page["thread"])
                file = self.browser.get(f"/api/records/{wanted}/file")
                assert file.status_code == 200
                self.holds_nothing_hidden(file.text)
                older = self.browser.get(
                    f"/api/records/{wanted}", params={"version": max(1, page["version"] - 1)}
                )
                self.holds_nothing_hidden(older.text, ever=True)

    def verifications(self) -> None:
        """Who curates or made it says that a record is right, and those who may read it learn so."""
        versions = {
            seen.record_id: self.get(f"/api/records/{seen.record_id}")["version"]
            for seen in sorted(self.visible, key=lambda seen: seen.record_id)[:6]
        }
        for one, version in versions.items():
            said = self.browser.put(f"/api/records/{one}/verification", json={"version": version})
            assert said.status_code in ({200} if self.address == ADDRESSES[0] else {200, 403})
            self.holds_nothing_hidden(said.text)
        asked = [*versions, *sorted(self.hidden_ids)]
        for start in range(0, len(asked), 100):
            told = self.get("/api/verifications", record=asked[start : start + 100])
            for one in told["verifications"]:
                assert one["by"] is None or one["by"]["email"] in self._nameable(leavers=True)

    def _belongs_with(self, wanted: str, thread: list[Any]) -> None:
        """Of a conversation every visible record is shown, and no other."""
        own = next(seen.record for seen in self.visible if seen.record_id == wanted)
        others = {
            seen.record_id
            for seen in self.visible
            if own.thread and seen.record.thread == own.thread and seen.record_id != wanted
        }
        assert {entry["record"]["record_id"] for entry in thread} == others

    def refusals(self) -> None:
        """What is hidden and what is not there are told alike."""
        asked = [*sorted(self.hidden_ids)[:20], "a" * 26]
        assert self.get("/api/records", record=asked) == {"records": []}
        told = {
            self.browser.get(f"/api/records/{one}").text
            for one in [*sorted(self.hidden_ids)[:2], "a" * 26]
        }
        assert len(told) == 1
        files = {
            self.browser.get(f"/api/records/{one}/file").text
            for one in [*sorted(self.hidden_ids)[:2], "a" * 26]
        }
        assert len(files) == 1
        verified = {
            self.browser.put(f"/api/records/{one}/verification", json={"version": 1}).text
            for one in [*sorted(self.hidden_ids)[:2], "a" * 26]
        }
        assert len(verified) == 1
        if self.address != ADDRESSES[0]:
            for path in (
                "/api/audit", "/api/audit/export", "/api/failures", "/api/accounts", "/api/roles",
                "/api/condition", "/api/settings", "/api/source-kinds", "/api/source-views",
            ):  # fmt: skip
                assert self.browser.get(path).status_code == 403

    def administration(self) -> None:
        """The log tells ids of everything, and words only where all that was shown is visible."""
        for path in ("/api/audit?limit=200", "/api/audit/export"):
            said = words_of(self.browser.get(path).text)
            assert {word for word in said if not self._asked_it(word)} <= self.known
        accounts = self.get("/api/accounts")["accounts"]
        told = {one["person"]["email"] for one in accounts if one["person"]}
        assert told <= self._nameable(leavers=True)
        found = self.get(f"/api/accounts?q={self.question.split()[-1][:50]}")["accounts"]
        assert {one["person"]["email"] for one in found if one["person"]} <= told
        for path in (
            "/api/condition",
            "/api/settings",
            "/api/source-kinds",
            "/api/failures",
            "/api/source-views",
        ):
            assert not words_of(self.browser.get(path).text) & self._hidden_words()

    def _hidden_words(self) -> set[str]:
        """What stands in records that the asker may not read, and in nothing that they know."""
        said = set().union(*(seen.words for seen in self.reference.all()))
        return said - self.known

    def _asked_it(self, word: str) -> bool:
        """Whether the administrator asked with this word themselves, now or before."""
        own = self.company.application.access(self.address)
        entries = self.company.application.audit_export(access=own)
        return any(
            entry.person_id == own.person_id and word in words_of(entry.text) for entry in entries
        )

    def _experts_are_right(self, experts: list[Any]) -> None:
        """Of a question: each reason counts visible records that the person is tied to in that role."""
        nameable = self._nameable()
        for one in experts:
            person = one["person"]["email"]
            assert person in nameable
            for reason in one["reasons"]:
                tied = {
                    seen.record_id
                    for seen in self.reference.tied_to_person(self.address, person)
                    if any(
                        tie.role == reason["role"] and tie.person.email == person
                        for tie in seen.record.involvements
                    )
                }
                assert {record["record_id"] for record in reason["records"]} <= tied
                assert len(reason["records"]) <= reason["count"] <= len(tied)

    def _reasons(self, person: str, tied: list[Seen]) -> set[tuple[str, int]]:
        counts: dict[str, int] = {}
        for seen in tied:
            for role in {
                tie.role for tie in seen.record.involvements if tie.person.email == person
            }:
                counts[role] = counts.get(role, 0) + 1
        return set(counts.items())

    def _nameable(self, *, leavers: bool = False) -> set[str]:
        """Colleagues whose entry the asker may read."""
        return {
            one.external_id
            for one in self.reference.world.directory
            if (leavers or one.entity.active)  # type: ignore[union-attr]
            and self.reference.states(self.address, "directory", one.external_id)
        }

    def _is_not_found(self, path: str) -> None:
        response = self.browser.get(path)
        assert response.status_code == 404, (self.address, path)
        self.holds_nothing_hidden(response.text)

    def _customer_id(self, place: int) -> str:
        return self._entity_id("customer", f"id:crm:C{place}")

    def _person_id(self, address: str) -> str:
        return self._entity_id("person", f"mail:{address}")

    def _entity_id(self, family: str, key: str) -> str:

        with self.company.application.store.catalog.reading() as connection:
            found = connection.scalar(
                select(entity_keys.c.entity_id).where(
                    entity_keys.c.family == family, entity_keys.c.key == key
                )
            )
        assert found is not None
        return str(found)


def _shown(page: Any) -> list[str]:
    return [entry["record"]["record_id"] for entry in page["timeline"]]


def _said(expert: Any) -> set[tuple[str, int]]:
    return {(reason["role"], reason["count"]) for reason in expert["reasons"]}


def test_the_test_itself_would_find_a_leak(company: Company) -> None:
    """Whatever holds a hidden word or a hidden id is found out."""
    record = Record("F0", "1", "file", "Qsecretxaz", ("dept:board",))
    world = World(1, (), (), (record,))
    reference = Reference(world)
    reference.move_to(world)
    assert words_of(json.dumps({"title": "about qsecretxaz, 2001-02-03"})) == {
        "qsecretxaz",
        "2001-02-03",
    }
    assert next(iter(reference.all())).words == {"qsecretxaz"}
