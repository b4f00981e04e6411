"""The sources over HTTP: how fresh they are, and reading one again."""

from __future__ import annotations

import threading

from fastapi.testclient import TestClient

from assistant.bootstrap import Application
from ingest.sync_reports import SyncProgress
from tests.assistant.api.conftest import browser_of
from tests.assistant.api.test_audit import entries
from tests.assistant.company import CHEN
from tests.waiting import PATIENCE_SECONDS, wait_until


def states(client: TestClient) -> dict[str, str]:
    sources = client.get("/api/sources").json()["sources"]
    return {source["name"]: source["state"] for source in sources}


def test_sources_are_listed_without_counts(li: TestClient) -> None:
    sources = li.get("/api/sources").json()["sources"]
    assert [source["name"] for source in sources] == ["directory", "documents", "crm"]
    assert all(source["state"] == "done" for source in sources)
    assert not {"records", "chunks", "failures", "error"} & sources[0].keys()


def test_a_source_is_read_again_on_request(own_company: Application) -> None:
    own_company.sync(["directory"])
    client = browser_of(own_company, CHEN, ["admin"])
    assert states(client)["documents"] == "never"
    assert client.post("/api/sources/documents/sync").status_code == 202
    wait_until(lambda: states(client)["documents"] == "done")


def test_much_of_a_source_goes_only_when_that_is_confirmed(own_company: Application) -> None:
    documents = own_company.settings.root / "documents"
    more = [documents / f"{number}.md" for number in range(12)]
    for number, path in enumerate(more):
        path.write_text(f"Note {number}.", "utf-8")
    own_company.sync()
    for path in more:
        path.unlink()
    client = browser_of(own_company, CHEN, ["admin"])
    client.post("/api/sources/documents/sync")
    wait_until(lambda: states(client)["documents"] == "held")
    client.post("/api/sources/documents/sync?confirm_removal=true")
    wait_until(lambda: states(client)["documents"] == "done")


def test_what_failed_and_waits_is_read_again_when_an_administrator_says_so(
    own_company: Application,
) -> None:
    (own_company.settings.root / "documents" / "broken.docx").write_bytes(b"PK junk")
    own_company.sync()
    client = browser_of(own_company, CHEN, ["admin"])

    def attempts() -> dict[str, int]:
        own_company.sync(["documents"])
        failed = client.get("/api/failures").json()["failures"]
        return {one["external_id"]: one["attempts"] for one in failed}

    assert attempts()["broken.docx"] == 1
    for wanted in ({"source": "crm"}, {"item": "else.docx"}):
        assert client.post("/api/failures/retry", json=wanted).status_code == 204
        assert attempts()["broken.docx"] == 1
    wanted = {"source": "documents", "item": "broken.docx"}
    assert client.post("/api/failures/retry", json=wanted).status_code == 204
    assert attempts()["broken.docx"] == 2
    assert client.post("/api/failures/retry", json={"source": "nowhere"}).status_code == 404


def test_only_an_administrator_reads_a_source_again(li: TestClient) -> None:
    assert li.post("/api/sources/documents/sync").status_code == 403


def test_what_failed_is_for_administrators_who_might_have_read_it(
    li: TestClient, chen: TestClient
) -> None:
    assert li.get("/api/failures").status_code == 403
    (failure,) = chen.get("/api/failures").json()["failures"]
    assert (failure["source"], failure["reason"]) == ("documents", "empty")


def test_of_what_an_administrator_might_not_have_read_only_that_it_failed_is_told(
    own_company: Application,
) -> None:
    (own_company.settings.root / "documents" / "hr" / "secret.md").write_text("", "utf-8")
    own_company.sync()
    failures = browser_of(own_company, CHEN, ["admin"]).get("/api/failures").json()["failures"]
    hidden = next(one for one in failures if one["external_id"] != "empty.md")
    assert (hidden["source"], hidden["reason"]) == ("documents", "empty")
    assert (hidden["external_id"], hidden["message"], hidden["audience"]) == ("", "", [])


def test_an_unknown_source_is_not_found(chen: TestClient) -> None:
    response = chen.post("/api/sources/dokuments/sync")
    assert response.status_code == 404
    assert "did you mean 'documents'" in response.json()["error"]["message"]


def test_a_sync_waits_for_another_and_is_not_asked_for_twice(own_company: Application) -> None:
    own_company.sync(["directory"])
    client = browser_of(own_company, CHEN, ["admin"])
    reading, go_on = threading.Event(), threading.Event()

    def hold(_: SyncProgress) -> None:
        reading.set()
        go_on.wait(timeout=PATIENCE_SECONDS)

    first = threading.Thread(target=own_company.sync, args=(["crm"],), kwargs={"on_progress": hold})
    first.start()
    try:
        assert reading.wait(timeout=PATIENCE_SECONDS)
        assert client.post("/api/sources/documents/sync").status_code == 202
        assert states(client) == {"directory": "done", "crm": "running", "documents": "queued"}
        again = client.post("/api/sources/documents/sync")
    finally:
        go_on.set()
        first.join()
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "busy"
    wait_until(lambda: states(client)["documents"] == "done")


def test_an_administrator_sees_how_far_a_source_is(
    own_company: Application, li: TestClient
) -> None:
    own_company.sync(["directory"])
    own_company.sync(["crm"])
    source = browser_of(own_company, CHEN, ["admin"]).get("/api/sources/crm").json()
    assert source["state"] == "done"
    assert source["records"] > 0
    assert (source["schedule"], source["next_at"], source["progress"]) == ("", None, None)
    assert li.get("/api/sources/crm").status_code == 403
    assert li.get("/api/source-views").status_code == 403


def test_an_error_is_told_by_its_kind_and_without_what_it_quotes(
    own_company: Application,
) -> None:
    own_company.sync(["directory"])
    (own_company.settings.root / "crm" / "customers.csv").write_text("salary,486000\n", "utf-8")
    (report,) = own_company.sync(["crm"])
    assert "salary" in report.error
    source = browser_of(own_company, CHEN, ["admin"]).get("/api/sources/crm").json()
    assert source["state"] == "failed"
    assert "PermanentError" in source["error"]
    assert "salary" not in str(source)
    views = browser_of(own_company, CHEN, ["admin"]).get("/api/source-views").json()["sources"]
    assert source in views
    assert "salary" not in str(views)


def test_a_source_is_paused_and_resumed(own_company: Application) -> None:
    own_company.sync(["directory"])
    client = browser_of(own_company, CHEN, ["admin"])
    assert client.post("/api/sources/documents/pause").status_code == 202
    assert states(client)["documents"] == "paused"
    refused = client.post("/api/sources/documents/sync")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "busy")
    assert client.post("/api/sources/documents/resume").status_code == 202
    wait_until(lambda: states(client)["documents"] == "done")
    done = [entry["event"] for entry in entries(client)]
    assert "sync_paused" in done
    assert "sync_resumed" in done


def test_what_does_not_run_cannot_be_cancelled(own_company: Application, li: TestClient) -> None:
    own_company.sync(["directory"])
    client = browser_of(own_company, CHEN, ["admin"])
    assert client.post("/api/sources/documents/cancel").status_code == 404
    for how in ("cancel", "pause", "resume"):
        assert li.post(f"/api/sources/documents/{how}").status_code == 403
