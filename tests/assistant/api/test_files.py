"""The files that records were read from, over HTTP."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.audit.entries import AuditFilter
from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from ingest.records import record_id
from tests.assistant import company
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import CHEN, LI, WANG
from tests.hash_embedder import HashEmbedder

PLAN = record_id("documents", "恒岳二期.md")
PAY = record_id("documents", "hr/薪酬.md")
SHEET = record_id("documents", "合同.pdf")
PAGE = record_id("documents", "页面.html")
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 60>>stream\nBT /F1 12 Tf 10 50 Td (The penalty is 0.05 percent a day) Tj ET\n"
    b"endstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


@pytest.fixture
def kept(tmp_path: Path, folder: Path) -> Iterator[Application]:
    """The small company with a PDF and a page, read."""
    config = company.found(tmp_path, demo=False)
    (folder / "合同.pdf").write_bytes(PDF)
    (folder / "项目").mkdir()
    (folder / "项目" / "合同.pdf").write_bytes(PDF)
    (folder / "页面.html").write_text(
        "<h1>Notes</h1><p>Seen.</p><script>alert(1)</script>", "utf-8"
    )
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


@pytest.fixture
def li_there(kept: Application) -> TestClient:
    return browser_of(kept, LI)


def test_a_file_comes_as_it_was_read(li_there: TestClient) -> None:
    record = li_there.get(f"/api/records/{SHEET}").json()
    assert record["form"] == "pages"
    assert record["file"] == {
        "name": "合同.pdf",
        "media_type": "application/pdf",
        "size_bytes": len(PDF),
        "state": "same",
    }
    response = li_there.get(f"/api/records/{SHEET}/file", params={"version": record["version"]})
    assert response.status_code == 200
    assert response.content == PDF
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline; ")
    assert response.headers["cache-control"] == "no-store"


def test_nothing_in_a_file_may_run(li_there: TestClient) -> None:
    response = li_there.get(f"/api/records/{PAGE}/file")
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"].startswith("attachment; ")
    assert response.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_pdf_by_name_alone_is_none(kept: Application, folder: Path) -> None:
    (folder / "假.pdf.md").write_text("# not a pdf\n\nplain", "utf-8")
    kept.sync(["documents"])
    client = browser_of(kept, LI)
    wanted = record_id("documents", "假.pdf.md")
    assert client.get(f"/api/records/{wanted}/file").headers["content-type"] == (
        "application/octet-stream"
    )


def test_a_file_is_for_whom_its_record_is(kept: Application, li_there: TestClient) -> None:
    hidden = li_there.get(f"/api/records/{PAY}/file")
    missing = li_there.get(f"/api/records/{'a' * 26}/file")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.text == missing.text
    assert browser_of(kept, WANG).get(f"/api/records/{PAY}/file").status_code == 200
    assert browser_of(kept, CHEN, ["admin"]).get(f"/api/records/{PAY}/file").status_code == 404


def test_another_file_under_the_same_name_is_not_given(li_there: TestClient, folder: Path) -> None:
    (folder / "合同.pdf").write_bytes(PDF + b"% and more\n")
    assert li_there.get(f"/api/records/{SHEET}").json()["file"]["state"] == "changed"
    response = li_there.get(f"/api/records/{SHEET}/file")
    assert response.status_code == 404
    assert "changed since" in response.json()["error"]["message"]


def test_of_an_older_version_there_is_none(kept: Application, folder: Path) -> None:
    plan = folder / "恒岳二期.md"
    plan.write_text(plan.read_text("utf-8") + "\n三期另议。\n", "utf-8")
    kept.sync(["documents"])
    client = browser_of(kept, LI)
    assert client.get(f"/api/records/{PLAN}", params={"version": 1}).json()["file"] is None
    assert client.get(f"/api/records/{PLAN}/file", params={"version": 1}).status_code == 404
    assert client.get(f"/api/records/{PLAN}/file", params={"version": 2}).status_code == 200


@pytest.mark.parametrize("path", ["合同.pdf", "项目/合同.pdf"])
def test_no_link_leads_out(li_there: TestClient, folder: Path, tmp_path: Path, path: str) -> None:
    """Somebody who may write to the folder puts a link where a file or its folder was, to what has the same
    name, size and time."""
    outside = tmp_path / "outside"
    outside.mkdir()
    secret = outside / "合同.pdf"
    secret.write_bytes(PDF[:-3] + b"XX\n")
    stat = (folder / path).stat()
    os.utime(secret, ns=(stat.st_mtime_ns, stat.st_mtime_ns))
    wanted = record_id("documents", path)
    assert li_there.get(f"/api/records/{wanted}/file").content == PDF
    if "/" in path:
        (folder / "项目").rename(tmp_path / "moved")
        (folder / "项目").symlink_to(outside)
    else:
        (folder / path).unlink()
        (folder / path).symlink_to(secret)
    assert li_there.get(f"/api/records/{wanted}/file").status_code == 404
    assert li_there.get(f"/api/records/{wanted}").json()["file"] is None


def test_a_link_within_the_folder_is_the_file_it_leads_to(kept: Application, folder: Path) -> None:
    (folder / "同一份.pdf").symlink_to(folder / "项目" / "合同.pdf")
    kept.sync(["documents"])
    wanted = record_id("documents", "同一份.pdf")
    assert browser_of(kept, LI).get(f"/api/records/{wanted}/file").content == PDF


def test_a_source_that_keeps_none_has_none(li_there: TestClient) -> None:
    account = record_id("crm", "customers.csv#C1")
    shown = li_there.get(f"/api/records/{account}").json()
    assert (shown["file"], shown["form"]) == (None, "fields")
    assert li_there.get(f"/api/records/{account}/file").status_code == 404


def test_who_had_a_file_stands_in_the_log(kept: Application, li_there: TestClient) -> None:
    li_there.get(f"/api/records/{SHEET}/file")
    li_there.get(f"/api/records/{PAY}/file")
    own = kept.access(LI)
    entries = kept.audit(AuditFilter(events=("file",)), access=own, before=None, limit=10)
    assert [(one.person_id, one.target) for one in entries] == [(own.person_id, SHEET)]
