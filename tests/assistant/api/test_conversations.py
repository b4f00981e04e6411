"""Conversations and the glossary over the API and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Application, open_application
from assistant.commands.owner import taking_commands
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.api.conftest import browser_of, client_of
from tests.assistant.company import CHEN, LI, WANG
from tests.assistant.shell import Shell
from tests.hash_embedder import HashEmbedder

WHEN = "恒岳电气二期的终验收是哪天？"
SALARY = "王强的年薪是多少？"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    config = company.found(tmp_path_factory.mktemp("company"))
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def test_a_conversation_is_listed_opened_named_shared_and_deleted(opened: Application) -> None:
    wang, li = browser_of(opened, WANG), browser_of(opened, LI)
    answer = wang.post("/api/ask", json={"question": SALARY}).json()
    body = {"question": WHEN, "conversation_id": answer["conversation_id"]}
    assert wang.post("/api/ask", json=body).status_code == 200
    path = f"/api/conversations/{answer['conversation_id']}"
    page = wang.get("/api/conversations", params={"q": "年薪", "limit": 1}).json()
    assert [one["title"] for one in page["conversations"]] == [SALARY]
    assert not page["more"]
    assert wang.get("/api/conversations", params={"offset": 1}).json()["conversations"] == []
    assert len(wang.get(path).json()["turns"]) == 2
    assert wang.patch(path, json={"title": "薪酬"}).status_code == 204
    share = wang.put(f"{path}/share", json={"everyone": True}).json()
    assert len(share["link"]) >= 32
    told = li.get(f"/api/shared/{share['link']}")
    assert told.status_code == 200
    assert "486,000" not in told.text and "薪" not in told.text
    assert [turn["question"] for turn in told.json()["turns"]] == ["", WHEN]
    assert told.json()["owner"]["name"] == "王强"
    assert li.get(path).status_code == 404
    assert li.delete(path).status_code == 404
    assert wang.delete(f"{path}/share").status_code == 204
    assert li.get(f"/api/shared/{share['link']}").status_code == 404
    assert wang.delete(path).status_code == 204
    assert wang.get(path).status_code == 404


def test_what_changes_a_conversation_needs_the_csrf_token(opened: Application) -> None:
    wang = browser_of(opened, WANG)
    asked = wang.post("/api/ask", json={"question": WHEN}).json()
    path = f"/api/conversations/{asked['conversation_id']}"
    del wang.headers["X-Zhike-CSRF"]
    for response in (
        wang.patch(path, json={"title": "x"}),
        wang.delete(path),
        wang.put(f"{path}/share", json={"everyone": True}),
        wang.delete(f"{path}/share"),
        wang.post("/api/glossary", json={"term": "甲方"}),
    ):
        assert response.status_code == 403
    assert wang.get(path).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/conversations"),
        ("GET", "/api/conversations/x"),
        ("GET", "/api/shared/x"),
        ("GET", "/api/glossary"),
        ("GET", "/api/glossary/export"),
        ("POST", "/api/glossary/import"),
    ],
)
def test_nobody_reads_or_writes_without_signing_in(
    opened: Application, method: str, path: str
) -> None:
    assert client_of(opened).request(method, path).status_code == 401


def test_curators_alone_keep_the_glossary_and_everyone_reads_it(opened: Application) -> None:
    li, chen = browser_of(opened, LI), browser_of(opened, CHEN, ["curator"])
    stated = {"term": "违约金", "synonyms": ["迟滞补偿"], "abbreviations": ["LD"]}
    assert li.post("/api/glossary", json=stated).status_code == 403
    made = chen.post("/api/glossary", json=stated)
    assert made.status_code == 201
    path = f"/api/glossary/{made.json()['entry_id']}"
    assert li.get("/api/glossary", params={"q": "迟滞"}).json()["entries"] == [made.json()]
    assert chen.post("/api/glossary", json={"term": "迟滞补偿"}).status_code == 422
    assert li.put(path, json=stated).status_code == li.delete(path).status_code == 403
    assert chen.put(path, json={"term": "违约金", "note": "见合同"}).json()["note"] == "见合同"
    table = li.get("/api/glossary/export")
    assert table.headers["content-type"].startswith("text/csv")
    assert li.post("/api/glossary/import", json={"csv": table.text}).status_code == 403
    done = chen.post("/api/glossary/import", json={"csv": table.text}).json()
    assert done == {"added": 0, "changed": 1}
    assert chen.delete(path).status_code == 204
    assert chen.delete(path).status_code == 404


@pytest.fixture
def shell(opened: Application, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    with taking_commands(opened):
        yield Shell(capsys, "--config", str(opened.settings.root / "config.toml"))


def test_the_command_line_keeps_ones_conversations(shell: Shell) -> None:
    assert shell.run("conversations", "list", "--as", LI, "--search", "nothing")[0] == 3
    one = shell.json("ask", WHEN, "--as", LI)["conversation_id"]
    assert one in shell.run("conversations", "list", "--as", LI)[1]
    assert shell.run("conversations", "rename", one, "验收", "--as", LI)[0] == 0
    assert "验收" in shell.run("conversations", "list", "--as", LI)[1]
    code, said, _ = shell.run("conversations", "share", one, "--with", WANG, "--as", LI)
    assert code == 0 and "/#shared=" in said and "王强" in said
    assert shell.run("conversations", "share", one, "--as", LI)[0] == 2
    assert shell.run("conversations", "share", one, "--stop", "--as", LI)[0] == 0
    code, _, told = shell.run("conversations", "delete", one, "--as", WANG)
    assert code == 1 and "not known" in told
    assert shell.run("conversations", "delete", one, "--as", LI)[0] == 0


def test_the_command_line_keeps_the_glossary(
    shell: Shell, opened: Application, tmp_path: Path
) -> None:
    opened.accounts.create(CHEN, roles=["curator"])
    opened.accounts.create(LI)
    code, _, told = shell.run("glossary", "add", "违约金", "--synonym", "迟滞补偿", "--as", LI)
    assert code == 1 and "role" in told
    added = ("glossary", "add", "违约金", "--synonym", "迟滞补偿", "--as", CHEN)
    assert shell.run(*added)[0] == 0
    assert "违约金 = 迟滞补偿" in shell.run("glossary", "list", "迟滞")[1]
    table = tmp_path / "glossary.csv"
    assert shell.run("glossary", "export", str(table))[0] == 0
    assert shell.run("glossary", "remove", "迟滞补偿", "--as", CHEN)[0] == 0
    assert shell.run("glossary", "list")[0] == 3
    code, said, _ = shell.run("glossary", "import", str(table), "--as", CHEN)
    assert code == 0 and "1 new" in said
    table.write_bytes(b"\xff\xfe\x00")
    code, _, told = shell.run("glossary", "import", str(table), "--as", CHEN)
    assert code == 1 and "UTF-8" in told
