"""What only records outside the asker's audience say shows nowhere, by no way round."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from assistant.answering import Assistant
from assistant.confidence import load_confidence
from assistant.customers.profile import customer_view
from assistant.evidence import AnswerLength
from assistant.experts import ExpertFinder, ExpertWeights
from assistant.fielded import (
    contact_records,
    directory_titles,
    owned_accounts,
    records_with_ids,
    stating_records,
)
from assistant.people.profile import person_view
from assistant.query.counting import Counting
from assistant.records import record_view
from assistant.retrieval import Retriever
from assistant.translating import Translations
from ingest.access import Access
from ingest.errors import NotFoundError
from ingest.filters import Filters
from ingest.records import (
    CustomerFacts,
    CustomerRef,
    Field,
    Involvement,
    PersonFacts,
    PersonRef,
    Record,
    record_id,
)
from ingest.store import Store
from tests.assistant.reader import reader
from tests.ingest.listing import Listing, record, run

ANYBODY = Access("p9", frozenset({"everyone"}))
BOARD = Access("p8", frozenset({"everyone", "dept:board"}))
TODAY = date(2026, 6, 30)
FOR_THE_BOARD = {"audience": ("dept:board",)}


def assistant_of(store: Store) -> Assistant:
    return Assistant(
        store,
        Retriever(store, Translations(), dense_weight=0.6, candidates=100, named_boost=0.5),
        reader(),
        ExpertFinder(
            store, ExpertWeights({"owner": 1.0, "author": 1.0, "mentioned": 0.2}, 365, 1095)
        ),
        load_confidence().with_threshold(0.0),
        AnswerLength(3, 5),
        Counting(store, ZoneInfo("UTC")),
        (),
        lambda: TODAY,
    )


def account(external_id: str, name: str, *aliases: str, **more: object) -> Record:
    facts = CustomerFacts(external_id, name, aliases)
    return record(external_id, name, kind="account", title=name, entity=facts, **more)


def colleague(external_id: str, name: str, address: str, **more: object) -> Record:
    facts = PersonFacts(external_id, name, (), (address,), "Treasurer", "Board")
    return record(external_id, name, kind="person", title=name, entity=facts, **more)


def test_a_follow_up_takes_no_name_from_a_hidden_record(store: Store) -> None:
    run(store, Listing(account("C1", "Falcon Works", **FOR_THE_BOARD), record("a", "Some text.")))
    assistant = assistant_of(store)
    asked = {}
    for access in (ANYBODY, BOARD):
        first = assistant.ask("When does Falcon Works deliver the plant?", access=access)
        second = assistant.ask("who owns it?", access=access, conversation_id=first.conversation_id)
        asked[access.person_id] = second.standalone_question
    assert asked["p8"] == "When does Falcon Works deliver the plant? falcon works who owns it?"
    assert asked["p9"] == "When does Falcon Works deliver the plant? who owns it?"


def test_a_hidden_name_neither_explains_nor_hides_a_known_one(store: Store) -> None:
    run(
        store,
        Listing(
            account("C1", "恒岳电气"),
            account("C2", "恒岳电气海外", **FOR_THE_BOARD),
            account("C3", "恒岳集团", "恒岳电气", **FOR_THE_BOARD),
        ),
    )
    retriever = Retriever(store, Translations(), dense_weight=0.6, candidates=100, named_boost=0.5)

    def named(question: str, access: Access) -> tuple[str, ...]:
        return retriever.find(question, access=access).named

    assert named("恒岳电气海外的项目", access=ANYBODY) == ("c000001",)
    assert named("恒岳电气的项目", access=ANYBODY) == ("c000001",)
    assert named("恒岳电气海外的项目", access=BOARD) == ("c000002",)
    assert named("恒岳电气的项目", access=BOARD) == ()


def test_a_hidden_directory_names_nobody(store: Store) -> None:
    run(store, Listing(colleague("77", "Ada Hidden", "ada@other.example", **FOR_THE_BOARD)), "hr")
    owner = Involvement("owner", PersonRef(external_id="77"))
    deal = record(
        "D1",
        "Conveyor for the northern plant.",
        kind="deal",
        title="Northern conveyor",
        fields=(Field("owner", "owner", "77"),),
        involvements=(owner,),
    )
    run(store, Listing(deal), "crm")
    assistant = assistant_of(store)
    question = "Who is the owner of the northern conveyor?"
    told = {
        access.person_id: json.dumps(
            [
                asdict(assistant.ask(question, access=access)),
                asdict(assistant.experts("northern conveyor", access=access)),
                asdict(record_view(store, record_id("crm", "D1"), None, access=access)),
            ],
            default=str,
        )
        for access in (ANYBODY, BOARD)
    }
    assert told["p8"].count("Ada Hidden") >= 4
    assert "Ada" not in told["p9"]
    assert "Treasurer" not in told["p9"]
    assert person_view(store, "p000001", access=BOARD).record_count == 1
    with pytest.raises(NotFoundError):
        person_view(store, "p000001", access=ANYBODY)


def test_a_filter_by_somebody_hidden_finds_nothing(store: Store) -> None:
    run(store, Listing(colleague("77", "Bob Hidden", "b@other.example", **FOR_THE_BOARD)), "hr")
    run(store, Listing(account("C1", "Falcon Works", **FOR_THE_BOARD)), "crm")
    run(store, Listing(record("a", "Falcon Works delivers; the note is by Bob Hidden.")))
    retriever = Retriever(store, Translations(), dense_weight=0.6, candidates=100, named_boost=0.5)
    for filters in (Filters(customers=("c000001",)), Filters(people=("p000001",))):
        assert retriever.retrieve("note", access=BOARD, filters=filters)
        assert retriever.retrieve("note", access=ANYBODY, filters=filters) == ()


def test_the_id_of_a_hidden_record_is_as_if_it_were_none(store: Store) -> None:
    hidden = record("T043-02", "Leak.", kind="ticket", title="Leak", **FOR_THE_BOARD)
    other = record(
        "T043-57",
        "It drips.",
        kind="ticket",
        title="Drip at the north pump",
        fields=(Field("id", "id", "T043-57"), Field("priority", "priority", "high")),
    )
    run(store, Listing(hidden, other), "crm")
    assistant = assistant_of(store)
    for code in ("T043-02", "T043-03"):
        question = f"What is the priority of the drip at the north pump, {code}?"
        assert assistant.weigh(question, access=ANYBODY).looked_up.facts == ()
    known = "What is the priority of the drip at the north pump, T043-57?"
    (fact,) = assistant.weigh(known, access=ANYBODY).facts
    assert fact.line == "priority: high"


def test_a_hidden_record_is_no_candidate_of_a_lookup(store: Store) -> None:
    owner = Involvement("owner", PersonRef(external_id="77"))
    contact = record("T1", "Bo.", kind="contact", customers=(CustomerRef("C1"),), **FOR_THE_BOARD)
    run(store, Listing(colleague("77", "Ada", "ada@other.example", **FOR_THE_BOARD)), "hr")
    falcon = account("C1", "Falcon Works", involvements=(owner,), **FOR_THE_BOARD)
    run(store, Listing(falcon, contact), "crm")
    for access, count in ((BOARD, 1), (ANYBODY, 0)):
        with store.catalog.reading() as connection:
            given = [
                stating_records(connection, ["c000001"], access=access),
                stating_records(connection, ["p000001"], access=access),
                records_with_ids(connection, ["c1"], access=access),
                contact_records(connection, ["c000001"], access=access),
                owned_accounts(connection, ["p000001"], access=access),
                directory_titles(connection, access=access),
            ]
        assert [len(one) for one in given] == [count] * 6


def test_a_hidden_name_goes_with_its_entry(store: Store) -> None:
    listing = Listing(colleague("77", "Ada Hidden", "ada@other.example", **FOR_THE_BOARD))
    run(store, listing, "hr")
    owner = Involvement("owner", PersonRef(external_id="77"))
    run(store, Listing(record("D1", "A conveyor.", involvements=(owner,))), "crm")
    listing.items = []
    run(store, listing, "hr")
    for access in (ANYBODY, BOARD):
        shown = record_view(store, record_id("crm", "D1"), None, access=access)
        assert "ada" not in json.dumps(asdict(shown), default=str).lower()


def test_who_left_the_directory_keeps_a_name_and_no_post(store: Store) -> None:
    listing = Listing(colleague("77", "Ada", "ada@other.example"))
    run(store, listing, "hr")
    owner = Involvement("owner", PersonRef(external_id="77"))
    run(store, Listing(record("D1", "A conveyor.", involvements=(owner,))), "crm")
    listing.items = []
    run(store, listing, "hr")
    card = record_view(store, record_id("crm", "D1"), None, access=ANYBODY).people[0].person
    assert (card.name, card.title, card.department) == ("Ada", "", "")


def test_an_older_version_is_for_those_who_might_read_it_then(store: Store) -> None:
    listing = Listing(record("a", "The secret margin is 40%.", **FOR_THE_BOARD))
    run(store, listing)
    listing.items = [record("a", "The margin is good.", revision="2")]
    run(store, listing)
    of_record = record_id("s", "a")
    assert record_view(store, of_record, None, access=ANYBODY).text == "The margin is good."
    assert "40%" in record_view(store, of_record, 1, access=BOARD).text
    with pytest.raises(NotFoundError):
        record_view(store, of_record, 1, access=ANYBODY)


def test_a_page_counts_only_what_records_say_now(store: Store) -> None:
    run(store, Listing(account("C1", "Falcon"), colleague("77", "Ada", "ada@other.example")), "crm")
    visit = record(
        "V1",
        "A visit.",
        involvements=(Involvement("owner", PersonRef(external_id="77")),),
        customers=(CustomerRef("C1", source="crm"),),
    )
    listing = Listing(visit)
    run(store, listing)
    assert person_view(store, "p000001", access=ANYBODY).record_count == 1
    assert [one.id for one in person_view(store, "p000001", access=ANYBODY).customers] == [
        "c000001"
    ]
    assert customer_view(store, "c000001", access=ANYBODY).record_count == 2
    listing.items = [record("V1", "A visit to others.", revision="2")]
    run(store, listing)
    assert person_view(store, "p000001", access=ANYBODY).record_count == 0
    assert person_view(store, "p000001", access=ANYBODY).customers == ()
    assert customer_view(store, "c000001", access=ANYBODY).record_count == 1


def test_a_tag_of_a_hidden_customer_is_not_shown(store: Store) -> None:
    run(store, Listing(account("C1", "Falcon Works", **FOR_THE_BOARD)), "crm")
    run(store, Listing(record("a", "Falcon Works delivers the northern plant in June.")), "files")
    assistant = assistant_of(store)
    question = "When is the northern plant delivered?"
    for access, shown in ((BOARD, ("c000001",)), (ANYBODY, ())):
        assert assistant.retrieve(question, access=access)[0].customers == shown
        assert assistant.ask(question, access=access).citations[0].customers == shown


def test_experts_on_a_hidden_customer_are_those_on_none(store: Store) -> None:
    run(store, Listing(colleague("77", "Ada", "ada@other.example")), "hr")
    run(store, Listing(account("C1", "Falcon Works", **FOR_THE_BOARD)), "crm")
    visit = record(
        "V1",
        "A visit.",
        involvements=(Involvement("owner", PersonRef(external_id="77")),),
        customers=(CustomerRef("C1", source="crm"),),
    )
    run(store, Listing(visit), "visits")
    assistant = assistant_of(store)
    assert len(assistant.experts("", access=BOARD, customer_id="c000001").experts) == 1
    for customer in ("c000001", "c999999"):
        with pytest.raises(NotFoundError, match="no such customer"):
            assistant.experts("", access=ANYBODY, customer_id=customer)


def test_experts_on_a_customer_alone_are_those_with_a_history_there(store: Store) -> None:
    people = [
        colleague("77", "Ada", "ada@other.example"),
        colleague("78", "Bob", "b@other.example"),
    ]
    run(store, Listing(*people), "hr")
    run(store, Listing(account("C1", "Falcon Works"), account("C2", "Heron")), "crm")
    visits = [
        record(
            f"V{number}",
            "A visit.",
            involvements=(Involvement("owner", PersonRef(external_id=person)),),
            customers=(CustomerRef(customer, source="crm"),),
        )
        for number, person, customer in ((1, "77", "C1"), (2, "78", "C2"))
    ]
    run(store, Listing(*visits), "visits")
    found = assistant_of(store).experts("", access=ANYBODY, customer_id="c000001").experts
    assert [expert.person.name for expert in found] == ["Ada"]
