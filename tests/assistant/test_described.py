"""Customers and colleagues known otherwise than by the names that records give."""

from __future__ import annotations

from assistant.cards import person_cards
from assistant.naming import known_bearers
from assistant.retrieval import Retriever
from assistant.translating import Translations
from ingest.access import Access
from ingest.records import CustomerFacts, CustomerRef, Field, PersonFacts, Record, record_id
from ingest.store import Store
from tests.ingest.listing import Listing, record, run

ANYBODY = Access("p9", frozenset({"everyone"}))
BOARD = Access("p8", frozenset({"everyone", "dept:board"}))


def _account(external_id: str, name: str, industry: str, city: str, **more: object) -> Record:
    return record(
        external_id,
        name,
        kind="account",
        title=name,
        entity=CustomerFacts(external_id, name),
        fields=(Field("industry", "行业", industry), Field("city", "城市", city)),
        **more,
    )


def _best(store: Store, question: str, access: Access) -> str:
    retriever = Retriever(store, Translations(), dense_weight=0.6, candidates=100, named_boost=0.5)
    found = retriever.find(question, access=access)
    files = [passage for passage in found.passages if passage.kind == "file"]
    assert found.named == ()
    return files[0].record_id


def _visits(**hidden: object) -> Listing:
    return Listing(
        _account("C1", "海拓公司", "轮胎", "济南", **hidden),
        _account("C2", "芝罘公司", "酒类", "烟台"),
        record("a", "产线改造已经验收，客户满意。", customers=(CustomerRef("C2"),)),
        record("b", "产线改造已经验收，客户满意了。", customers=(CustomerRef("C1"),)),
    )


def test_a_trade_or_a_city_leads_to_the_customer(store: Store) -> None:
    run(store, _visits())
    assert _best(store, "轮胎行业的产线改造验收了吗", ANYBODY) == record_id("s", "b")
    assert _best(store, "Jinan 产线改造验收了吗", ANYBODY) == record_id("s", "b")
    assert _best(store, "酒类行业的产线改造验收了吗", ANYBODY) == record_id("s", "a")


def test_a_hidden_account_leads_nowhere(store: Store) -> None:
    run(store, _visits(audience=("dept:board",)))
    plain = _best(store, "产线改造验收了吗", ANYBODY)
    assert _best(store, "轮胎行业的产线改造验收了吗", ANYBODY) == plain
    assert _best(store, "轮胎行业的产线改造验收了吗", BOARD) == record_id("s", "b")


def _colleague(external_id: str, name: str, **more: object) -> Record:
    facts = PersonFacts(external_id, name, ("Paul Zhao",), (f"{external_id}@huace.example",))
    return record(external_id, name, kind="person", title=name, entity=facts, **more)


def test_a_hidden_colleague_is_not_known_in_pinyin(store: Store) -> None:
    run(store, Listing(_colleague("1", "赵鹏飞", audience=("dept:board",))))
    for name in ("Zhao Pengfei", "Pengfei Zhao", "Zhao Paul"):
        assert known_bearers(store, f"What does {name} do?", access=ANYBODY) == ()
        assert known_bearers(store, f"What does {name} do?", access=BOARD) == ("p000001",)
    with store.catalog.reading() as connection:
        assert person_cards(connection, ["p000001"], access=ANYBODY) == {}
        card = person_cards(connection, ["p000001"], access=BOARD)["p000001"]
    assert (card.name, card.alternate_name) == ("赵鹏飞", "Paul Zhao")


def test_those_who_are_spelled_alike_are_both_meant(store: Store) -> None:
    run(store, Listing(_colleague("1", "张伟"), _colleague("2", "章伟")))
    assert len(known_bearers(store, "Zhang Wei's phone", access=ANYBODY)) == 2


def _named(external_id: str, name: str, **more: object) -> Record:
    facts = CustomerFacts(external_id, name)
    return record(external_id, name, kind="account", title=name, entity=facts, **more)


def test_the_word_that_a_customers_name_begins_with_means_it(store: Store) -> None:
    run(store, Listing(_named("1", "Tarvik Electric"), _named("2", "General Foundries")))
    assert known_bearers(store, "Who should I ask about Tarvik?", access=ANYBODY) == ("c000001",)
    assert known_bearers(store, "What is the general rule?", access=ANYBODY) == ()
    assert known_bearers(store, "Tarviks", access=ANYBODY) == ()


def test_so_it_does_of_two_and_of_neither_that_is_hidden(store: Store) -> None:
    hidden = {"audience": ("dept:board",)}
    run(store, Listing(_named("1", "Tarvik Electric"), _named("2", "Tarvik Elevator", **hidden)))
    assert known_bearers(store, "Tarvik", access=ANYBODY) == ("c000001",)
    assert known_bearers(store, "Tarvik", access=BOARD) == ("c000001", "c000002")


def test_what_such_a_word_means_does_not_depend_on_who_is_hidden(store: Store) -> None:
    hidden = {"audience": ("dept:board",)}
    names = ("Tarvik Foods", "Tarvik Motors", "Tarvik Paper", "Borvik")
    others = [_named(f"h{name}", name, **hidden) for name in names]
    known = [_named("1", "Tarvik Electric"), _named("2", "Borvik Foods")]
    run(store, Listing(*known, *others))
    assert known_bearers(store, "Tarvik", access=ANYBODY) == ("c000001",)
    assert known_bearers(store, "Tarvik", access=BOARD) == ()
    assert known_bearers(store, "Borvik", access=ANYBODY) == ("c000002",)
    assert known_bearers(store, "Borvik", access=BOARD) == ("c000006",)


def test_a_word_in_its_plural_is_a_word_too(store: Store) -> None:
    run(store, Listing(_named("1", "Customers United"), _named("2", "Machines Works")))
    assert known_bearers(store, "Which customers have machines?", access=ANYBODY) == ()
