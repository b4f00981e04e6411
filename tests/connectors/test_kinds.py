from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import SettingsError


def fault(kind: str, options: dict[str, object], audience: tuple[str, ...] = ("everyone",)) -> str:
    with pytest.raises(SettingsError) as caught:
        connector_of(kind, "crm", options, Path(), audience, ZoneInfo("UTC"), ())
    return str(caught.value)


def test_an_unknown_kind_is_named_with_the_nearest() -> None:
    assert "unknown kind 'tabel'; did you mean 'table'?" in fault("tabel", {})


def test_an_unknown_key_is_named_with_its_place_and_the_nearest() -> None:
    table = {"entity": "customers", "file": "a.csv", "id": "id"}
    message = fault("table", {"tables": [table, {**table, "file": "b.csv", "nmae": "n"}]})
    assert "Source crm: unknown key 'tables.2.nmae'; did you mean 'name'?" in message
    assert "did you mean 'exclude'?" in fault("folder", {"exclud": []})
    assert "did you mean 'department'?" in fault(
        "directory", {"columns": {"name": "n", "depart": "d"}}
    )


def test_a_missing_key_is_named() -> None:
    assert "tables.1.id is missing" in fault(
        "table", {"tables": [{"entity": "deals", "file": "d.csv"}]}
    )
    assert "columns is missing" in fault("directory", {})


def test_a_word_that_is_no_entity_role_or_kind_is_named() -> None:
    table = {"entity": "customer", "file": "a.csv", "id": "id"}
    assert "'customer' is none of 'customers'" in fault("table", {"tables": [table]})
    table = {"entity": "deals", "file": "a.csv", "id": "id", "people": {"boss": ["b"]}}
    assert "boss" in fault("table", {"tables": [table]})


def test_a_file_mapped_twice_is_refused() -> None:
    table = {"entity": "customers", "file": "a.csv", "id": "id"}
    assert "a.csv is mapped twice" in fault("table", {"tables": [table, table]})


def test_an_audience_that_is_none_is_refused_wherever_it_stands() -> None:
    assert "'sales' is no audience" in fault("folder", {}, audience=("sales",))
    rule = {"path": "hr/**", "audience": ["hr"]}
    assert "rules.1.audience.1: 'hr' is no audience" in fault("folder", {"rules": [rule]})


@pytest.mark.parametrize("file", ["../secret.csv", "/etc/passwd", "a/../../b.csv"])
def test_a_table_outside_its_source_is_refused(file: str) -> None:
    message = fault("table", {"tables": [{"entity": "customers", "file": file, "id": "id"}]})
    assert f"tables.1.file: {file!r} must be written as it stands below" in message
