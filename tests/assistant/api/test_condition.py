"""How the installation stands and what it was told, over HTTP."""

from __future__ import annotations

import threading
from pathlib import Path

from fastapi.testclient import TestClient

from assistant.audit.entries import Entry
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import CHEN
from tests.hash_embedder import HashEmbedder

PATHS = ("/api/condition", "/api/settings", "/api/roles", "/api/source-kinds")


def test_an_administrator_sees_how_it_stands(own_company: Application) -> None:
    own_company.sync()
    client = browser_of(own_company, CHEN, ["admin"])
    said = client.get("/api/condition").json()
    assert said["stores"]["agree"]
    assert said["stores"]["catalog"] == said["stores"]["vectors"] == said["stores"]["keywords"] > 0
    assert said["writer"] == {"state": "off", "model": "", "host": ""}
    assert said["embedding"]["dimensions"] == own_company.embedder.dimensions
    assert said["room"]["data_bytes"] > 0
    assert said["room"]["free_bytes"] <= said["room"]["total_bytes"]
    assert said["last_backup_at"] is None
    own_company.log.append(Entry("backup"))
    assert client.get("/api/condition").json()["last_backup_at"]


def test_it_is_told_while_files_come_and_go(own_company: Application) -> None:
    own_company.sync(["directory"])
    client = browser_of(own_company, CHEN, ["admin"])
    folder = own_company.settings.data_dir / "segments"
    folder.mkdir()
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            for number in range(50):
                (folder / str(number)).write_bytes(b"x")
            for number in range(50):
                (folder / str(number)).unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        assert [client.get("/api/condition").status_code for _ in range(20)] == [200] * 20
    finally:
        over.set()
        thread.join()


def test_that_the_stores_agree_is_proven_and_so_is_that_they_do_not(
    own_company: Application,
) -> None:
    own_company.sync()
    client = browser_of(own_company, CHEN, ["admin"])
    checks = client.post("/api/condition/stores").json()["checks"]
    assert [(one["name"], one["ok"]) for one in checks] == [
        ("catalog", True),
        ("vectors", True),
        ("keywords", True),
    ]
    own_company.store.keywords.clear()
    checks = client.post("/api/condition/stores").json()["checks"]
    assert [one["ok"] for one in checks] == [True, True, False]
    assert not client.get("/api/condition").json()["stores"]["agree"]


def test_the_settings_are_shown_without_a_secret(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    said = config.read_text("utf-8")
    config.write_text(
        f'{said}\n[audit]\nkeep_days = 90\n[sign_in.oidc]\nissuer = "https://id.acme.example"\n'
        'client_id = "zhike"\nclient_secret_env = ""\n',
        "utf-8",
    )
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        shown = browser_of(application, CHEN, ["admin"]).get("/api/settings").json()["settings"]
    by_key = {f"{one['table']}.{one['key']}": one for one in shown}
    assert (by_key["audit.keep_days"]["value"], by_key["audit.keep_days"]["changed"]) == (90, True)
    assert not by_key["server.port"]["changed"]
    assert by_key["company.domains"]["value"] == ["acme.example"]
    assert by_key["sign_in.oidc.issuer"]["value"] == "https://id.acme.example"


def test_a_variable_that_nobody_set_is_named(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    said = config.read_text("utf-8").replace(
        'path = "documents"', 'path = "documents"\npasswords_env = "ZHIKE_NEVER_SET"'
    )
    config.write_text(said, "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        client = browser_of(application, CHEN, ["admin"])
        assert client.get("/api/condition").json()["unset"] == ["ZHIKE_NEVER_SET"]
        assert client.get("/api/sources/documents/settings").json()["unset"] == ["ZHIKE_NEVER_SET"]


def test_the_demos_password_is_not_among_the_settings(chen: TestClient) -> None:
    assert company.PASSWORD not in chen.get("/api/settings").text


def test_it_is_for_administrators(li: TestClient, nobody: TestClient) -> None:
    for path in PATHS:
        assert li.get(path).status_code == 403
        assert nobody.get(path).status_code == 401
    assert li.post("/api/condition/stores").status_code == 403


def test_accounts_are_searched_and_paged(chen: TestClient) -> None:
    everybody = chen.get("/api/accounts").json()
    assert everybody["total"] == len(everybody["accounts"]) == 3
    first = chen.get("/api/accounts?limit=1").json()
    assert (len(first["accounts"]), first["total"]) == (1, 3)
    found = chen.get("/api/accounts?q=人力").json()["accounts"]
    assert [one["person"]["name"] for one in found] == ["王强"]
    admins = chen.get("/api/accounts?role=admin").json()["accounts"]
    assert [one["person"]["name"] for one in admins] == ["陈宇"]
    assert chen.get("/api/accounts?state=closed").json()["total"] == 0
    roles = {one["role"]: one["actions"] for one in chen.get("/api/roles").json()["roles"]}
    assert roles["admin"] == ["administer", "verify"]
