from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import SettingsError
from ingest.records import Connector, File
from tests.connectors.contract import (
    ConnectorContract,
    failures_of,
    known_after,
    records_of,
    seen_in,
)

OPTIONS = {
    "exclude": ["drafts/**"],
    "rules": [{"path": "hr/**", "audience": ["dept:人力资源部"]}],
}


class TestFolder(ConnectorContract):
    kind = "folder"
    options = OPTIONS

    def build(self, root: Path, items: int) -> Path:
        folder = root / "documents"
        for number in range(items):
            path = folder / f"项目{number % 3}" / f"周报 {number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# 周报 {number}\n\n恒岳电气一切正常。")
        return folder

    def change_one(self, source: Path) -> str:
        path = source / "项目0" / "周报 0.md"
        length, written_ns = path.stat().st_size, path.stat().st_mtime_ns
        path.write_text("# 周报 0\n\n恒岳电气推迟验收。")
        assert path.stat().st_size == length
        later_ns = (
            written_ns + 1_000_000_000
        )  # some file systems tell no two moments of a tick apart
        os.utime(path, ns=(later_ns, later_ns))
        return "项目0/周报 0.md"

    def remove_one(self, source: Path) -> str:
        (source / "项目1" / "周报 1.md").unlink()
        return "项目1/周报 1.md"

    def break_one(self, source: Path) -> str:
        (source / "空白.docx").write_bytes(b"")
        return "空白.docx"

    def make_unreadable(self, source: Path) -> None:
        source.rename(source.with_name("moved away"))

    def test_a_file_carries_its_bytes_and_its_path_and_is_titled_by_its_parser(
        self, tmp_path: Path
    ) -> None:
        record = records_of(self.read(self.build(tmp_path, 1)))["项目0/周报 0.md"]
        text = "# 周报 0\n\n恒岳电气一切正常。".encode()
        assert record.file == File("项目0/周报 0.md", text)
        assert (record.kind, record.title, record.uri) == ("file", "", "项目0/周报 0.md")

    def test_an_unchanged_file_is_not_opened(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        known = known_after(self.read(source))
        path = source / "项目0" / "周报 0.md"
        stat = path.stat()
        path.write_bytes(b"x" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert records_of(self.read(source, known)) == {}

    def test_what_fails_under_a_rule_is_told_to_whom_the_rule_names(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "hr").mkdir()
        (source / "hr" / "raise.md").touch()
        (source / "hr" / "list.xyz").write_text("x")
        failures = failures_of(self.read(source))
        assert [one.audience for one in failures] == [("dept:人力资源部",)] * 2

    def test_the_last_rule_that_matches_decides_who_may_read(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "hr" / "pay").mkdir(parents=True)
        (source / "hr" / "pay" / "2026.txt").write_text("工资表")
        records = records_of(self.read(source))
        assert records["hr/pay/2026.txt"].audience == ("dept:人力资源部",)
        assert records["项目0/周报 0.md"].audience == ("everyone",)

    def test_what_is_excluded_or_left_by_programs_is_passed_over(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        for name in ("drafts/a.md", "~$report.docx", ".git/config.txt", "sub/.DS_Store"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text("x")
        changes = self.read(source)
        assert set(records_of(changes)) == {"项目0/周报 0.md"}
        assert failures_of(changes) == []

    def test_a_format_nobody_reads_is_reported_with_what_to_do(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "合同.wps").write_bytes(b"\xd0\xcf\x11\xe0")
        (failure,) = failures_of(self.read(source))
        assert failure.reason == "unsupported"
        assert "合同.wps" in failure.message
        assert "save it as .docx" in failure.message

    def test_a_file_over_the_limit_is_reported_unread(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        with (source / "huge.txt").open("wb") as file:
            file.truncate(101_000_000)
        (failure,) = failures_of(self.read(source))
        assert failure.reason == "too_large"
        assert "huge.txt" in failure.message

    def test_a_link_that_leads_out_of_the_folder_is_not_followed(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (tmp_path / "secret.txt").write_text("secret")
        (source / "link.txt").symlink_to(tmp_path / "secret.txt")
        (source / "inner.md").symlink_to(source / "项目0" / "周报 0.md")
        assert set(records_of(self.read(source))) == {"项目0/周报 0.md", "inner.md"}

    def test_a_link_to_a_folder_is_not_followed(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (tmp_path / "private").mkdir()
        (tmp_path / "private" / "secret.txt").write_text("secret")
        (source / "out").symlink_to(tmp_path / "private")
        (source / "up").symlink_to("..")
        (source / "climbing.txt").symlink_to("项目0/../../private/secret.txt")
        changes = self.read(source)
        assert set(records_of(changes)) == {"项目0/周报 0.md"}
        assert failures_of(changes) == []

    def test_a_pipe_is_not_opened(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        os.mkfifo(source / "pipe.txt")
        assert set(records_of(self.read(source))) == {"项目0/周报 0.md"}

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            (b"a\nb.md", "a\\nb.md"),
            (b"\x1b[2J.md", "\\x1b[2J.md"),
            (b"\xff\xfe.md", "\\udcff\\udcfe.md"),
        ],
    )
    def test_a_name_that_cannot_be_shown_is_reported_spelled_out(
        self, name: bytes, shown: str, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 1)
        (source / os.fsdecode(name)).write_text("x")
        changes = self.read(source)
        assert set(records_of(changes)) == {"项目0/周报 0.md"}
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == (shown, "invalid")
        assert failure.message.isprintable()

    @pytest.mark.parametrize("path", ["../hr/**", "hr/../../x", "/etc/**", "./hr/**", "..\\hr"])
    def test_a_rule_that_climbs_out_of_the_folder_stops_the_start(
        self, path: str, tmp_path: Path
    ) -> None:
        rules = [{"path": path, "audience": ["dept:人力资源部"]}]
        for options in ({"rules": rules}, {"exclude": [path]}, {"include": [path]}):
            with pytest.raises(SettingsError) as caught:
                connector(options, tmp_path)
            assert repr(path) in str(caught.value)

    def test_a_link_that_leads_to_itself_is_passed_over(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        (source / "loop").symlink_to("loop")
        changes = self.read(source)
        assert set(records_of(changes)) == {"项目0/周报 0.md"}
        assert failures_of(changes) == []

    def test_a_closed_subfolder_keeps_what_was_known_of_it(self) -> None:
        with tempfile.TemporaryDirectory() as open_to_all:
            root = Path(open_to_all)
            root.chmod(0o755)
            source = self.build(root, 3)
            known = known_after(self.read(source))
            (source / "项目1").chmod(0)
            with ordinary_user():
                changes = self.read(source, known)
            (source / "项目1").chmod(0o755)
        (failure,) = failures_of(changes)
        assert (failure.external_id, failure.reason) == ("项目1", "unavailable")
        assert set(known) <= seen_in(changes)


def connector(options: Mapping[str, object], root: Path) -> Connector:
    zone = ZoneInfo("Asia/Shanghai")
    return connector_of("folder", "documents", options, root, ("everyone",), zone, ())


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may list every folder, so a test run as root does as nobody would."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
