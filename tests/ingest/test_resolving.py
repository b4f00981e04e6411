"""Customers and colleagues of several sources become one, and two again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import select

from assistant.customers.links import customer_links
from ingest.access import Access
from ingest.catalog.directory import access_of, survivors
from ingest.catalog.pairs import decide, match_seen, matches_seen
from ingest.catalog.schema import (
    chunk_tags,
    chunks,
    customers,
    entity_keys,
    entity_matches,
    record_customers,
)
from ingest.catalog.visible import visible
from ingest.errors import NotFoundError, PermanentError
from ingest.records import CustomerFacts, CustomerRef, PersonFacts, PersonRef, Record
from ingest.resolution.matches import MatchState, SeenMatch, Step
from ingest.retagging import retag
from ingest.store import Store
from ingest.sync_rules import SyncRules
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import EVERYONE, Listing, agree, record, run

TAX = "91350100M000100Y43"
OTHER_TAX = "91110000600037341L"
CURATOR = Access("p9", frozenset({"everyone"}))


def account(number: str, name: str, **more: object) -> Record:
    facts = replace(CustomerFacts(number, name), **more)  # type: ignore[arg-type]
    return record(number, f"Account {number}.", kind="account", entity=facts, revision=repr(facts))


def entry(number: str, name: str, *emails: str, department: str = "") -> Record:
    facts = PersonFacts(number, name, emails=emails, department=department)
    return record(number, f"Entry {number}.", kind="person", entity=facts, revision=repr(facts))


def id_of(store: Store, source: str, number: str) -> str | None:
    return store.entities().customer(CustomerRef(number), source)


def are_one(store: Store, *accounts: tuple[str, str]) -> bool:
    return len({id_of(store, source, number) for source, number in accounts}) == 1


def matches(
    store: Store, *states: MatchState, family: str = "customer", access: Access = CURATOR
) -> list[SeenMatch]:
    with store.catalog.reading() as connection:
        return matches_seen(
            connection,
            family,
            states or ("likely",),
            access=access,
            offset=0,
            limit=50,
        )


def say(store: Store, match: SeenMatch, step: Step) -> SeenMatch:
    with store.catalog.writing() as connection:
        said = decide(connection, match.match_id, step, threshold=80, access=CURATOR)
    retag(store)
    return said


def tagged(store: Store, text: str) -> list[str]:
    with store.catalog.reading() as connection:
        return list(
            connection.scalars(
                select(chunk_tags.c.entity_id)
                .join(chunks, chunks.c.chunk_id == chunk_tags.c.chunk_id)
                .where(chunks.c.text.contains(text))
            )
        )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Falcon", "tax_number": TAX}, {"name": "海隼", "tax_number": f" {TAX.lower()}"}),
        (
            {"name": "云石机械", "domains": ("yunshi.com",)},
            {"name": "Yunshi Machinery", "domains": ("www.yunshi.com",)},
        ),
        (
            {"name": "云石机械", "phones": ("0512-66668888",)},
            {"name": "云石机械设备", "phones": ("+86 512 6666 8888 转 8",)},
        ),
        ({"name": "苏州云石机械有限公司"}, {"name": "雲石機械（蘇州）有限責任公司"}),
        ({"name": "Yunshi Pumps GmbH"}, {"name": "YUNSHI PUMPS"}),
    ],
)
def test_sure_matches_merge_by_themselves(
    store: Store, one: dict[str, object], other: dict[str, object]
) -> None:
    run(store, Listing(account("1", **one)), "crm")
    run(store, Listing(account("9", **other)), "erp")
    assert are_one(store, ("crm", "1"), ("erp", "9"))
    [match] = matches(store, "merged")
    assert {match.first.goes_by, match.second.goes_by} == {id_of(store, "crm", "1")}
    assert match.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"name": "云石机械", "domains": ("qq.com",)},
            {"name": "天河食品", "domains": ("qq.com",)},
        ),
        ({"name": "云石机械（苏州）有限公司"}, {"name": "云石机械（上海）有限公司"}),
        (
            {"name": "云石机械", "tax_number": TAX},
            {"name": "云石机械", "tax_number": OTHER_TAX, "domains": ("yunshi.com",)},
        ),
        (
            {"name": "云石机械", "phones": ("0512-66668888",)},
            {"name": "天河食品", "phones": ("0512-66668888",)},
        ),
        ({"name": "散客"}, {"name": "散客"}),
    ],
)
def test_what_may_be_two_does_not_merge(
    store: Store, one: dict[str, object], other: dict[str, object]
) -> None:
    run(store, Listing(account("1", **one)), "crm")
    run(store, Listing(account("9", **other)), "erp")
    assert not are_one(store, ("crm", "1"), ("erp", "9"))


def test_two_of_one_source_never_merge_and_a_third_goes_to_neither(store: Store) -> None:
    run(store, Listing(account("1", "云石机械有限公司"), account("2", "云石机械")), "crm")
    run(store, Listing(account("9", "云石机械有限公司")), "erp")
    ids = {id_of(store, source, one) for source, one in (("crm", "1"), ("crm", "2"), ("erp", "9"))}
    assert len(ids) == 3
    assert len(matches(store)) == 2


def test_sources_load_in_any_order(tmp_path_factory: pytest.TempPathFactory) -> None:
    sources = {
        "crm": [
            account("1", "苏州云石机械有限公司"),
            account("2", "天河食品", domains=("th.com",)),
        ],
        "erp": [account("9", "云石机械(苏州)有限公司", tax_number=TAX), account("8", "Tianhe")],
        "desk": [
            account("a", "Yunshi", tax_number=TAX),
            account("b", "Tianhe", domains=("th.com",)),
        ],
    }
    numbered = [(name, one.external_id) for name, some in sources.items() for one in some]
    found = set()
    for order in permutations(sources):
        store = Store(tmp_path_factory.mktemp("order"), HashEmbedder())
        for name in order:
            run(store, Listing(*sources[name]), name)
        groups: dict[str | None, set[tuple[str, str]]] = {}
        for source, number in numbered:
            groups.setdefault(id_of(store, source, number), set()).add((source, number))
        found.add(frozenset(map(frozenset, groups.values())))
        store.close()
    [groups_found] = found
    assert frozenset({("crm", "1"), ("erp", "9"), ("desk", "a")}) in groups_found
    assert frozenset({("crm", "2"), ("erp", "8"), ("desk", "b")}) in groups_found


def test_a_merge_is_undone_with_names_ties_and_tags_and_nothing_is_embedded(
    store: Store, embedder: HashEmbedder
) -> None:
    run(store, Listing(account("1", "云石机械有限公司", aliases=("Cloudstone",))), "crm")
    note = record(
        "n", "Cloudstone wants a date. 石云 is new.", customers=(CustomerRef("9", source="erp"),)
    )
    run(store, Listing(note), "files")
    before = id_of(store, "crm", "1")
    run(store, Listing(account("9", "云石机械", aliases=("石云",))), "erp")
    assert tagged(store, "石云 is new") == [before]
    [match] = matches(store, "merged")
    embedded = embedder.embedded
    undone = say(store, match, "undo")
    other = id_of(store, "erp", "9")
    assert undone.state == "refused" and other not in (before, None)
    assert sorted(tagged(store, "石云 is new")) == sorted([str(before), str(other)])
    with store.catalog.reading() as connection:
        tied = connection.scalars(
            select(record_customers.c.customer_id).where(record_customers.c.external_id == "9")
        ).all()
        assert set(tied) == {other}
        assert survivors(connection, [str(other)]) == [other]
    run(store, Listing(account("9", "云石机械", aliases=("石云", "SY"))), "erp")
    assert not are_one(store, ("crm", "1"), ("erp", "9"))
    assert say(store, undone, "undo").state == "merged"
    assert tagged(store, "石云 is new") == [before]
    assert embedder.embedded == embedded
    assert agree(store)


def test_likely_matches_wait_for_a_curator(store: Store) -> None:
    run(store, Listing(account("1", "云石机械有限公司")), "crm")
    run(store, Listing(account("9", "Yunshi Machinery Co., Ltd.")), "erp")
    assert not are_one(store, ("crm", "1"), ("erp", "9"))
    [match] = matches(store)
    assert 80 <= match.score < 100 and "sound alike" in match.reasons[0].words
    accepted = say(store, match, "accept")
    assert (accepted.state, accepted.decided_by) == ("accepted", "p9")
    assert are_one(store, ("crm", "1"), ("erp", "9"))
    with pytest.raises(PermanentError):
        say(store, accepted, "accept")
    run(store, Listing(account("1", "云石机械设备有限公司")), "crm")
    assert are_one(store, ("crm", "1"), ("erp", "9"))
    assert say(store, accepted, "undo").state == "likely"
    assert not are_one(store, ("crm", "1"), ("erp", "9"))


def test_a_refused_match_stays_away_until_the_tax_numbers_agree(store: Store) -> None:
    crm = Listing(account("1", "云石机械有限公司"))
    run(store, crm, "crm")
    run(store, Listing(account("9", "云石机械设备有限公司", tax_number=TAX)), "erp")
    [match] = matches(store)
    say(store, match, "refuse")
    assert matches(store) == []
    crm.items = [account("1", "云石机械设备有限公司")]
    run(store, crm, "crm")
    assert matches(store) == [] and not are_one(store, ("crm", "1"), ("erp", "9"))
    crm.items = [account("1", "云石机械设备有限公司", tax_number=TAX)]
    run(store, crm, "crm")
    [again] = matches(store)
    assert again.match_id == match.match_id and again.reasons[0].kind == "tax"
    assert not are_one(store, ("crm", "1"), ("erp", "9"))
    say(store, again, "accept")
    assert are_one(store, ("crm", "1"), ("erp", "9"))


def test_two_tax_numbers_are_never_one_whoever_says_so(store: Store) -> None:
    crm = Listing(account("1", "云石机械有限公司", tax_number=TAX))
    run(store, crm, "crm")
    erp = Listing(account("9", "云石机械设备有限公司"))
    run(store, erp, "erp")
    [match] = matches(store)
    say(store, match, "accept")
    erp.items = [account("9", "云石机械设备有限公司", tax_number=OTHER_TAX)]
    run(store, erp, "erp")
    assert not are_one(store, ("crm", "1"), ("erp", "9"))
    [kept] = matches(store, "accepted")
    say(store, kept, "undo")
    assert matches(store) == []


def test_a_match_is_for_those_who_may_read_both(store: Store) -> None:
    run(store, Listing(account("1", "云石机械有限公司")), "crm")
    hidden = account("9", "云石机械设备有限公司")
    board = Access("p8", frozenset({"everyone", "dept:board"}))
    listing = Listing(replace(hidden, audience=("dept:board",)))
    run(store, listing, "erp")
    assert matches(store) == []
    [match] = matches(store, access=board)
    with store.catalog.reading() as connection, pytest.raises(NotFoundError):
        match_seen(connection, match.match_id, access=CURATOR)
    with pytest.raises(NotFoundError):
        say(store, match, "accept")


def test_each_asker_sees_a_merged_customer_as_what_they_may_read_says(store: Store) -> None:
    named = account("1", "云石机械有限公司", aliases=("Secretstone",))
    run(store, Listing(replace(named, audience=("dept:board",))), "crm")
    run(store, Listing(account("9", "云石机械")), "erp")
    one = id_of(store, "crm", "1")
    for access, name in (
        (EVERYONE, "云石机械"),
        (Access("", frozenset({"dept:board"})), "云石机械有限公司"),
    ):
        seen = visible(access=access).customers
        with store.catalog.reading() as connection:
            rows = connection.execute(select(seen)).all()
        assert [(row.customer_id, row.name) for row in rows] == [(one, name)]


def test_a_name_in_the_other_script_may_come_from_whom_they_are_one_with(store: Store) -> None:
    run(store, Listing(account("1", "云石机械有限公司", tax_number=TAX)), "crm")
    english = account("9", "Yunshi Machinery", aliases=("云石机械",), tax_number=TAX)
    run(store, Listing(replace(english, audience=("dept:board",))), "erp")
    assert are_one(store, ("crm", "1"), ("erp", "9"))
    board = Access("", frozenset({"everyone", "dept:board"}))
    one = id_of(store, "crm", "1")
    for access, other in ((EVERYONE, ""), (board, "Yunshi Machinery")):
        [link] = customer_links(store, [one], access=access)
        assert (link.name, link.alternate_name) == ("云石机械有限公司", other)


def test_whose_account_is_gone_stays_with_whom_they_were_one(store: Store) -> None:
    crm = Listing(account("1", "云石机械有限公司"))
    run(store, crm, "crm")
    run(store, Listing(account("9", "云石机械")), "erp")
    run(store, Listing(record("n", "A visit.", customers=(CustomerRef("1", source="crm"),))), "f")
    crm.items = []
    run(store, crm, "crm")
    assert are_one(store, ("crm", "1"), ("erp", "9"))
    assert tagged(store, "A visit") == [id_of(store, "erp", "9")]
    seen = visible(access=EVERYONE).customers
    with store.catalog.reading() as connection:
        assert [row.name for row in connection.execute(select(seen))] == ["云石机械"]


def test_of_an_erased_customer_nothing_stays_but_whom_they_were_one_with(store: Store) -> None:
    secret = {"phones": ("0512-66778899",), "domains": ("yunshi.example",), "tax_number": TAX}
    crm = Listing(account("1", "云石机械有限公司", **secret))
    run(store, crm, "crm")
    erp = Listing(account("9", "云石机械", tax_number=TAX))
    run(store, erp, "erp")
    phones = ("0512-66778899",)
    desk = [
        account("7", "云石机械销售", phones=phones),
        account("8", "云石机械制造", phones=phones),
    ]
    run(store, Listing(*desk), "desk")
    for likely in matches(store, "likely"):
        say(store, likely, "refuse")
    assert any("66778899" in str(match.reasons) for match in matches(store, "refused"))
    crm.items = []
    run(store, crm, "crm", rules=SyncRules(keep_deleted=timedelta()))
    run(store, crm, "crm", rules=SyncRules(keep_deleted=timedelta()))
    with store.catalog.reading() as connection:
        gone = id_of(store, "crm", "1")
        keys = connection.execute(
            select(entity_keys.c.key, customers.c.record_id).join(
                customers, customers.c.customer_id == entity_keys.c.entity_id
            )
        ).all()
        assert [row.key for row in keys if row.record_id is None] == ["id:crm:1"]
        said = connection.execute(select(entity_matches)).all()
    of_erased = [row.reasons for row in said if "c000001" in (row.first_id, row.second_id)]
    assert of_erased and not any(of_erased)
    assert gone == id_of(store, "erp", "9")
    erp.items.append(account("7", "别的公司"))
    run(store, erp, "erp")
    assert are_one(store, ("crm", "1"), ("erp", "9"))


def test_namesakes_stay_two_and_one_of_two_directories_may_be_one(store: Store) -> None:
    run(
        store,
        Listing(
            entry("E1", "王磊", "wang1@huace.example", department="Sales"),
            entry("E2", "王磊", "wang2@huace.example", department="Service"),
        ),
        "staff",
    )
    run(store, Listing(entry("u7", "王磊", department="Service")), "ldap")
    ids = {
        store.entities().person(PersonRef(external_id=number), source)
        for source, number in (("staff", "E1"), ("staff", "E2"), ("ldap", "u7"))
    }
    assert len(ids) == 3
    [match] = matches(store, family="person")
    assert {match.first.source, match.second.source} == {"staff", "ldap"}
    before = access_of(store, "wang2@huace.example")
    say(store, match, "accept")
    entities = store.entities()
    assert entities.person(PersonRef(external_id="u7"), "ldap") == entities.person_at(
        "wang2@huace.example"
    )
    assert access_of(store, "wang2@huace.example") == before
    say(store, match, "undo")
    assert store.entities().person(PersonRef(external_id="u7"), "ldap") != before.person_id


def test_a_curator_s_word_on_colleagues_lets_nobody_read_more(store: Store) -> None:
    run(store, Listing(entry("E1", "王磊", "wang@huace.example", department="Board")), "staff")
    run(store, Listing(entry("wang", "王磊", "wang@old.example", department="Board")), "ldap")
    secret = record("s", "A secret.", audience=("person:wang@huace.example",))
    run(store, Listing(secret), "files")
    before = access_of(store, "wang@old.example")
    [match] = matches(store, family="person")
    say(store, match, "accept")
    assert access_of(store, "wang@old.example").tokens == before.tokens
    assert "person:wang@huace.example" not in before.tokens
