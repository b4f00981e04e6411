"""Who knows is said with what truly ties them to the record quoted."""

from __future__ import annotations

import pytest

from assistant.answers import Expert
from assistant.cards import person_cards
from assistant.citing_people import cite_people
from assistant.retrieval import Retriever
from assistant.translating import Translations
from ingest.records import Involvement, PersonFacts, PersonRef, Role, record_id
from ingest.store import Store
from tests.assistant.reader import reader
from tests.assistant.test_visibility import ANYBODY
from tests.ingest.listing import Listing, record, run

LI = "li@huace.example"
ENTRY = record(
    "1",
    "李静",
    kind="person",
    entity=PersonFacts("1", "李静", ("Jing Li",), (LI,), "经理", "销售部"),
)


@pytest.mark.parametrize(
    ("role", "question", "said"),
    [
        ("author", "谁懂伺服调试？", "李静（销售部，经理）写了《价格表》：伺服调试每天 1800 元。"),
        (
            "assignee",
            "谁懂伺服调试？",
            "李静（销售部，经理）经手《价格表》：伺服调试每天 1800 元。",
        ),
        (
            "assignee",
            "Who knows servo work?",
            'Jing Li (李静, 销售部, 经理) was assigned "价格表": ',
        ),
        (
            "author",
            "Who knows servo work?",
            'Jing Li (李静, 销售部, 经理) wrote "价格表": ',
        ),
    ],
)
def test_the_tie_is_the_records_own_whatever_reasons_are_shown(
    store: Store, role: Role, question: str, said: str
) -> None:
    by = (Involvement(role, PersonRef(email=LI)),)
    table = record(
        "t", "伺服调试每天 1800 元。\nServo work costs 1800 a day.", title="价格表", involvements=by
    )
    run(store, Listing(ENTRY, table))
    retriever = Retriever(store, Translations(), dense_weight=0.6, candidates=100, named_boost=0.5)
    found = retriever.find(question, access=ANYBODY)
    person = store.entities().person_at(LI)
    assert person is not None
    with store.catalog.reading() as connection:
        card = person_cards(connection, [person], access=ANYBODY)[person]
    [(sentence, citation)] = cite_people(
        found, [Expert(card, 1.0, ())], {}, reader=reader(), store=store, access=ANYBODY
    )
    assert sentence.text.startswith(said)
    assert citation.record_id == record_id("s", "t")
