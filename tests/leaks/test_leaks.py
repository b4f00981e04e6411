"""Nothing that stems from a record outside the asker's audience leaves by any route, and every count,
reason and list is that of the visible records alone.

`make test` runs some worlds, `make soak` thousands (ZHIKE_LEAK_WORLDS says how many).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.records import PersonFacts, Record, record_id
from tests.leaks import administration, asking, customers, knowledge, people, records
from tests.leaks.company import Company
from tests.leaks.look import Look
from tests.leaks.reference import Reference, Seen, words_of
from tests.leaks.worlds import ADDRESSES, World, worlds

WORLDS = int(os.environ.get("ZHIKE_LEAK_WORLDS", "20"))
WALKS = (
    asking.own_page,
    asking.answers,
    asking.parts_of_customers,
    asking.past_projects,
    asking.acquaintances,
    asking.portfolios,
    asking.contacts_words,
    asking.passages,
    asking.experts,
    customers.customers,
    people.people,
    knowledge.projects,
    knowledge.learning,
    knowledge.knowledge_map,
    people.handovers,
    records.records,
    records.verifications,
    asking.conversations,
    records.refusals,
    administration.administration,
)
"""Every route that an asker has, in an order in which what is read was written before."""


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
        look = Look(company, reference, address, browser, question)
        for walk in WALKS:
            walk(look)


def questions(world: World) -> st.SearchStrategy[str]:
    """Questions with words of any record, hidden ones as well."""
    words = sorted(
        set().union(
            *(
                Seen("", source, record).words
                for source, held in world.sources.items()
                for record in held
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
        "Which projects have we done in the {} industry, and what went wrong?",
        "What did we learn from the {} projects?",
        "Which customers does {} know?",
        "What did {} say last?",
        "Who is C1?",
    ]
    word = st.sampled_from(words)
    return st.builds(lambda form, one: form.format(one), st.sampled_from(forms), word)


def test_the_test_itself_would_find_a_leak(company: Company) -> None:
    """Whatever holds a hidden word or a hidden id is found out."""
    asker = PersonFacts(ADDRESSES[0], "Qannxaz", (ADDRESSES[0],))
    entry = Record(ADDRESSES[0], "1", "person", "Qannxaz", ("everyone",), entity=asker)
    hidden = Record("F0", "1", "file", "Qsecretxaz", ("dept:board",))
    world = World(1, (entry,), (), (hidden,))
    reference = Reference(world)
    reference.move_to(world)
    assert words_of(json.dumps({"title": "about qsecretxaz, 2001-02-03"})) == {
        "qsecretxaz",
        "2001-02-03",
    }
    assert reference.all_words() == {"qannxaz", "qsecretxaz"}
    look = Look(company, reference, ADDRESSES[0], TestClient(company.app), "Who is C1?")
    leaks = ('{"title": "about qsecretxaz"}', json.dumps({"id": record_id("files", "F0")}))
    for leak in leaks:
        with pytest.raises(AssertionError):
            look.holds_nothing_hidden(leak)
        with pytest.raises(AssertionError):
            look.holds_only(leak, set())
    look.holds_nothing_hidden('{"title": "about qannxaz"}')
