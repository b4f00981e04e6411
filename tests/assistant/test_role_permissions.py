"""A document that its source keeps for one role is not there for another, by no way round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from eval.data import data_folder
from ingest.access import Access
from ingest.errors import NotFoundError
from ingest.records import record_id
from tests.assistant.api.conftest import browser_of
from tests.hash_embedder import HashEmbedder

DEMO, MANAGER = "dora@acme.example", "max@acme.example"

_CONFIG = """
[company]
name = "Acme"
domains = ["acme.example"]

[[sources]]
name = "staff"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]
name = "name"
emails = "email"
groups = "roles"

[[sources]]
name = "docs"
kind = "table"
path = "docs"
audience = ["everyone"]
[[sources.tables]]
entity = "documents"
file = "workplace-documents.json"
id = "name"
name = "name"
date = "created_on"
text = ["content"]
audience_groups = ["rolePermissions"]
groups_source = "staff"
"""

_PAGES = [
    {
        "name": "Office Pet Policy",
        "content": "Pets are welcome in the office on Fridays. Ask your supervisor first.",
        "summary": "Pets in the office.",
        "created_on": "2018-01-12",
        "url": "https://docs.example/pets",
        "rolePermissions": ["demo", "manager"],
    },
    {
        "name": "Compensation Framework For It Teams",
        "content": "Compensation bands are set by job level. The senior band is 120,000 a year.",
        "summary": "Job levels and compensation bands.",
        "created_on": "2018-01-12",
        "restricted": True,
        "url": "https://docs.example/compensation",
        "rolePermissions": ["manager"],
    },
]
_SAMPLE = data_folder() / "crm_samples" / "workplace_docs_acl" / "workplace-documents.json"
_HIDDEN = record_id("docs", "workplace-documents.json#Compensation Framework For It Teams")
_QUESTIONS = (
    "Compensation Framework For It Teams",
    "How are compensation bands set by job level?",
    "What is the compensation of the leadership-level?",
    "Who knows about compensation?",
    "Who wrote the compensation framework?",
    "How many documents are there?",
    "What is restricted?",
)


@contextmanager
def company(
    folder: Path, pages: str, embedder: HashEmbedder | None = None
) -> Iterator[Application]:
    (folder / "docs").mkdir()
    (folder / "docs" / "workplace-documents.json").write_text(pages, "utf-8")
    staff(folder, dora="demo", max_="manager")
    (folder / "config.toml").write_text(_CONFIG, "utf-8")
    with open_application(
        load_settings(folder / "config.toml"), embedder=embedder or HashEmbedder()
    ) as opened:
        opened.sync()
        yield opened


def staff(folder: Path, *, dora: str, max_: str) -> None:
    (folder / "people.csv").write_text(
        f"name,email,roles\nDora Demo,{DEMO},{dora}\nMax Lead,{MANAGER},{max_}\n", "utf-8"
    )


def everything_told(application: Application, access: Access) -> str:
    """All that somebody gets by asking, searching, leafing and following up, as one text."""
    assistant = application.assistant
    told: list[object] = []
    conversation = None
    for question in _QUESTIONS:
        answer = assistant.ask(question, access=access, conversation_id=conversation)
        conversation = answer.conversation_id
        told.append(asdict(answer) | {"question": "", "standalone_question": ""})
        told.append([asdict(one) for one in assistant.retrieve(question, access=access)])
        told.append(asdict(assistant.experts(question, access=access)))
        told.append(assistant.weigh(question, access=access).looked_up.facts)
    for person in application.colleagues():
        told.append(asdict(application.reads.people.page(person.id, access=access)))
    told.append(application.retriever().find("compensation", access=access).named)
    return json.dumps(told, default=str, ensure_ascii=False)


def everything_served(application: Application, email: str) -> str:
    """What every route of the API tells somebody, an administrator's as well."""
    browser = browser_of(application, email, ["admin"])
    told = []
    for question in _QUESTIONS:
        for headers in ({}, {"Accept": "text/event-stream"}):
            answer = browser.post("/api/ask", json={"question": question}, headers=headers)
            told.append(answer.text.replace(question, ""))
        told.append(browser.get("/api/search", params={"q": question, "limit": 100}).text)
        told.append(browser.get("/api/experts", params={"q": question}).text)
    pages = [f"people/{person.id}" for person in application.colleagues()]
    pages += ["me", "sources", "failures", "accounts"]
    told += [browser.get(f"/api/{page}").text for page in pages]
    for version in ({}, {"version": 1}):
        told.append(browser.get(f"/api/records/{_HIDDEN}", params=version).text)
    return "\n".join(told)


def assert_kept_from_demo(application: Application) -> None:
    demo, manager = application.access(DEMO), application.access(MANAGER)
    told = {access.person_id: everything_told(application, access) for access in (demo, manager)}
    for text in ("ompensation Framework", "ompensation bands", _HIDDEN):
        assert text in told[manager.person_id]
        assert text not in told[demo.person_id]
    served = {email: everything_served(application, email) for email in (DEMO, MANAGER)}
    for text in ("ompensation Framework", "ompensation bands", _HIDDEN):
        assert text in served[MANAGER]
        assert text not in served[DEMO]
    log = browser_of(application, DEMO, ["admin"]).get("/api/audit", params={"limit": 500}).json()
    shown_for = [one["text"] for one in log["entries"] if _HIDDEN in one["records"]]
    assert len(shown_for) > len(_QUESTIONS)
    assert not any(shown_for)
    assert "Compensation" in application.reads.record(_HIDDEN, None, access=manager).title
    for version in (None, 1):
        with pytest.raises(NotFoundError):
            application.reads.record(_HIDDEN, version, access=demo)


def test_what_is_for_managers_is_not_there_for_others(tmp_path: Path) -> None:
    with company(tmp_path, json.dumps(_PAGES)) as application:
        assert_kept_from_demo(application)


@pytest.mark.shared_data
@pytest.mark.skipif(not _SAMPLE.is_file(), reason=f"the sample is absent: no {_SAMPLE}")
def test_the_manager_only_document_of_the_sample_is_not_there_for_others(tmp_path: Path) -> None:
    with company(tmp_path, _SAMPLE.read_text("utf-8")) as application:
        assert application.upkeep.failures() == ()
        assert_kept_from_demo(application)


def test_whoever_is_given_the_role_reads_it_at_once_and_whoever_loses_it_no_more(
    tmp_path: Path,
) -> None:
    with company(tmp_path, json.dumps(_PAGES)) as application:
        staff(tmp_path, dora="demo;manager", max_="demo")
        application.sync(["staff"])
        assert "Compensation" in everything_told(application, application.access(DEMO))
        told = everything_told(application, application.access(MANAGER))
        assert "ompensation" not in told


def test_a_role_added_at_the_source_counts_from_its_next_sync(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    with company(tmp_path, json.dumps(_PAGES), embedder) as application:
        opened = [page | {"rolePermissions": ["demo", "manager"]} for page in _PAGES]
        path = tmp_path / "docs" / "workplace-documents.json"
        path.write_text(json.dumps(opened), "utf-8")
        embedded = embedder.embedded
        application.sync(["docs"])
        assert embedder.embedded == embedded
        told = application.reads.record(_HIDDEN, None, access=application.access(DEMO))
        # No word of it changed: it is the version that it was.
        assert (told.version, bool(told.text)) == (1, True)
