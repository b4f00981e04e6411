"""Customers of one name are told apart by a name that is theirs alone."""

from __future__ import annotations

from assistant.answers import CustomerLink
from assistant.customer_questions.choosing import names_of, which_is_meant
from ingest.access import Access
from ingest.catalog.directory import survivors
from ingest.records import CustomerFacts, Record
from ingest.store import Store
from tests.ingest.listing import Listing, record, run

EVERYONE = Access("", frozenset({"everyone"}))
TAX = "91350100M000100Y43"


def account(number: str, name: str, *aliases: str, tax_number: str = "") -> Record:
    facts = CustomerFacts(number, name, aliases, tax_number=tax_number)
    return record(number, name, kind="account", entity=facts)


def test_a_customer_bears_the_names_of_those_merged_into_it(store: Store) -> None:
    run(store, Listing(account("1", "云石机械", "云石", tax_number=TAX)), "crm")
    run(store, Listing(account("9", "Yunshi Machinery", tax_number=TAX)), "erp")
    run(store, Listing(account("2", "云石建材", "云石")), "shop")
    mentioned = store.entities().names["云石"]
    with store.catalog.reading() as connection:
        both = survivors(connection, sorted({one.entity_id for one in mentioned}))
        names = names_of(connection, both, access=EVERYONE)
    assert sorted(map(len, names.values())) == [2, 3]
    links = [CustomerLink(one, "云石", "") for one in both]
    asked = which_is_meant(links, names, "云石", "en")
    assert asked == "“云石” may be Yunshi Machinery or 云石建材. Which one do you mean?"
