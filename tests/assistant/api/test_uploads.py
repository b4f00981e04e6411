"""Files that people give Zhike themselves, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from connectors.upload import UPLOADS
from ingest.errors import SettingsError
from ingest.records import record_id
from tests.assistant import company
from tests.assistant.api.conftest import browser_of
from tests.assistant.company import CHEN, LI, WANG
from tests.assistant.resting import rest
from tests.hash_embedder import HashEmbedder
from tests.waiting import wait_until

NOTE = "# 拜访纪要\n\n恒岳电气要求三期改用蓝莓色机柜。".encode()
QUESTION = "恒岳电气三期改用什么颜色的机柜？"
SMALL = "[uploads]\nfile_limit_mb = 1\nperson_limit_mb = 2\n"


@contextmanager
def taking_small_files(folder: Path) -> Iterator[Application]:
    config = company.found(folder, demo=False)
    config.write_text(SMALL + config.read_text("utf-8"), "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        yield application


@pytest.fixture
def small_company(tmp_path: Path) -> Iterator[Application]:
    """One that takes small files alone, its directory read."""
    with taking_small_files(tmp_path) as application:
        yield application


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The same, shared: whatever it is given is refused, and leaves it as it is."""
    with taking_small_files(tmp_path_factory.mktemp("settled")) as application:
        yield application


@pytest.fixture
def li_there(small_company: Application) -> TestClient:
    return browser_of(small_company, LI)


@pytest.fixture
def curator(small_company: Application) -> TestClient:
    return browser_of(small_company, WANG, ["curator"])


def give(client: TestClient, name: str = "纪要.md", data: bytes = NOTE) -> httpx.Response:
    headers = {"Content-Type": "application/octet-stream"}
    return client.post("/api/uploads", params={"name": name}, content=data, headers=headers)


def own(client: TestClient) -> list[dict[str, Any]]:
    uploads: list[dict[str, Any]] = client.get("/api/uploads").json()["uploads"]
    return uploads


def given(client: TestClient, name: str = "纪要.md", data: bytes = NOTE) -> dict[str, Any]:
    """A file that was given and read."""
    response = give(client, name, data)
    assert response.status_code == 201, response.text
    wait_until(lambda: own(client)[0]["state"] != "waiting")
    return own(client)[0]


def found(client: TestClient) -> list[str]:
    """The ids of the uploads' records that a search finds."""
    passages = client.get("/api/search", params={"q": QUESTION}).json()["passages"]
    return [one["record_id"] for one in passages if one["source"] == UPLOADS]


def test_a_file_is_found_by_its_owner_alone(
    small_company: Application, li_there: TestClient, curator: TestClient
) -> None:
    upload = given(li_there)
    assert (upload["name"], upload["state"], upload["audience"]) == ("纪要.md", "ready", [])
    assert found(li_there) == [upload["record_id"]]
    assert li_there.get(f"/api/records/{upload['record_id']}").json()["uri"] == "纪要.md"
    administrator = browser_of(small_company, CHEN, ["admin"])
    for other in (curator, administrator):
        assert found(other) == []
        assert own(other) == []
        assert other.get(f"/api/records/{upload['record_id']}").status_code == 404
        assert other.delete(f"/api/uploads/{upload['id']}").status_code == 404
    names = [one["name"] for one in li_there.get("/api/sources").json()["sources"]]
    assert UPLOADS not in names


def test_a_deleted_file_leaves_nothing(small_company: Application, li_there: TestClient) -> None:
    upload = given(li_there)
    assert li_there.delete(f"/api/uploads/{upload['id']}").status_code == 204
    wait_until(lambda: not found(li_there))
    assert own(li_there) == []
    assert li_there.delete(f"/api/uploads/{upload['id']}").status_code == 404
    kept = b"".join(path.read_bytes() for path in uploads_folder(small_company).iterdir())
    assert "纪要".encode() not in kept


def test_a_curator_shares_what_its_owner_offers_and_no_further(
    small_company: Application, li_there: TestClient, curator: TestClient
) -> None:
    upload = given(li_there)
    share = f"/api/uploads/{upload['id']}/audience"
    everyone = {"audience": ["everyone"]}
    assert curator.get("/api/uploads/offers").json() == {"offers": []}
    assert curator.put(share, json=everyone).status_code == 404

    offer = {"audience": ["dept:人力资源部"]}
    assert li_there.put(f"/api/uploads/{upload['id']}/offer", json=offer).status_code == 204
    (offered,) = curator.get("/api/uploads/offers").json()["offers"]
    assert (offered["name"], offered["owner"]) == ("纪要.md", LI)
    assert found(curator) == []
    assert li_there.put(share, json=offer).status_code == 403
    assert li_there.get("/api/uploads/offers").status_code == 403
    assert curator.put(share, json=everyone).status_code == 403
    assert curator.put(share, json=offer).status_code == 204
    wait_until(lambda: found(curator) == [upload["record_id"]])
    assert found(browser_of(small_company, CHEN)) == []

    assert li_there.put(f"/api/uploads/{upload['id']}/offer", json={"audience": []}).is_success
    wait_until(lambda: found(curator) == [])
    assert found(li_there) == [upload["record_id"]]
    assert curator.put(share, json=offer).status_code == 404


def test_an_audience_that_is_none_is_refused(li_there: TestClient) -> None:
    upload = given(li_there)
    sent = {"audience": ["the whole department"]}
    response = li_there.put(f"/api/uploads/{upload['id']}/offer", json=sent)
    assert response.status_code == 422
    assert "is no audience" in response.json()["error"]["message"]


def test_what_is_wrong_with_a_file_is_told_to_its_owner(
    small_company: Application, li_there: TestClient, curator: TestClient
) -> None:
    upload = given(li_there, "damaged.docx", b"no document")
    assert (upload["state"], upload["record_id"]) == ("failed", "")
    assert upload["reason"] == "damaged"
    assert upload["message"].startswith("damaged.docx: ")
    assert own(curator) == []
    administrator = browser_of(small_company, CHEN, ["admin"])
    (hidden,) = administrator.get("/api/failures").json()["failures"]
    assert (hidden["external_id"], hidden["message"]) == ("", "")


def test_a_format_that_nobody_reads_is_refused_with_those_that_are(settled: Application) -> None:
    response = give(browser_of(settled, LI), "film.mp4")
    assert response.status_code == 415
    assert "pdf" in response.json()["error"]["message"]


@pytest.mark.parametrize("data", [b"x" * 1_000_001, b"x" * 5_000_000])
@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_file_over_the_limit_is_refused_and_not_kept(
    settled: Application, data: bytes, in_pieces: bool
) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    pieces = (data[start : start + 65536] for start in range(0, len(data), 65536))
    content = pieces if in_pieces else data
    response = browser_of(settled, LI).post(
        "/api/uploads?name=a.txt", content=content, headers=headers
    )
    assert response.status_code == 413
    folder = uploads_folder(settled)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_file_that_does_not_say_its_length_is_taken(li_there: TestClient) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    pieces = (b"x" * 65536 for _ in range(10))
    response = li_there.post("/api/uploads?name=a.txt", content=pieces, headers=headers)
    assert response.status_code == 201
    assert response.json()["size_bytes"] == 655360


def test_one_person_cannot_fill_the_disk(li_there: TestClient, curator: TestClient) -> None:
    for number in range(2):
        assert give(li_there, f"{number}.txt", b"x" * 1_000_000).status_code == 201
    response = give(li_there, "2.txt", b"x")
    assert response.status_code == 413
    assert "delete some first" in response.json()["error"]["message"]
    assert give(curator, "2.txt", b"x").status_code == 201


@pytest.mark.parametrize(
    "name",
    ["", "../x.txt", "a/b.txt", "a\\b.txt", "..", "a\nb.txt", "\x1b.txt", "x" * 200 + ".txt"],
)
def test_a_name_that_is_none_is_refused(settled: Application, name: str) -> None:
    assert give(browser_of(settled, LI), name).status_code == 422


def test_a_file_is_never_stored_under_the_name_it_came_with(
    small_company: Application, li_there: TestClient
) -> None:
    upload = given(li_there)
    stored = {path.name for path in uploads_folder(small_company).iterdir()}
    assert stored == {f"{upload['id']}.data", f"{upload['id']}.json"}


def test_an_empty_file_is_refused(small_company: Application, li_there: TestClient) -> None:
    assert give(li_there, "a.txt", b"").status_code == 422
    assert list(uploads_folder(small_company).iterdir()) == []


def test_what_was_done_is_in_the_audit_log_without_the_name(
    small_company: Application, li_there: TestClient
) -> None:
    upload = given(li_there)
    li_there.delete(f"/api/uploads/{upload['id']}")
    log = browser_of(small_company, CHEN, ["admin"]).get("/api/audit").json()
    events = [entry["event"] for entry in log["entries"] if entry["target"] == upload["record_id"]]
    assert events == ["upload_deleted", "upload"]
    assert "纪要" not in str(log)


def test_a_file_of_before_a_restart_is_still_there_and_half_a_one_is_not(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        upload = given(browser_of(application, LI))
        access = application.access(LI)
        half = application.uploads.begin("half.txt", access=access)
        half.write(b"half")
        half.close()
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        client = browser_of(application, LI)
        assert [one["id"] for one in own(client)] == [upload["id"]]
        assert found(client) == [record_id(UPLOADS, upload["id"])]
        assert not list(uploads_folder(application).glob("*.part"))


def test_a_file_that_is_missing_keeps_its_record(
    small_company: Application, li_there: TestClient
) -> None:
    upload = given(li_there)
    rest(small_company.syncs)
    for path in uploads_folder(small_company).iterdir():
        path.unlink()
    small_company.sync()
    assert found(li_there) == [upload["record_id"]]


def test_files_are_taken_only_where_the_settings_say_so(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    config.write_text("[uploads]\nenabled = false\n" + config.read_text("utf-8"), "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync(["directory"])
        client = browser_of(application, LI)
        assert give(client).status_code == 403
        assert client.get("/api/uploads").json()["enabled"] is False


def test_no_configured_source_takes_its_name(tmp_path: Path) -> None:
    config = company.found(tmp_path, demo=False)
    text = config.read_text("utf-8").replace('name = "documents"', 'name = "uploads"')
    config.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="take another name"):
        load_settings(config)


def uploads_folder(application: Application) -> Path:
    return application.settings.data_dir / "uploads"
