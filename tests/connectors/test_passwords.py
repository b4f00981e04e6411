"""Passwords for locked files, from the environment or a file."""

from __future__ import annotations

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from pydantic import ValidationError

from connectors.folder import FolderOptions
from connectors.kinds import connector_of
from connectors.passwords import PasswordOptions
from ingest.errors import SettingsError
from ingest.records import Record
from tests.ingest.parsing.made_files import saved


def given(tmp_path: Path, text: str) -> PasswordOptions:
    file = tmp_path / "passwords"
    file.write_text(text, encoding="utf-8")
    return PasswordOptions(passwords_file=file)


def test_each_line_is_a_password_for_every_file_or_for_those_of_a_glob(tmp_path: Path) -> None:
    passwords = given(tmp_path, "first\n\n合同/**: second: third\n2025.xlsx: fourth\n").passwords()
    assert passwords.of("合同/a/b.pdf") == ("first", "second: third")
    assert passwords.of("2025.xlsx") == ("first", "fourth")
    assert passwords.of("b.pdf") == ("first",)


def test_a_password_with_a_colon_stays_whole(tmp_path: Path) -> None:
    assert given(tmp_path, "p:q\na: b\n").passwords().of("x.pdf") == ("p:q", "a: b")


def test_the_environment_and_a_file_are_both_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCKED", "one\ntwo")
    (tmp_path / "passwords").write_text("three", encoding="utf-8")
    options = PasswordOptions(passwords_env="LOCKED", passwords_file=tmp_path / "passwords")
    assert options.passwords().of("x.pdf") == ("one", "two", "three")
    assert "one" not in repr(options.passwords())
    assert "three" not in repr(options.passwords())


def test_passwords_that_cannot_be_read_stop_the_listing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="NOT_THERE"):
        PasswordOptions(passwords_env="NOT_THERE").passwords()
    with pytest.raises(SettingsError, match="passwords_file: absent"):
        PasswordOptions(passwords_file=tmp_path / "absent").passwords()


def test_the_settings_take_no_password_in_clear() -> None:
    with pytest.raises(ValidationError):
        FolderOptions.model_validate({"passwords": ["x"]})


def test_a_folder_gives_each_file_its_passwords(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"x")
    (folder / "b.md").write_bytes(b"x")
    (tmp_path / "passwords").write_text("*.pdf: secret", encoding="utf-8")
    options = {"passwords_file": str(tmp_path / "passwords")}
    connector = connector_of("folder", "docs", options, folder, ("everyone",), ZoneInfo("UTC"), ())
    found = {
        change.external_id: change.file.passwords
        for change in connector.changes({}, None)
        if isinstance(change, Record) and change.file is not None
    }
    assert found == {"a.pdf": ("secret",), "b.md": ()}


def test_a_locked_table_opens_with_its_password(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["客户编号", "客户名称"])
    book.active.append(["C1", "恒岳电气"])
    with (tmp_path / "crm.xlsx").open("wb") as file:
        OOXMLFile(io.BytesIO(saved(book))).encrypt("secret", file)
    (tmp_path / "passwords").write_text("crm.xlsx: secret", encoding="utf-8")
    tables = [{"entity": "customers", "file": "crm.xlsx", "id": "客户编号", "name": "客户名称"}]
    options = {"tables": tables, "passwords_file": str(tmp_path / "passwords")}
    connector = connector_of("table", "crm", options, tmp_path, ("everyone",), ZoneInfo("UTC"), ())
    records = [change for change in connector.changes({}, None) if isinstance(change, Record)]
    assert [record.title for record in records] == ["恒岳电气"]
