"""The same words in several places: shown once, from where the asker may read; all who know them count."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.pipeline import Source
from ingest.records import Change, Field, Involvement, PersonFacts, PersonRef
from tests.assistant import company
from tests.assistant.company import CHEN, LI, WANG
from tests.hash_embedder import HashEmbedder
from tests.ingest.listing import Listing, record

TERMS = "保修期为终验收后二十四个月。"


def person(number: str, address: str, department: str = "") -> Change:
    facts = PersonFacts(number, address.split("@")[0], (), (address,), department=department)
    return record(number, address, kind="person", entity=facts)


def place(path: str, *, title: str = "", author: str = "", audience: str = "everyone") -> Change:
    by = (Involvement("author", PersonRef(author)),) if author else ()
    return record(path, TERMS, title=title or path, involvements=by, audience=(audience,))


@pytest.fixture
def listing() -> Listing:
    people = (person("1", LI, "销售部"), person("2", WANG, "人力资源部"), person("4", CHEN))
    return Listing(*people, record("other", "午餐十二点开始。"))


@pytest.fixture
def application(tmp_path: Path, listing: Listing) -> Iterator[Application]:
    settings = load_settings(company.found(tmp_path))
    shutil.rmtree(tmp_path / "documents")
    sources = [Source("s", "test", listing, ("acme.example",))]
    with open_application(settings, sources=sources, embedder=HashEmbedder()) as opened:
        yield opened


def titles(application: Application, asker: str) -> list[str]:
    found = application.retriever().retrieve("保修期多久？", access=application.access(asker))
    return [passage.title for passage in found if passage.text == TERMS]


def test_the_same_text_is_found_once_in_the_place_that_the_asker_may_read(
    application: Application, listing: Listing
) -> None:
    listing.items += [
        place("hr/保修.md", audience="dept:人力资源部"),
        place("sales/保修期.md", audience="dept:销售部"),
    ]
    application.sync()
    assert titles(application, LI) == ["sales/保修期.md"]
    assert titles(application, WANG) == ["hr/保修.md"]
    assert titles(application, CHEN) == []


def test_copies_do_not_push_out_what_else_was_found(
    application: Application, listing: Listing
) -> None:
    listing.items += [place(f"{number}/保修.md") for number in range(8)]
    application.sync()
    access = application.access(LI)
    found = application.retriever().retrieve("保修期多久？", access=access, limit=5)
    assert len([passage for passage in found if passage.text == TERMS]) == 1
    assert "午餐十二点开始。" in {passage.text for passage in found}
    answer = application.assistant.ask("保修期多久？", access=access)
    assert len({citation.quote for citation in answer.citations}) == len(answer.citations)


def test_what_two_structured_records_say_alike_is_found_of_both(
    application: Application, listing: Listing
) -> None:
    listing.items += [
        record(name, "", title=name, sections=(), fields=(Field("w", "保修期", "24 个月"),))
        for name in ("G10", "G20")
    ]
    application.sync()
    found = application.retriever().retrieve("保修期多久？", access=application.access(LI))
    assert {"G10", "G20"} <= {passage.title for passage in found}


def test_who_wrote_any_of_the_copies_is_an_expert(
    application: Application, listing: Listing
) -> None:
    listing.items += [place("a/保修.md", author=LI), place("b/保修.md", author=WANG)]
    application.sync()
    answer = application.assistant.ask("保修期多久？", access=application.access(CHEN))
    assert {expert.person.email for expert in answer.experts} == {LI, WANG}
