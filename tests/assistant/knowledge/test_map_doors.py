"""The knowledge map over the API and the command line: what is shown, kept, and refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.commands.owner import taking_commands
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import LI, WANG
from tests.assistant.shell import Shell
from tests.hash_embedder import HashEmbedder

PARTS = ("topics", "knowledge", "single-points", "stale", "complaints")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Application]]:
    """The small company, with its config, whose server runs."""
    config = company.found(tmp_path_factory.mktemp("served"))
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        with taking_commands(application):
            yield config, application


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], served: tuple[Path, Application]) -> Shell:
    return Shell(capsys, "--config", str(served[0]))


def test_the_api_shows_the_map_and_each_topic(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], LI) as li:
        view = li.get("/api/map").json()
        assert view["record_count"] == sum(one["record_count"] for one in view["topics"]) == 1
        [topic] = view["topics"]
        page = li.get(f"/api/map/topics/{topic['topic_id']}").json()
        assert page["topic"] == topic
        assert [one["record"]["title"] for one in page["records"]] == ["恒岳二期"]
        assert li.get("/api/map/topics/none").status_code == 404
        assert li.get("/api/gaps").json() == {"gaps": []}
        for part in ("single-points", "stale", "complaints"):
            assert li.get(f"/api/map/{part}").json() == {part.replace("-", "_"): []}
        assert "薪酬" not in str(view)


def test_every_number_opens_what_it_counts(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], WANG) as wang:
        view = wang.get("/api/map").json()
        for kind in view["knowledge"]:
            path = f"/api/map/knowledge/{kind['knowledge']}"
            page = wang.get(path, params={"limit": 200}).json()
            assert page["total"] == len(page["records"]) == kind["record_count"]
            assert wang.get(path, params={"offset": page["total"]}).json()["records"] == []
        assert wang.get("/api/map/knowledge/secret").status_code == 422
        for topic in view["topics"]:
            page = wang.get(f"/api/map/topics/{topic['topic_id']}").json()
            for period in ("recent", "earlier"):
                assert len(page[period]["records"]) == topic[period]
            shown = [one["record"] for one in page["records"]]
            ids = [one["record_id"] for one in shown]
            listed = wang.get("/api/records", params={"record": ids}).json()["records"]
            assert {one["record"]["title"] for one in listed} == {one["title"] for one in shown}
    with browser_of(served[1], LI) as li:
        known = li.get("/api/records", params={"record": [*ids, "a" * 26]}).json()["records"]
        assert len(known) < len(ids)  # of what is not hers nothing is said


def test_the_api_gives_tables(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], LI) as li:
        for part in PARTS:
            answer = li.get("/api/map/csv", params={"part": part})
            assert answer.headers["content-type"].startswith("text/csv")
            assert next(csv.reader(io.StringIO(answer.text)))
        assert li.get("/api/map/csv", params={"part": "secrets"}).status_code == 422
        assert li.get("/api/gaps/csv").text.startswith("topic_id,")


def test_whoever_may_read_more_sees_more(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], WANG) as wang:
        assert wang.get("/api/map").json()["record_count"] == 2


def test_what_is_read_is_kept(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], LI) as li:
        [topic] = li.get("/api/map").json()["topics"]
        page = li.get(f"/api/map/topics/{topic['topic_id']}").json()
        li.get("/api/gaps")
    kept = sorted(served[1].audit_export(access=served[1].access(LI)), key=lambda one: one.number)[
        -3:
    ]
    assert [(one.event, one.target) for one in kept] == [
        ("map", "topics"),
        ("map", topic["topic_id"]),
        ("gaps", ""),
    ]
    assert kept[1].records == tuple(one["record"]["record_id"] for one in page["records"])


def test_a_search_narrows_to_a_kind_of_knowledge(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], LI) as li:
        every = li.get("/api/search", params={"q": "恒岳"}).json()["passages"]
        kinds = ("about", "for", "from", "with", "none")
        narrowed = [
            li.get("/api/search", params={"q": "恒岳", "knowledge": kind}).json()["passages"]
            for kind in kinds
        ]
        assert sum(map(len, narrowed)) == len(every) > 0
        assert li.get("/api/search", params={"q": "x", "knowledge": "all"}).status_code == 422


def test_a_query_counts_by_kind_of_knowledge(served: tuple[Path, Application]) -> None:
    with browser_of(served[1], LI) as li:
        query = {"kinds": ["account"], "knowledge": ["about"]}
        answer = li.post("/api/query", json={"query": query}).json()
        assert answer["record_count"] == 1
        assert "关于客户的知识" in answer["text"]
        query["knowledge"] = ["from"]
        assert li.post("/api/query", json={"query": query}).json()["record_count"] == 0


def test_the_command_line_prints_the_map_in_either_language(shell: Shell) -> None:
    code, said, _ = shell.run("map", "--as", LI, "--language", "zh")
    assert code == 0
    assert "1 条记录" in said
    assert "关于客户的知识" in said
    code, said, _ = shell.run("map", "--as", LI, "--language", "en")
    assert "1 record," in said
    assert "knowledge about customers" in said


def test_the_command_line_opens_a_topic(shell: Shell) -> None:
    [topic] = shell.json("map", "--as", LI)["topics"]
    code, said, _ = shell.run("map", topic["topic_id"], "--as", LI)
    assert code == 0
    assert "恒岳二期" in said
    code, _, told = shell.run("map", "none", "--as", LI)
    assert (code, "no such topic" in told) == (1, True)


def test_every_part_is_a_table_and_json(shell: Shell) -> None:
    for part in PARTS:
        code, said, _ = shell.run("map", "--part", part, "--csv", "--as", LI)
        assert code == 0
        assert len(next(csv.reader(io.StringIO(said)))) > 3
        assert shell.json("map", "--part", part, "--as", LI)
    assert shell.run("gaps", "--csv", "--as", LI)[0] == 0
    assert shell.json("gaps", "--as", LI) == {"gaps": []}


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "--part", "nothing"),
        ("map", "--csv", "--json"),
        ("map", "topic-x", "--csv"),
        ("gaps", "--csv", "--json"),
    ],
)
def test_what_makes_no_sense_is_refused(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell.run(*arguments, "--as", LI)[0] == 2


def test_a_search_on_the_command_line_narrows_too(shell: Shell) -> None:
    found = shell.json("search", "恒岳", "--as", LI, "--knowledge", "about")["passages"]
    assert {one["kind"] for one in found} == {"account"}
    assert shell.run("search", "恒岳", "--as", LI, "--knowledge", "all")[0] == 2
