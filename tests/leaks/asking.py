"""Asking: what an asker is told of themselves, answers, passages, experts and kept conversations."""

from __future__ import annotations

import json
from typing import Any

from ingest.records import record_id
from tests.leaks.look import Look, said_of
from tests.leaks.reference import words_of
from tests.leaks.worlds import CUSTOMERS

PARTS = (
    "What changed?",
    "Who is in the team?",
    "Show the timeline",
    "Any risk?",
    "Which documents?",
)


PORTFOLIO = (
    "What is overdue across my customers?",
    "Which customers have open items?",
    "Which customers are at risk of leaving?",
    "Which customers have never been visited?",
    "What is on my plate?",
)


def own_page(look: Look) -> None:
    response = look.browser.get("/api/me")
    own = words_of(response.text)
    assert own <= look.known | _own_words(look)
    assert response.json()["suggestions"] == {"zh": [], "en": []}
    look.get("/api/sources")


def _own_words(look: Look) -> set[str]:
    """One's own entry is one's own, whoever else may read it."""
    wanted = record_id("directory", look.address)
    return next(seen.words for seen in look.reference.all() if seen.record_id == wanted)


def answers(look: Look) -> None:
    body: dict[str, Any] = {"question": look.question}
    first = look.browser.post("/api/ask", json=body)
    assert first.status_code == 200
    look.holds_nothing_hidden(first.text)
    answer = first.json()
    if answer["citations"]:
        look.get(f"/api/answers/{answer['answer_id']}/next")
    body["conversation_id"] = answer["conversation_id"]
    body["question"] = "And who is their account manager?"
    second = look.browser.post("/api/ask", json=body)
    look.holds_nothing_hidden(second.text)
    _experts_are_right(look, answer["experts"])
    stream = look.browser.post(
        "/api/ask", json={"question": look.question}, headers={"Accept": "text/event-stream"}
    )
    look.holds_nothing_hidden(stream.text)
    given = {"answer_id": answer["answer_id"], "useful": False, "comment": "no"}
    assert look.browser.post("/api/feedback", json=given).status_code == 204


def parts_of_customers(look: Look) -> None:
    """What a customer's page tells, told in the chat: to whoever may know of the customer alone."""
    known = [
        place
        for place in range(CUSTOMERS)
        if look.reference.states(look.address, "crm", f"C{place}")
    ]
    told = set()
    for place in range(CUSTOMERS):
        for question in PARTS:
            body = {"question": question, "filters": {"customers": [look.customer_id(place)]}}
            response = look.browser.post("/api/ask", json=body)
            assert response.status_code == 200
            look.holds_nothing_hidden(response.text)
            if response.json()["part"]:
                told.add(place)
    assert told == set(known)


def past_projects(look: Look) -> None:
    """Past projects told in the chat: as many as the list of projects has."""
    listed = look.get("/api/projects")["projects"]
    body = {"question": "Which projects have we done, and what lessons did we learn?"}
    answer = look.browser.post("/api/ask", json=body).json()
    look.holds_nothing_hidden(json.dumps(answer, ensure_ascii=False))
    if len(listed) > 1:
        assert answer["sentences"][0]["text"].startswith(f"Projects: {len(listed)} in all")


def acquaintances(look: Look) -> None:
    """Which customers each colleague knows: those alone that the asker may know of."""
    for one in look.reference.world.directory:
        body: dict[str, str] = {"question": f"Which customers does {one.title} know?"}
        response = look.browser.post("/api/ask", json=body)
        assert response.status_code == 200
        look.holds_only(response.text, words_of(body["question"]))


def portfolios(look: Look) -> None:
    """What is told of many customers at once: of those that the asker may know of."""
    for question in PORTFOLIO:
        response = look.browser.post("/api/ask", json={"question": question})
        assert response.status_code == 200
        look.holds_nothing_hidden(response.text)


def contacts_words(look: Look) -> None:
    """What the contact said: to whoever may read that there is one."""
    [contact] = [one for one in look.reference.world.crm if one.kind == "contact"]
    for question in ("What did {} say?", "What has {} asked for?"):
        body = {"question": question.format(contact.title)}
        response = look.browser.post("/api/ask", json=body)
        assert response.status_code == 200
        look.holds_only(response.text, words_of(body["question"]))


def passages(look: Look) -> None:
    found = look.get("/api/search", q=look.question, limit=100)["passages"]
    live = [seen.record_id for seen in look.visible]
    assert sorted({passage["record_id"] for passage in found}) == sorted(live)
    for place in range(CUSTOMERS):
        customer = look.customer_id(place)
        narrowed = look.browser.get(
            "/api/search", params={"q": look.question, "customer": customer, "limit": 100}
        )
        look.holds_nothing_hidden(narrowed.text)
        if not look.reference.states(look.address, "crm", f"C{place}"):
            assert narrowed.json()["passages"] == []


def experts(look: Look) -> None:
    _experts_are_right(look, look.get("/api/experts", q=look.question)["experts"])
    for place in range(CUSTOMERS):
        if not look.reference.states(look.address, "crm", f"C{place}"):
            continue
        told = look.get("/api/experts", customer=look.customer_id(place), limit=50)["experts"]
        tied = look.reference.tied_to_customer(look.address, f"C{place}")
        wanted = {
            person: reasons
            for person in look.nameable()
            if (reasons := look.reasons_of(person, tied))
        }
        assert {one["person"]["email"]: said_of(one) for one in told} == wanted


def _experts_are_right(look: Look, experts: list[Any]) -> None:
    """Of a question: each reason counts visible records that the person is tied to in that role."""
    nameable = look.nameable()
    for one in experts:
        person = one["person"]["email"]
        assert person in nameable
        for reason in one["reasons"]:
            tied = {
                seen.record_id
                for seen in look.reference.tied_to_person(look.address, person)
                if any(
                    tie.role == reason["role"] and tie.person.email == person
                    for tie in seen.record.involvements
                )
            }
            assert {record["record_id"] for record in reason["records"]} <= tied
            assert len(reason["records"]) <= reason["count"] <= len(tied)


def conversations(look: Look) -> None:
    """What the asker kept from every world, read again in this one; and what colleagues share."""
    listed = look.browser.get("/api/conversations", params={"limit": 5})
    assert listed.status_code == 200
    for one in listed.json()["conversations"]:
        page = look.browser.get(f"/api/conversations/{one['id']}").json()
        # One's own words are one's own, whatever they tell.
        typed = words_of(" ".join(turn["question"] for turn in page["turns"]))
        page["title"] = ""
        for turn in page["turns"]:
            turn["question"] = ""
        look.holds_only(json.dumps(page, ensure_ascii=False), typed)
    shared_with = {"everyone": True, "people": []}
    for one in listed.json()["conversations"][:1]:
        path = f"/api/conversations/{one['id']}/share"
        share = look.browser.put(path, json=shared_with)
        assert share.status_code == 200
        knew = look.reference.known_words(look.address)
        look.company.links.append((look.address, share.json()["link"], knew))
    for owner, link, knew in look.company.links[-6:]:
        said = look.browser.get(f"/api/shared/{link}").text
        if owner != look.address:
            # What its owner typed and did not know tells of nothing.
            told = words_of(said) & knew
            look.holds_only(" ".join(told), set())
            found = {one for one in look.hidden_ids if one in said}
            assert not found, (look.address, found)
