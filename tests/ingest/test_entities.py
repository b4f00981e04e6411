"""Who is who, whatever the order in which the sources tell it."""

from __future__ import annotations

from sqlalchemy import select

from ingest.catalog.schema import chunk_tags, chunks, involvements
from ingest.records import (
    CustomerFacts,
    CustomerRef,
    Involvement,
    PersonFacts,
    PersonRef,
    record_id,
)
from ingest.store import Store
from tests.ingest.listing import Listing, agree, record, run


def test_sources_may_load_in_any_order(store: Store) -> None:
    visit = record(
        "v1",
        "恆岳電氣的验收推迟。Hengyue Electric asked 王磊 for a new date.",
        involvements=(Involvement("owner", PersonRef(external_id="E7")),),
        customers=(CustomerRef(external_id="C1", source="crm"),),
    )
    other = record("v2", "联系人 li@hengyue.example 来电。")
    run(store, Listing(visit, other), "files")
    account = record(
        "C1",
        "account",
        kind="account",
        entity=CustomerFacts(
            "C1", "苏州恒岳电气有限公司", ("恒岳电气", "Hengyue Electric"), ("hengyue.example",)
        ),
    )
    run(store, Listing(account), "crm")
    person = record(
        "E7",
        "person",
        kind="person",
        entity=PersonFacts("E7", "王磊", (), ("wang@huace.example",), "Engineer", "Service"),
    )
    run(store, Listing(person), "people")
    with store.catalog.reading() as connection:
        tagged = connection.execute(
            select(chunk_tags.c.entity_id, chunks.c.record_id).join(
                chunks, chunks.c.chunk_id == chunk_tags.c.chunk_id
            )
        ).all()
        owner = connection.scalar(select(involvements.c.person_id))
    by_record: dict[str, set[str]] = {}
    for entity, of_record in tagged:
        by_record.setdefault(of_record, set()).add(entity)
    assert by_record[record_id("files", "v1")] == {"c000001", "p000001"}
    assert by_record[record_id("files", "v2")] == {"c000001"}
    assert owner == "p000001"
    assert agree(store)


def test_a_company_address_becomes_a_person_and_then_the_directory_names_them(store: Store) -> None:
    mail = record(
        "m", "Hello.", involvements=(Involvement("author", PersonRef(email="Wang@huace.example")),)
    )
    run(store, Listing(mail), "mail")
    person = record(
        "E7",
        "person",
        kind="person",
        entity=PersonFacts("E7", "王磊", (), ("wang@huace.example",)),
    )
    run(store, Listing(person), "people")
    entities = store.entities()
    assert entities.person(PersonRef(external_id="E7"), "people") == "p000001"
    assert entities.person_at("wang@huace.example") == "p000001"


def test_two_accounts_that_share_a_domain_stay_two(store: Store) -> None:
    accounts = [
        record(
            external_id,
            external_id,
            kind="account",
            entity=CustomerFacts(external_id, name, (), ("group.example",)),
        )
        for external_id, name in (("C1", "恒岳电气"), ("C2", "恒越电梯"))
    ]
    run(store, Listing(*accounts), "crm")
    entities = store.entities()
    first = entities.customer(CustomerRef(external_id="C1"), "crm")
    second = entities.customer(CustomerRef(external_id="C2"), "crm")
    assert first and second and first != second
    assert entities.customer_at("li@group.example") == first


def test_two_people_who_share_a_mailbox_stay_two(store: Store) -> None:
    people = [
        record(
            external_id,
            external_id,
            kind="person",
            entity=PersonFacts(external_id, name, (), (mail, "service@huace.example")),
        )
        for external_id, name, mail in (
            ("E1", "王磊", "wang@huace.example"),
            ("E2", "李静", "li@huace.example"),
        )
    ]
    run(store, Listing(*people), "people")
    entities = store.entities()
    assert entities.person_at("wang@huace.example") != entities.person_at("li@huace.example")
