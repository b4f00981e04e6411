"""Sources that an administrator adds on the page, over HTTP, with real files."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Application, open_application
from assistant.commands.wire import settings_mark
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.api.conftest import browser_of
from tests.assistant.api.test_audit import entries
from tests.assistant.api.test_sources import states
from tests.assistant.company import CHEN, LI
from tests.hash_embedder import HashEmbedder
from tests.waiting import wait_until

NOTE = "蓝莓色机柜用于恒岳三期。"


@pytest.fixture
def client(own_company: Application) -> TestClient:
    own_company.sync(["directory"])
    return browser_of(own_company, CHEN, ["admin"])


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "cabinet.md").write_text(f"# 机柜\n\n{NOTE}", "utf-8")
    (folder / "empty.md").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Application, TestClient]]:
    """A company and its administrator's browser, shared: what it is told is refused, and leaves it as it is."""
    root = tmp_path_factory.mktemp("settled")
    with open_application(
        load_settings(company.found(root, demo=False)), embedder=HashEmbedder()
    ) as application:
        application.sync(["directory"])
        (root / "notes").mkdir()
        (root / "documents" / "sub").mkdir()
        (root / "to-own-data").symlink_to(application.settings.data_dir)
        (root / "to-documents").symlink_to(root / "documents")
        (root / "to-the-system").symlink_to("/proc/self/environ")
        yield application, browser_of(application, CHEN, ["admin"])


def folder_source(path: str = "notes", **more: object) -> dict[str, Any]:
    return {
        "name": "notes",
        "beginning": "folder",
        "fields": {"path": path, "audience": ["everyone"], **more},
    }


def found(application: Application, client: TestClient) -> list[str]:
    hits = client.get("/api/search?q=蓝莓色机柜").json()["passages"]
    return [hit["title"].partition(" · ")[0] for hit in hits if hit["source"] == "notes"]


def test_each_kind_says_what_it_must_be_told(client: TestClient) -> None:
    kinds = {one["beginning"]: one for one in client.get("/api/source-kinds").json()["kinds"]}
    folder = {field["name"]: field for field in kinds["folder"]["fields"]}
    assert folder["path"]["required"]
    assert folder["max_file_mb"] | {"example": 0} == {
        "name": "max_file_mb",
        "type": "integer",
        "required": False,
        "default": 100,
        "example": 0,
        "choices": [],
        "variable": False,
        "usual": True,
    }
    hubspot = {field["name"]: field for field in kinds["hubspot"]["fields"]}
    assert hubspot["auth.token_env"]["variable"]
    assert hubspot["auth.token_env"]["required"]
    assert kinds["s3"]["kind"] == "folder"
    assert (kinds["table"]["tables_required"], kinds["folder"]["tables_required"]) == (True, False)
    assert [[one["entity"] for one in tomllib.loads(kinds["table"]["tables"])["tables"]]] == [
        ["customers", "deals"]
    ]
    assert not kinds["imap"]["audience"]


def test_a_source_is_tried_without_a_word_of_what_it_holds(client: TestClient, notes: Path) -> None:
    tried = client.post("/api/sources/try", json=folder_source()).json()
    assert (tried["outcome"], tried["counts"], tried["failed"]) == ("ok", {"file": 1}, {"empty": 1})
    assert "蓝莓" not in str(tried)
    assert "cabinet" not in str(tried)
    assert "notes" not in states(client)


def test_what_is_wrong_with_a_source_is_said(client: TestClient, notes: Path) -> None:
    (notes / "file.txt").write_text("x")
    missing = client.post("/api/sources/try", json=folder_source("nowhere")).json()
    assert missing["outcome"] == "refused"
    assert "nowhere" in missing["message"]
    (notes / "nothing").mkdir()
    assert (
        client.post("/api/sources/try", json=folder_source("notes/nothing")).json()["outcome"]
        == "empty"
    )
    unset = {
        "name": "box",
        "beginning": "imap",
        "fields": {"host": "127.0.0.1", "user": "x", "password_env": "ZHIKE_NOT_SET"},
    }
    response = client.post("/api/sources/try", json=unset)
    tried = response.json()
    assert response.status_code == 200, response.text
    assert (tried["outcome"], "ZHIKE_NOT_SET" in tried["message"]) == ("settings", True)


def test_a_secret_is_in_no_message(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ZHIKE_TEST_SECRET", "hunter2hunter2")
    wanted = {
        "name": "db",
        "beginning": "sql",
        "fields": {
            "url_env": "ZHIKE_TEST_SECRET",
            "audience": ["everyone"],
        },
        "tables": '[[entities]]\nentity = "customers"\nquery = "SELECT 1"\nid = "a"\nname = "b"',
    }
    said = client.post("/api/sources/try", json=wanted)
    assert said.status_code == 200, said.text
    assert said.json()["outcome"] == "settings"
    assert "hunter2" not in said.text


def test_an_added_source_is_read_at_once_and_after_a_restart(
    client: TestClient, own_company: Application, notes: Path
) -> None:
    assert client.post("/api/sources", json=folder_source(schedule="30 2 * * *")).status_code == 201
    wait_until(lambda: states(client).get("notes") == "done")
    assert found(own_company, client) == ["机柜"]
    view = client.get("/api/sources/notes").json()
    assert (view["schedule"], view["failures"], view["records"]) == ("30 2 * * *", 1, 1)
    file = own_company.settings.root / "sources.d" / "notes.toml"
    assert file.stat().st_mode & 0o777 == 0o600
    again = load_settings(own_company.settings.root / "config.toml")
    assert again == own_company.settings
    assert settings_mark(again) == settings_mark(own_company.settings)
    added = next(entry for entry in entries(client) if entry["event"] == "source_added")
    assert added["target"] == "notes"
    assert added["details"]["audience"] == ["everyone"]


def test_a_folder_that_was_added_is_watched(
    client: TestClient, own_company: Application, notes: Path
) -> None:
    own_company.upkeep.watch.start()
    try:
        client.post("/api/sources", json=folder_source(watch=True))
        wait_until(lambda: found(own_company, client) == ["机柜"])
        (notes / "more.md").write_text("# 续\n\n蓝莓色机柜还有一台。", "utf-8")
        wait_until(lambda: sorted(found(own_company, client)) == ["机柜", "续"])
    finally:
        own_company.upkeep.watch.stop()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": "documents"}, "documents"),
        ({"name": "uploads"}, "uploads"),
        ({"name": "../away"}, "may hold letters"),
        ({"name": "x" * 61}, "name"),
        ({"beginning": "foldre"}, "did you mean 'folder'"),
        ({"fields": {"path": "notes"}}, "audience"),
        ({"fields": {"audience": ["everyone"]}}, "path"),
        ({"fields": {"path": "notes", "audience": ["all"]}}, "audience"),
        ({"fields": {"path": "no\0tes", "audience": ["everyone"]}}, "path"),
        ({"fields": {"path": "notes", "audience": ["everyone"], "watch": "perhaps"}}, "watch"),
        ({"fields": {"path": "notes", "audience": ["everyone"], "wach": True}}, "watch"),
        ({"fields": {"path": "notes", "audience": ["everyone"], "schedule": "daily"}}, "schedule"),
        ({"fields": {"path": "notes", "audience": ["everyone"], "password": "x"}}, "password"),
        ({"tables": "this is no toml"}, "TOML"),
    ],
)
def test_what_is_stated_wrongly_is_refused_by_name(
    settled: tuple[Application, TestClient], change: dict[str, Any], named: str
) -> None:
    application, client = settled
    refused = client.post("/api/sources", json=folder_source() | change)
    assert refused.status_code == 422, refused.text
    assert named in refused.json()["error"]["message"]
    assert not list(application.settings.root.glob("sources.d/*"))
    assert set(states(client)) == {"directory", "documents", "crm"}


@pytest.mark.parametrize(
    "path", ["var", ".", "/", "var/../var/uploads", "/proc/self/cwd/..", "to-own-data"]
)
def test_no_source_reads_what_zhike_holds(
    settled: tuple[Application, TestClient], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    application, client = settled
    monkeypatch.chdir(application.settings.data_dir)
    for way in ("/api/sources/try", "/api/sources"):
        refused = client.post(way, json=folder_source(path))
        assert refused.status_code == 422, refused.text
        assert "own data" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["/proc/self/environ", "/proc", "/sys/kernel", "/dev/shm", "to-the-system"]
)
def test_no_source_reads_what_the_system_tells_of_running_programs(
    settled: tuple[Application, TestClient], path: str
) -> None:
    _, client = settled
    for way in ("/api/sources/try", "/api/sources"):
        refused = client.post(way, json=folder_source(path) | {"beginning": "mail"})
        assert refused.status_code == 422, refused.text
        assert "belongs to the system" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    "path", ["documents", "documents/sub", "documents/../documents", "to-documents"]
)
def test_no_source_reads_for_others_what_config_toml_has_read_for_some(
    settled: tuple[Application, TestClient], path: str
) -> None:
    _, client = settled
    for way in ("/api/sources/try", "/api/sources"):
        refused = client.post(way, json=folder_source(path))
        assert refused.status_code == 422, refused.text
        assert "read by documents" in refused.json()["error"]["message"]


def test_a_source_takes_no_place_of_another(client: TestClient, notes: Path) -> None:
    assert client.post("/api/sources", json=folder_source()).status_code == 201
    wait_until(lambda: states(client).get("notes") == "done")
    other = {"name": "notes", "beginning": "mail", "fields": {"path": "notes", "audience": []}}
    for wanted in (other, folder_source(exclude=["*"])):
        refused = client.post("/api/sources", json=wanted)
        assert refused.status_code == 422
        assert refused.json()["error"]["message"].startswith("name: there is a source 'notes'")
    shown = client.get("/api/sources/notes/settings").json()
    assert (shown["beginning"], shown["fields"].get("exclude")) == ("folder", None)


def test_the_log_keeps_where_a_source_lies_without_who_signs_in_there(client: TestClient) -> None:
    wanted = {
        "name": "tickets",
        "beginning": "redmine",
        "fields": {
            "url": "https://li:hunter2@tickets.example/a@b?key=hunter3",
            "key_env": "ZHIKE_TICKETS",
            "audience": ["everyone"],
        },
    }
    tried = client.post("/api/sources/try", json=wanted)
    assert "hunter" not in tried.text
    log = client.get("/api/audit?event=source_tried")
    assert "hunter" not in log.text
    assert log.json()["entries"][0]["details"]["where"] == "https://tickets.example/a@b"


def test_nor_does_a_database_that_is_a_file_of_it(
    client: TestClient, own_company: Application
) -> None:
    catalog = next(own_company.settings.data_dir.glob("*.sqlite"))
    for url in (f"sqlite:///{catalog}", f"sqlite:///file:{catalog}?mode=ro&uri=true"):
        wanted = {
            "name": "db",
            "beginning": "sql",
            "fields": {"url": url, "audience": ["everyone"]},
            "tables": '[[entities]]\nentity = "customers"\nquery = "SELECT 1"\nid = "a"\nname = "b"',
        }
        assert client.post("/api/sources/try", json=wanted).status_code == 422


def test_a_source_names_no_secret_of_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIKE_TEST_AUDIT", "the key of the log, which is long enough")
    config = company.found(tmp_path, demo=False)
    config.write_text(
        config.read_text("utf-8") + '\n[audit]\nkey_env = "ZHIKE_TEST_AUDIT"\n', "utf-8"
    )
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        client = browser_of(application, CHEN, ["admin"])
        assert "ZHIKE_TEST_AUDIT" not in client.get("/api/source-kinds").json()["variables"]
        for variable in ("ZHIKE_TEST_AUDIT", "HOME"):
            wanted = folder_source(passwords_env=variable)
            refused = client.post("/api/sources/try", json=wanted)
            assert refused.status_code == 422
            assert variable in refused.json()["error"]["message"]


def test_whoever_runs_it_says_where_sources_may_lie_and_whether_at_all(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    said = config.read_text("utf-8")
    for setting, path, status in (
        ('folders = ["shares"]', "shares/a", 200),
        ('folders = ["shares"]', "documents", 422),
        ("enabled = false", "shares/a", 403),
    ):
        (tmp_path / "shares" / "a").mkdir(parents=True, exist_ok=True)
        config.write_text(f"{said}\n[adding]\n{setting}\n", "utf-8")
        with open_application(load_settings(config), embedder=HashEmbedder()) as application:
            application.sync(["directory"])
            client = browser_of(application, CHEN, ["admin"])
            assert client.post("/api/sources/try", json=folder_source(path)).status_code == status


def test_a_source_is_changed_and_what_it_was_told_is_shown(
    client: TestClient, own_company: Application, notes: Path
) -> None:
    rules = '[[rules]]\npath = "hr/**"\naudience = ["dept:人力资源部"]\n'
    client.post("/api/sources", json=folder_source() | {"tables": rules})
    wait_until(lambda: states(client).get("notes") == "done")
    shown = client.get("/api/sources/notes/settings").json()
    assert (shown["beginning"], shown["added"], shown["unset"]) == ("folder", True, [])
    assert shown["fields"]["path"] == "notes"
    assert tomllib.loads(shown["tables"]) == tomllib.loads(rules)
    body = {key: shown[key] for key in ("beginning", "tables")}
    body["fields"] = shown["fields"] | {"exclude": ["cabinet.md"], "audience": ["dept:销售部"]}
    assert client.put("/api/sources/notes", json=body).status_code == 200
    wait_until(lambda: states(client)["notes"] == "done" and found(own_company, client) == [])
    assert own_company.settings.source("notes").audience == ("dept:销售部",)
    other = body | {"beginning": "mail", "fields": {"path": "notes"}, "tables": ""}
    assert "kind" in client.put("/api/sources/notes", json=other).json()["error"]["message"]
    assert client.put("/api/sources/nowhere", json=body).status_code == 404


def test_a_source_of_config_toml_is_shown_and_not_changed(client: TestClient) -> None:
    shown = client.get("/api/sources/documents/settings").json()
    assert (shown["added"], shown["fields"]["path"]) == (False, "documents")
    body = {key: shown[key] for key in ("beginning", "fields", "tables")}
    assert client.put("/api/sources/documents", json=body).status_code == 422
    assert client.delete("/api/sources/documents").status_code == 422


@pytest.mark.parametrize("keep", [False, True])
def test_a_source_is_removed_with_or_without_what_was_read_of_it(
    client: TestClient, own_company: Application, notes: Path, keep: bool
) -> None:
    client.post("/api/sources", json=folder_source())
    wait_until(lambda: states(client).get("notes") == "done")
    client.post("/api/sources/notes/pause")
    gone = client.delete("/api/sources/notes", params={"keep_records": keep})
    assert gone.status_code == 204, gone.text
    assert "notes" not in states(client)
    assert client.post("/api/sources/notes/sync").status_code == 404
    assert found(own_company, client) == (["机柜"] if keep else [])
    assert load_settings(own_company.settings.root / "config.toml") == own_company.settings
    assert client.get("/api/failures").json()["failures"] == []
    client.post("/api/sources", json=folder_source())
    wait_until(lambda: states(client).get("notes") == "done")
    assert found(own_company, client) == ["机柜"]


def test_a_source_is_added_by_administrators_alone_and_at_the_page(
    own_company: Application, notes: Path
) -> None:
    own_company.sync(["directory"])
    member = browser_of(own_company, LI)
    curator = browser_of(own_company, LI, ["curator"])
    for client in (member, curator):
        assert client.get("/api/source-kinds").status_code == 403
        assert client.get("/api/sources/documents/settings").status_code == 403
        assert client.post("/api/sources/try", json=folder_source()).status_code == 403
        assert client.post("/api/sources", json=folder_source()).status_code == 403
        assert client.delete("/api/sources/documents").status_code == 403
    chen = browser_of(own_company, CHEN, ["admin"])
    wanted = {"name": "script", "scopes": ["ask", "administer"]}
    secret = chen.post("/api/tokens", json=wanted).json()["secret"]
    chen.cookies.clear()
    chen.headers["Authorization"] = f"Bearer {secret}"
    assert chen.get("/api/source-kinds").status_code == 200
    assert chen.post("/api/sources", json=folder_source()).status_code == 403


def test_what_a_source_says_while_it_is_tried_is_not_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture, notes: Path
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/api/sources/try", json=folder_source())
    assert NOTE not in caplog.text
