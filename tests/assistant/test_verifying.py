"""Verifying records: by whom it is done, whom it is shown, and when it lapses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import CHEN, LI, WANG
from tests.hash_embedder import HashEmbedder


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Application]:
    config = company.found(tmp_path, demo=False)
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def record_called(client: TestClient, words: str) -> str:
    found = client.get("/api/search", params={"q": words}).json()
    return str(found["passages"][0]["record_id"])


def verified(client: TestClient, record: str) -> list[tuple[str, int]]:
    told = client.get("/api/verifications", params={"record": record}).json()["verifications"]
    return [(one["by"]["email"], one["version"]) for one in told]


def test_a_curator_verifies_and_everyone_who_reads_it_learns_so(opened: Application) -> None:
    chen, li = browser_of(opened, CHEN, ["curator"]), browser_of(opened, LI)
    record = record_called(li, "终验收日期")
    path = f"/api/records/{record}/verification"
    assert verified(li, record) == []
    assert li.put(path, json={"version": 1}).status_code == 403
    said = chen.put(path, json={"version": 1})
    assert said.status_code == 200
    assert said.json()["by"]["name"] == "陈宇"
    assert verified(li, record) == [(CHEN, 1)]
    assert li.delete(path).status_code == 403
    assert chen.delete(path).status_code == 204
    assert verified(li, record) == []
    assert [
        entry.event
        for entry in opened.audit_export(access=opened.access(CHEN))
        if entry.target == record and entry.event.startswith("verif")
    ] == ["verification_withdrawn", "verified"]


def test_it_lapses_with_the_version_that_was_verified(opened: Application) -> None:
    chen = browser_of(opened, CHEN, ["curator"])
    record = record_called(chen, "终验收日期")
    path = f"/api/records/{record}/verification"
    assert chen.put(path, json={"version": 1}).status_code == 200
    file = opened.settings.root / "documents" / "恒岳二期.md"
    file.write_text(file.read_text("utf-8").replace("2026-08-31", "2026-09-30"), "utf-8")
    opened.sync()
    assert verified(chen, record) == []
    assert chen.put(path, json={"version": 1}).status_code == 422
    assert chen.put(path, json={"version": 2}).status_code == 200
    assert verified(chen, record) == [(CHEN, 2)]


def test_whose_record_it_is_may_verify_it(opened: Application) -> None:
    li, wang = browser_of(opened, LI), browser_of(opened, WANG)
    record = record_called(li, "苏州恒岳电气股份有限公司")
    path = f"/api/records/{record}/verification"
    assert wang.put(path, json={"version": 1}).status_code == 403
    assert li.put(path, json={"version": 1}).status_code == 200
    assert verified(wang, record) == [(LI, 1)]


def test_what_one_may_not_read_is_neither_verified_nor_told(opened: Application) -> None:
    wang, chen = browser_of(opened, WANG, ["curator"]), browser_of(opened, CHEN, ["curator"])
    record = record_called(wang, "王强的年薪")
    path = f"/api/records/{record}/verification"
    assert wang.put(path, json={"version": 1}).status_code == 200
    assert verified(chen, record) == []
    nothing = chen.put(f"/api/records/{'a' * 26}/verification", json={"version": 1})
    hidden = chen.put(path, json={"version": 1})
    assert (hidden.status_code, hidden.text) == (404, nothing.text)
    assert verified(wang, record) == [(WANG, 1)]


def test_nothing_of_it_stays_when_the_record_is_erased(opened: Application) -> None:
    chen = browser_of(opened, CHEN, ["curator"])
    record = record_called(chen, "终验收日期")
    chen.put(f"/api/records/{record}/verification", json={"version": 1})
    (opened.settings.root / "documents" / "恒岳二期.md").unlink()
    opened.sync()
    opened.upkeep.purge(0)
    (opened.settings.root / "documents" / "恒岳二期.md").write_text(
        "# 恒岳二期\n\n重新写过。\n", "utf-8"
    )
    opened.sync()
    assert verified(chen, record) == []
