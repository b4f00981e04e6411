"""Folders that lie elsewhere, against a real WebDAV server."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError, SettingsError, TransientError
from ingest.records import Change, Checkpoint, Connector, File
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)
from tests.connectors.webdav import PASSWORD, USER, WebdavServer, webdav_server

VARIABLE = "ZHIKE_TEST_WEBDAV"
RULES = {
    "exclude": ["drafts/**"],
    "rules": [{"path": "hr/**", "audience": ["dept:人力资源部"]}],
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebdavServer]:
    with webdav_server(tmp_path_factory.getbasetemp()) as server:
        yield server


class TestWebdavFolder(ConnectorContract):
    kind = "folder"

    @pytest.fixture(autouse=True)
    def _signed_in(self, served: WebdavServer, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(VARIABLE, PASSWORD)
        served.silent_about = served.closed = ""
        served.asked.clear()
        self.server = served

    def connector(
        self, source: Path, audience: tuple[str, ...] = ("everyone",), **options: object
    ) -> Connector:
        storage = {"username": USER, "password_env": VARIABLE}
        address = {"url": self.server.address_of(source), "storage": storage}
        told = {**RULES, **address, "allow_private": True, **options}
        return connector_of("folder", "source", told, None, audience, ZoneInfo("UTC"), ())

    def build(self, root: Path, items: int) -> Path:
        folder = root / "公司 文件"
        for number in range(items):
            path = folder / f"项目{number % 3}" / f"周报 {number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# 周报 {number}\n\n恒岳电气一切正常。")
        return folder

    def change_one(self, source: Path) -> str:
        (source / "项目0" / "周报 0.md").write_text("# 周报 0\n\n恒岳电气推迟验收，改期。")
        return "项目0/周报 0.md"

    def remove_one(self, source: Path) -> str:
        (source / "项目1" / "周报 1.md").unlink()
        return "项目1/周报 1.md"

    def break_one(self, source: Path) -> str:
        (source / "空白.docx").write_bytes(b"")
        return "空白.docx"

    def make_unreadable(self, source: Path) -> None:
        source.rename(source.with_name("moved away"))

    def test_a_file_carries_its_bytes_and_its_path(self, tmp_path: Path) -> None:
        record = records_of(self.read(self.build(tmp_path, 1)))["项目0/周报 0.md"]
        text = "# 周报 0\n\n恒岳电气一切正常。".encode()
        assert record.file == File("项目0/周报 0.md", text)
        assert (record.title, record.uri) == ("", "项目0/周报 0.md")

    def test_an_unchanged_file_is_not_fetched(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        known = known_after(self.read(source))
        assert "GET" in {method for method, _ in self.server.asked}
        self.server.asked.clear()
        assert records_of(self.read(source, known)) == {}
        assert {method for method, _ in self.server.asked} == {"PROPFIND"}

    def test_the_rules_of_a_folder_hold(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        for name in ("hr/工资.md", "drafts/a.md", "~$report.docx", ".git/config.txt"):
            (source / name).parent.mkdir(exist_ok=True)
            (source / name).write_text("x")
        records = records_of(self.read(source))
        assert set(records) == {"hr/工资.md", "项目0/周报 0.md"}
        assert records["hr/工资.md"].audience == ("dept:人力资源部",)

    def test_a_file_over_the_limit_is_reported_and_not_fetched(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "huge.txt").write_bytes(b"x" * 1_000_001)
        changes = list(self.connector(source, max_file_mb=1).changes({}, None))
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == ("huge.txt", "too_large")
        assert not any(path.endswith("huge.txt") for method, path in self.server.asked)

    def test_a_name_that_cannot_be_shown_is_reported_spelled_out(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "a\nb.md").write_text("x")
        (failure,) = failures_of(self.read(source))
        assert (failure.external_id, failure.reason) == ("a\\nb.md", "invalid")
        assert failure.message.isprintable()

    def test_a_listing_that_is_interrupted_is_never_complete(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        known = known_after(self.read(source))
        self.server.silent_about = "项目2"
        changes: list[Change] = []
        with pytest.raises(TransientError) as caught:
            changes.extend(self.connector(source).changes(known, None))
        assert "项目2" in str(caught.value)
        assert not any(isinstance(change, Checkpoint) and change.complete for change in changes)

    def test_a_file_that_is_refused_is_reported_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        self.server.closed = "周报 1.md"
        changes = self.read(source)
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == ("项目1/周报 1.md", "unavailable")
        assert len(records_of(changes)) == 2

    def test_a_closed_subfolder_keeps_what_was_known_of_it(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 3)
        known = known_after(self.read(source))
        self.server.closed = "项目1"
        changes = self.read(source, known)
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == ("项目1", "unavailable")
        assert set(known) <= seen_in(changes)

    def test_a_password_that_is_not_taken_ends_the_run(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = self.build(tmp_path, 1)
        monkeypatch.setenv(VARIABLE, "a wrong one")
        with pytest.raises(PermanentError) as caught:
            self.read(source)
        assert "a wrong one" not in str(caught.value)

    def test_a_variable_that_is_not_set_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = self.build(tmp_path, 1)
        connector = self.connector(source)
        monkeypatch.delenv(VARIABLE)
        with pytest.raises(SettingsError, match=VARIABLE):
            list(connector.changes({}, None))

    def test_a_server_within_the_company_needs_its_setting(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        with pytest.raises(PermanentError, match="allow_private = true"):
            list(self.connector(source, allow_private=False).changes({}, None))
        assert self.server.asked == []

    def test_a_store_that_is_not_there_may_come_back(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        url = f"dav://127.0.0.1:{os.getpid() % 1000 + 1}/nothing"
        with pytest.raises(TransientError):
            list(self.connector(source, url=url).changes({}, None))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"url": "file:///etc"}, "write path"),
        ({"url": "/etc"}, "write path"),
        ({"url": "memory://x/y"}, "is not read"),
        ({"url": "zip://a.zip::s3://bucket"}, "chains"),
        ({"url": "simplecache://s3/x"}, "is not read"),
        ({"url": "https://example.org/files"}, "is not read"),
        ({"url": "s3://"}, "bucket"),
        ({"url": "s3://bucket/../other"}, "plain address"),
        ({"url": "sftp://li:secret@host/x"}, "password_env"),
        ({"url": "s3://b", "storage": {"secret": "x"}}, "secret_env"),
        ({"url": "s3://b", "storage": {"client": {"password": "x"}}}, "password_env"),
        ({"url": "s3://b", "watch": True}, "watched"),
        ({"url": "s3://b", "storge": {}}, "did you mean 'storage'?"),
    ],
)
def test_an_address_that_is_no_place_for_a_folder_stops_the_start(
    options: Mapping[str, object], said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        connector_of("folder", "files", options, None, ("everyone",), ZoneInfo("UTC"), ())
    assert said in str(caught.value)


def test_a_folder_lies_at_a_path_or_at_an_address(tmp_path: Path) -> None:
    options = {"url": "s3://bucket"}
    with pytest.raises(SettingsError, match="has no `path`; leave it out"):
        connector_of("folder", "files", options, tmp_path, ("everyone",), ZoneInfo("UTC"), ())
    with pytest.raises(SettingsError, match="`storage` and `allow_private` are for a folder"):
        connector_of(
            "folder",
            "files",
            {"storage": {"key": "x"}},
            tmp_path,
            ("everyone",),
            ZoneInfo("UTC"),
            (),
        )


@pytest.mark.parametrize(
    "options",
    [
        {"url": "sftp://127.0.0.1/x"},
        {"url": "smb://localhost/share"},
        {"url": "s3://bucket", "storage": {"endpoint_url": "http://127.0.0.1:9000"}},
        {"url": "s3://bucket", "storage": {"client_kwargs": {"endpoint_url": "http://[::1]:9"}}},
        {
            "url": "s3://bucket",
            "storage": {"endpoint_url": "http://169.254.169.254"},
            "allow_private": True,
        },
    ],
)
def test_the_host_of_any_address_is_looked_at_before_it_is_asked(
    options: Mapping[str, object],
) -> None:
    connector = connector_of("folder", "files", options, None, ("everyone",), ZoneInfo("UTC"), ())
    with pytest.raises(PermanentError, match="not on the open internet"):
        list(connector.changes({}, None))
